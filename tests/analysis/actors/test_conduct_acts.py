"""Whose things a caller acts upon: its own are those that it made before, by their whole name."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from incident import ACCOUNT, KEY, insert_events
from test_conduct import ADMIN, MORNING, Day, day

from kit import questions
from kit.analysis import derive
from kit.case import Case
from kit.store import database, run


def acts(made: Day) -> list[dict]:
    """Rows of the step, with the CPU seconds that it took in the last."""
    case = Case(folder=Path(), account=ACCOUNT, keys=(KEY,))
    with closing(database.empty(case)) as con:
        insert_events(con, made.rows["events"])
        derive.refresh(con, case)
        begin = time.process_time()
        rows = run(con, questions.step("conduct_acts")).dicts()
        return [*rows, {"seconds": time.process_time() - begin}]


def owned(made: Day) -> set[str]:
    return {row["subject"] for row in acts(made)[:-1] if row["own"]}


@pytest.mark.parametrize(
    ("said", "subject", "own"),
    [
        ({"user": {"userName": "bob"}}, "bob", True),
        ({"user": {"userName": "bobby"}}, "bob", False),
        ({"user": {"userName": "x-bob"}}, "bob", False),
        ({"user": {"arn": f"arn:aws:iam::{ACCOUNT}:user/team/bob"}}, "bob", True),
        ({"user": {"arn": f"arn:aws:iam::{ACCOUNT}:user/team/bob"}}, "team/bob", True),
        ({"policy": '{"Resource":\n"bob"}'}, "bob", True),
        ({"policy": "%22Resource%22%3A%22bob%22"}, "bob", True),
        ({"user": {"userName": "bob.smith@example.com"}}, "bob.smith@example.com", True),
        ({"user": {"userName": "smith.bob@example.com"}}, "bob.smith@example.com", False),
    ],
)
def test_a_thing_is_its_makers_by_its_whole_name(said, subject, own):
    made = day()
    made.does("CreateUser", request={"userName": "somebody"}, response=said)
    made.does("UpdateLoginProfile", request={"userName": subject})
    assert (subject in owned(made)) == own


def test_a_thing_is_its_makers_from_its_making_on_by_address_or_tool():
    made = day()
    made.does("AttachUserPolicy", request={"userName": "early", "policyArn": ADMIN})
    for name in ("early", "here", "there", "elsewhere"):
        made.does("CreateUser", request={"userName": name})
    other = {"source_ip_address": "192.0.2.1"}, {"user_agent": "other/1.0"}
    made.does("AttachUserPolicy", request={"userName": "here", "policyArn": ADMIN}, **other[0])
    made.does("AttachUserPolicy", request={"userName": "there", "policyArn": ADMIN}, **other[1])
    made.does(
        "AttachUserPolicy", request={"userName": "elsewhere", "policyArn": ADMIN}, **other[0], **other[1]
    )
    assert owned(made) == {"here", "there"}


def test_four_times_the_things_take_about_four_times_as_long():
    """Each name was looked for in the text of each making call: 9 s for 12,000 users made."""

    def seconds(number: int) -> float:
        made = Day(now=MORNING)
        for each in range(number):
            made.now = MORNING + each * timedelta(hours=10) / number
            name = f"user-{each}"
            made.does("CreateUser", request={"userName": name}, response={"user": {"userName": name}})
            made.does("AttachUserPolicy", request={"userName": name, "policyArn": ADMIN})
        rows = acts(made)
        assert sum(row["events"] for row in rows[:-1] if row["own"]) >= number
        return rows[-1]["seconds"]

    assert seconds(6_000) < 8 * seconds(1_500)
