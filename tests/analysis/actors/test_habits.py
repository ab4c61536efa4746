"""A leaked credential with two users: whose calls are whose, by habit or by the place that a session belongs
to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from calls import ABROAD, FIRST, KEY, SCRIPT, profile

from kit.analysis.actors.decisions import Decisions, Origin
from kit.analysis.actors.habits import Habits
from kit.analysis.actors.profiles import Profile, visits
from kit.case import Case

WEIGHTS = {"iam:CreateUser": 80, "iam:CreateAccessKey": 85, "iam:ListUsers": 10, "ec2:RunInstances": 60}
THEFT = FIRST + timedelta(days=12)


def judged(profiles: list[Profile], *, kind: str = "access_key", issued_from: str | None = None, **facts):
    """(actor, reason) of each profile."""
    decisions = Decisions(Case(folder=Path(), **facts), WEIGHTS)
    origin = Origin(KEY, kind, None, 0, "leaked", "proved", None, issued_from, None, None, None)
    Habits(decisions).judge(origin, visits(profiles))
    return [
        (decisions.by_profile[one.profile].actor, decisions.by_profile[one.profile].reason)
        for one in profiles
    ]


def theft() -> list[Profile]:
    return [
        profile(call, address=ABROAD, agent=SCRIPT, aws_region="us-east-1", at=THEFT, days=1)
        for call in ("iam:ListUsers", "iam:CreateUser", "iam:CreateAccessKey")
    ]


def test_a_stranger_beside_a_settled_owner_is_told_apart():
    assert judged([profile(), *theft()]) == [("owner", "past")] + [("intruder", "new")] * 3


def test_without_a_past_nobody_is_named():
    """The trail begins with the theft: there is no habit that it could deviate from."""
    assert {actor for actor, _ in judged(theft())} == {"unclear"}


def test_outside_the_networks_that_the_owner_named_hostile_calls_are_an_intruders():
    assert judged(theft(), owner_networks=("203.0.113.0/24",)) == [("intruder", "outside-listed")] * 3


def test_a_lone_new_place_stays_unclear():
    """The owner's usual call from a new network with the usual tool: it may be the owner on a journey."""
    away = profile(address=ABROAD, at=THEFT, days=1)
    assert judged([profile(), away]) == [("owner", "past"), ("unclear", "lone-signal")]


def test_hostile_calls_from_the_owners_own_network_are_not_cleared():
    """An intruder behind the same gateway, or the owner at work: the address cannot tell."""
    inside = [
        profile(call, agent=SCRIPT, aws_region="us-east-1", at=THEFT, days=1)
        for call in ("iam:CreateUser", "iam:CreateAccessKey")
    ]
    assert judged([profile(), *inside]) == [("owner", "past")] + [("unclear", "shared-network")] * 2


def test_two_on_the_first_day_leave_no_past_to_trust():
    """The owner and the attack are both there from the first hour on: neither is the habit."""
    both = [profile(days=1), *(one for one in theft_at_once())]
    assert {actor for actor, _ in judged(both)} == {"unclear"}


def theft_at_once() -> list[Profile]:
    return [
        profile(
            call, address=ABROAD, agent=SCRIPT, aws_region="us-east-1", at=FIRST + timedelta(hours=1), days=1
        )
        for call in ("iam:ListUsers", "iam:CreateUser", "iam:CreateAccessKey")
    ]


def test_a_leaked_session_belongs_to_where_it_was_obtained():
    """GetSessionToken came from the office: the session's calls from there are the owner's, others not."""
    inside, outside = profile(at=THEFT, days=1), theft()
    found = judged([inside, *outside], kind="session_token", issued_from="203.0.113.77")
    assert found == [("owner", "session-home")] + [("intruder", "new")] * 3


def test_a_machines_session_belongs_to_where_it_was_first_seen():
    machine = profile("s3:GetObject", address="203.0.113.80", days=1)
    found = judged([machine, *theft()], kind="instance_session")
    assert found == [("owner", "session-home")] + [("intruder", "new")] * 3
