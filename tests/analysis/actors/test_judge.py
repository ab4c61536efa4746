"""Whose calls are made with each credential of the tree: what an intruder's act issued is the intruder's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from calls import ABROAD, FIRST, KEY, OFFICE, SCRIPT, profile
from msgspec import structs

from kit.analysis.actors.conduct import Conduct
from kit.analysis.actors.decisions import Origin
from kit.analysis.actors.judge import KIT_AGENT, Judge
from kit.analysis.actors.profiles import Profile
from kit.case import Case, Verdict

WEIGHTS = {"iam:CreateUser": 80, "iam:CreateAccessKey": 85, "iam:ListUsers": 10}
THEFT = FIRST + timedelta(days=12)
NEW_KEY = "AKIABTX3GSDSQBBBBBBB"
ROOT = Origin(KEY, "access_key", None, 0, "leaked", "proved", None, None, None, None, None)


def stolen() -> list[Profile]:
    """The owner's habit, then the theft; the last of these calls creates a key."""
    calls = ("iam:ListUsers", "iam:CreateUser", "iam:CreateAccessKey")
    theft = [profile(call, address=ABROAD, agent=SCRIPT, at=THEFT, days=1) for call in calls]
    return [profile(), *theft]


def issued(by: Profile, **given) -> Origin:
    facts = {"kind": "access_key", "link": "CreateAccessKey", "certainty": "proved"}
    at = by.first_seen
    made = Origin(NEW_KEY, "", KEY, 1, "", "", at, by.address, "event-1", at, by.profile)
    return replace(made, **{**facts, **given})


def judge(profiles: list[Profile], *origins: Origin, **facts) -> Judge:
    case = Case(folder=Path(), **facts)
    return Judge(case, [ROOT, *origins], profiles, WEIGHTS, lambda: Conduct(profiles, [], {}))


def used(address: str, **given) -> Profile:
    return profile(
        "s3:ListBuckets",
        credential_id=NEW_KEY,
        address=address,
        at=THEFT + timedelta(hours=1),
        days=1,
        **given,
    )


def test_a_key_issued_by_the_intruder_is_theirs_wherever_it_is_used():
    calls, use = stolen(), used("192.0.2.9", agent="aws-cli/2.1")
    found = judge([*calls, use], issued(calls[-1]))
    assert found.credentials[NEW_KEY].actor == "intruder"
    assert found.calls[use.profile].actor == "intruder"
    assert found.calls[use.profile].reason == "child-intruder"


def test_a_key_issued_by_the_owner_is_the_owners():
    calls, use = stolen(), used(OFFICE)
    found = judge([*calls, use], issued(calls[0]))
    assert (found.calls[use.profile].actor, found.calls[use.profile].reason) == ("owner", "child-owner")


def test_a_key_issued_by_the_owner_and_used_from_the_intruders_network_is_not():
    """The first key was stolen, the second lay beside it."""
    calls, use = stolen(), used("198.51.100.200")
    found = judge([*calls, use], issued(calls[0]))
    assert (found.calls[use.profile].actor, found.calls[use.profile].reason) == (
        "intruder",
        "intruder-network",
    )


def test_a_possible_link_alone_accuses_nobody():
    calls, use = stolen(), used("192.0.2.9")
    found = judge([*calls, use], issued(calls[-1], certainty="possible"))
    assert (found.calls[use.profile].actor, found.calls[use.profile].reason) == ("unclear", "possible-link")


def test_a_possible_link_alone_clears_nobody():
    """The owner's call, and a key that may have come of it: whose the key is, nobody can tell."""
    calls, use = stolen(), used("192.0.2.9")
    found = judge([*calls, use], issued(calls[0], certainty="possible"))
    decision = found.calls[use.profile]
    assert (decision.actor, decision.reason, decision.basis) == ("unclear", "possible-link", "none")


def test_a_machine_that_ran_before_is_the_owners_inside_and_theirs_outside():
    """SendCommand reached a machine that was there: its keys used elsewhere afterwards are stolen ones."""
    calls = stolen()
    touch = calls[-1]
    session = issued(touch, kind="instance_session", link="instance_profile")
    session = replace(session, issued_at=THEFT - timedelta(hours=3))
    inside = profile(
        "s3:GetObject", credential_id=NEW_KEY, address="203.0.113.80", at=THEFT - timedelta(hours=2), days=1
    )
    outside = used("192.0.2.9")
    found = judge([*calls, inside, outside], session)
    assert (found.calls[inside.profile].actor, found.calls[inside.profile].reason) == (
        "owner",
        "instance-inside",
    )
    assert (found.calls[outside.profile].actor, found.calls[outside.profile].reason) == (
        "intruder",
        "instance-outside",
    )


def test_the_analysts_word_wins():
    calls = stolen()
    found = judge(calls, verdicts=(Verdict("network", "198.51.100.0/24", "owner", "pentest"),))
    assert {found.calls[one.profile].actor for one in calls} == {"owner"}
    assert found.calls[calls[1].profile].reason == "verdict-note"


def test_the_kits_agent_excuses_reads_alone():
    """Anybody can send that agent: a change under it stays what it is, and so do reads beside the theft."""

    def under_its_name(call: str) -> Profile:
        return profile(call, agent=f"{KIT_AGENT}/1.0", address="192.0.2.9", at=THEFT, days=1)

    reads, makes = under_its_name("iam:ListUsers"), under_its_name("iam:CreateUser")
    assert judge([profile(), reads]).calls[reads.profile].actor == "kit"
    assert judge([profile(), makes]).calls[makes.profile].actor == "unclear"
    beside = structs.replace(under_its_name("iam:ListRoles"), address=ABROAD)
    assert judge([*stolen(), beside]).calls[beside.profile].actor != "kit"


def test_a_leaked_key_that_was_never_used_is_unclear():
    found = judge([])
    assert (found.credentials[KEY].actor, found.credentials[KEY].reason) == ("unclear", "unused")
