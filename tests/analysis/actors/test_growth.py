"""Four times as many calls take about four times as long to judge, not sixteen, whatever they look like."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from calls import APP, FIRST, KEY, SCRIPT, profile

from kit.analysis.actors.conduct import Conduct
from kit.analysis.actors.decisions import Origin
from kit.analysis.actors.judge import Judge
from kit.analysis.actors.profiles import Profile
from kit.case import Case

FEW, MANY = 1_500, 6_000
# Linear is 4; what compares each with each is 16. Between them there is room for a busy machine.
MOST = 8
CALLS = ("s3:PutObject", "ec2:DescribeInstances", "iam:CreateUser", "iam:ListUsers")
ROLE = "principal:arn:aws:iam::111122223333:role/app"
Shape = Callable[[int], tuple[list[Origin], list[Profile]]]


def leaked(credential_id: str, kind: str) -> Origin:
    return Origin(credential_id, kind, None, 0, "leaked", "proved", None, None, None, None, None)


def address(number: int) -> str:
    return f"{20 + number // 65536}.{number // 256 % 256}.{number % 256}.7"


def every_call_from_elsewhere(number: int) -> tuple[list[Origin], list[Profile]]:
    """A key that is used from a new address each time, half of them within its first day."""
    minutes = timedelta(days=2) / number
    return [leaked(KEY, "access_key")], [
        profile(
            CALLS[each % 4],
            address=address(each),
            at=FIRST + each * minutes,
            days=1 + each % 3,
            failed=each % 2,
        )
        for each in range(number)
    ]


def every_call_on_another_day(number: int) -> tuple[list[Origin], list[Profile]]:
    """The owner's place and tool, with a new call again and again for months."""
    hour = timedelta(hours=1)
    return [leaked(KEY, "access_key")], [
        profile(f"s3:Get{each}", agent=APP, at=FIRST + each * hour, days=1) for each in range(number)
    ]


def every_session_of_a_role(number: int) -> tuple[list[Origin], list[Profile]]:
    """A leaked role whose own sessions each call from a place of their own."""
    sessions = [f"ASIA{each:016d}" for each in range(number)]
    own = [
        Origin(name, "role_session", ROLE, 1, "seen", "proved", FIRST, None, None, None, None)
        for name in sessions
    ]
    return [leaked(ROLE, "principal"), *own], [
        profile(
            CALLS[each % 4], credential_id=name, address=address(each), at=FIRST + timedelta(minutes=each)
        )
        for each, name in enumerate(sessions)
    ]


def every_session_by_another(number: int) -> tuple[list[Origin], list[Profile]]:
    """A key that gives out a session with each call, and each is used."""
    calls = [
        profile("sts:AssumeRole", address=address(each), agent=SCRIPT, at=FIRST + timedelta(minutes=each))
        for each in range(number)
    ]
    children = [
        Origin(
            f"ASIA{each:016d}", "role_session", KEY, 1, "AssumeRole", "proved", call.first_seen, call.address,
            f"e{each}", call.first_seen, call.profile,
        )
        for each, call in enumerate(calls)
    ]  # fmt: skip
    used = [profile(credential_id=child.credential_id, address=address(7)) for child in children]
    return [leaked(KEY, "access_key"), *children], [*calls, *used]


def cpu(shape: Shape, number: int) -> float:
    """Seconds to judge that many, the least of three tries."""
    took = []
    for _ in range(3):
        origins, profiles = shape(number)
        begin = time.process_time()
        judge = Judge(Case(folder=Path()), origins, profiles, {}, lambda made=profiles: Conduct(made, [], {}))
        took.append(time.process_time() - begin)
        assert len(judge.calls) == len(profiles)
    return min(took)


@pytest.mark.parametrize(
    "shape",
    [every_call_from_elsewhere, every_call_on_another_day, every_session_of_a_role, every_session_by_another],
)
def test_four_times_the_calls_take_about_four_times_as_long(shape):
    assert cpu(shape, MANY) < MOST * cpu(shape, FEW)
