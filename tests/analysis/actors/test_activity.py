"""Every call of the tree with its actor and reason, from records to derived tables."""

from __future__ import annotations

from datetime import datetime, timedelta

from conftest import LEAKED, record
from conftest import build_case as build

from kit.analysis import ask

ABROAD, SCRIPT = "203.0.113.66", "python-requests/2.32"
POLICY = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
DAY = 24 * 60


def owner(days: int = 10) -> list[dict]:
    calls = {"eventSource": "s3.amazonaws.com", "eventName": "PutObject", "readOnly": False}
    return [record(day * DAY, **calls) for day in range(days)]


def theft(*names: str, day: int = 12) -> list[dict]:
    by = {"sourceIPAddress": ABROAD, "userAgent": SCRIPT, "eventSource": "iam.amazonaws.com"}
    return [record(day * DAY + place, eventName=name, **by) for place, name in enumerate(names)]


def attached(address: str, agent: str, **more) -> dict:
    request = {"userName": "app", "policyArn": POLICY}
    call = {"eventSource": "iam.amazonaws.com", "eventName": "AttachUserPolicy", "requestParameters": request}
    return record(13 * DAY, sourceIPAddress=address, userAgent=agent, readOnly=False, **call, **more)


def actors(case) -> dict[str, str]:
    return {row["event_name"]: row["actor"] for row in ask(case, "key_activity").dicts()}


def test_two_users_of_one_key(make_case):
    case = make_case([*owner(), *theft("ListUsers", "CreateUser", "CreateAccessKey")])
    assert actors(case) == {
        "PutObject": "owner",
        "ListUsers": "intruder",
        "CreateUser": "intruder",
        "CreateAccessKey": "intruder",
    }


def test_calls_of_others_without_a_time_break_no_attribution(make_case):
    """Two addresses of one network, and no time at either."""
    by = {"userIdentity.accessKeyId": "AKIAOTHEROTHEROTHER1", "userIdentity.userName": "other"}
    others = [record(n, eventTime="soon", sourceIPAddress=f"192.0.2.{n}", **by) for n in (5, 6)]
    case = make_case([*owner(), *theft("ListUsers", "CreateUser", "CreateAccessKey"), *others])
    assert actors(case)["CreateUser"] == "intruder"


def test_each_call_carries_a_sentence_and_no_message_id(make_case):
    case = make_case([*owner(), *theft("CreateUser", "CreateAccessKey")])
    reasons = {row["actor_reason"] for row in ask(case, "key_activity").dicts()}
    assert all(" " in reason and "actor-reason" not in reason and "{" not in reason for reason in reasons)


def test_awss_quarantine_is_awss_by_its_source_alone(make_case, tmp_path):
    """An agent that anybody can write, from an address of its own, is not AWS; both answers say the same."""
    known = {"userIdentity.accessKeyId": LEAKED}
    for name, address, agent, actor in (
        ("internal", "AWS Internal", "AWS Internal", "aws"),
        ("copied", "192.0.2.44", "aws-internal/3 aws-sdk-java/1.11", "unclear"),
    ):
        (tmp_path / name).mkdir()
        case = build(tmp_path / name, [*owner(), attached(address, agent, **known)])
        assert actors(case)["AttachUserPolicy"] == actor
        (row,) = ask(case, "quarantine").dicts()
        assert row["attached_by"] == actor


def test_a_verdict_on_one_event_speaks_of_that_event(make_case):
    stolen = theft("ListUsers", "CreateUser", "CreateAccessKey")
    event = stolen[0]["eventID"]
    text = f'[[verdicts]]\nevent = "{event}"\nactor = "owner"\nnote = "our audit"\n'
    case = make_case([*owner(), *stolen], toml=text)
    rows = {row["event_id"]: row for row in ask(case, "key_activity").dicts()}
    assert rows[event]["actor"] == "owner"
    assert "our audit" in rows[event]["actor_reason"]
    assert rows[stolen[1]["eventID"]]["actor"] == "intruder"


def test_times_are_the_records_own(make_case):
    case = make_case([*owner(), *theft("CreateUser", "CreateAccessKey")])
    first = ask(case, "first_intruder").dicts()[0]
    assert first["event_time"] == datetime(2026, 3, 1) + timedelta(days=12)
