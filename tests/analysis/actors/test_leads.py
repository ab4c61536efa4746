"""Other credentials at the third party's places: which are named, and which near misses are not."""

from __future__ import annotations

import pytest
from conftest import LEAKED, record

import kit

DAY = 24 * 60
OFFICE, ABROAD, BOT = "203.0.113.10", "198.51.100.7", "192.0.2.5"
APP, SCRIPT = "Boto3/1.34.5 md/Botocore#1.34.5 os/linux", "rarely-seen-tool/2.7 (build 77f1; linux)"
ACCOUNT = "111122223333"
BEHALF = {"userIdentity.invokedBy": "x.amazonaws.com"}


def call(at: float, name: str, address: str, agent: str = APP, **more) -> dict:
    source = "s3" if "Object" in name else "signin" if name == "ConsoleLogin" else "iam"
    fields = {
        "eventSource": f"{source}.amazonaws.com",
        "eventName": name,
        "sourceIPAddress": address,
        "userAgent": agent,
        "readOnly": name.startswith(("Get", "List")),
    }
    return record(int(at), **{**fields, **more})


def user(name: str, key: str | None = None) -> dict:
    return {
        "userIdentity.accessKeyId": key or f"AKIABTX3GSDSQ{name.upper():B<7}",
        "userIdentity.userName": name,
        "userIdentity.arn": f"arn:aws:iam::{ACCOUNT}:user/{name}",
        "userIdentity.principalId": f"AIDABTX3GSDSU{name.upper():B<8}",
    }


def past(days: int = 11) -> list[dict]:
    return [call(day * DAY, "PutObject", OFFICE) for day in range(days)]


def bot(days: int = 11, name: str = "reports") -> list[dict]:
    return [call(day * DAY + 60, "PutObject", BOT, **user(name)) for day in range(days)]


def theft(agent: str = SCRIPT, address: str = ABROAD) -> list[dict]:
    names = ("ListUsers", "ListRoles", "CreateUser", "CreateAccessKey")
    return [call(12 * DAY + place, name, address, agent) for place, name in enumerate(names)]


def leads(case) -> list[dict]:
    return kit.ask(case, "leads").dicts()


def test_a_second_key_is_named_followed_and_then_no_lead_any_more(make_case):
    used = call(12 * DAY + 20, "CreateLoginProfile", ABROAD, **user("reports"))
    case = make_case([*past(), *bot(), *theft(), used])
    (row,) = leads(case)
    assert (row["credential_id"], row["user_name"], row["calls"], row["kind"]) == (
        "AKIABTX3GSDSQREPORTS", "reports", 1, "key",
    )  # fmt: skip
    assert row["shared_with"] == [ABROAD, LEAKED]
    assert row["event_ids"] == [used["eventID"]]
    finding = next(row for row in kit.ask(case, "findings").dicts() if row["finding_id"].startswith("lead:"))
    assert finding["severity"] == "critical", "what it did weighs heavily"
    assert used["eventID"] in finding["event_ids"]
    assert "kit key CASE AKIABTX3GSDSQREPORTS" in finding["statement"]
    assert any(row["step_id"] == "other_credentials" for row in kit.ask(case, "steps").dicts())
    from kit.case import add_leaked

    followed = add_leaked(case, [row["adds"]])
    assert leads(followed) == []
    told = {row["event_id"]: row["actor"] for row in kit.ask(followed, "key_activity").dicts()}
    assert told[used["eventID"]] == "intruder"


def test_root_and_a_role_are_named_by_their_arn(make_case):
    root = {
        "userIdentity.type": "Root", "userIdentity.arn": f"arn:aws:iam::{ACCOUNT}:root",
        "userIdentity.userName": None, "userIdentity.accessKeyId": None, "userIdentity.principalId": ACCOUNT,
        "responseElements": {"ConsoleLogin": "Success"}, "additionalEventData": {"MFAUsed": "No"},
    }  # fmt: skip
    role = {
        "userIdentity.type": "AssumedRole", "userIdentity.accessKeyId": "ASIABTX3GSDSQDDDDDDD",
        "userIdentity.arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/admin/sato", "userIdentity.userName": None,
        "userIdentity.principalId": "AROABTX3GSDSUDDDDDDDD:sato",
        "userIdentity.sessionContext": {
            "sessionIssuer": {"type": "Role", "arn": f"arn:aws:iam::{ACCOUNT}:role/admin"},
            "attributes": {"creationDate": "2026-03-13T00:00:00Z"},
        },
    }  # fmt: skip
    theirs = [
        call(12 * DAY + 20, "ConsoleLogin", ABROAD, eventType="AwsConsoleSignIn", **root),
        call(12 * DAY + 25, "ListRoles", ABROAD, **role),
    ]
    case = make_case([*past(), *bot(), *theft(), *theirs])
    named = {row["kind"]: row["adds"] for row in leads(case)}
    assert named == {"root": f"arn:aws:iam::{ACCOUNT}:root", "session": f"arn:aws:iam::{ACCOUNT}:role/admin"}
    found = {row["finding_id"]: row for row in kit.ask(case, "findings").dicts()}
    assert found[f"lead:arn:aws:iam::{ACCOUNT}:root"]["severity"] == "critical"


def test_sign_ins_that_failed_are_one_finding(make_case):
    hidden = {
        "userIdentity.accessKeyId": "", "userIdentity.userName": "HIDDEN_DUE_TO_SECURITY_REASONS",
        "userIdentity.arn": None, "userIdentity.principalId": None, "errorMessage": "Failed authentication",
        "responseElements": {"ConsoleLogin": "Failure"}, "eventType": "AwsConsoleSignIn",
    }  # fmt: skip
    tried = [call(12 * DAY + 20 + place, "ConsoleLogin", ABROAD, **hidden) for place in range(3)]
    case = make_case([*past(), *bot(), *theft(), *tried])
    (row,) = leads(case)
    assert (row["kind"], row["calls"], row["refused"], row["adds"]) == ("failed_sign_in", 3, 3, "")
    (finding,) = [row for row in kit.ask(case, "findings").dicts() if row["finding_id"] == "lead-sign-ins"]
    assert finding["severity"] == "medium"


def test_a_rare_program_in_the_same_hours_is_a_hint(make_case):
    elsewhere = call(12 * DAY + 30, "ListUsers", "192.0.2.200", SCRIPT, **user("reports"))
    case = make_case([*past(), *bot(), *theft(), elsewhere])
    (row,) = leads(case)
    assert row["shared_with"] == [SCRIPT, LEAKED]
    finding = next(row for row in kit.ask(case, "findings").dicts() if row["finding_id"].startswith("lead:"))
    assert "no proof" in finding["statement"]


NEAR_MISSES = {
    "its own address": [*bot(13)],
    "an address that the owner calls from too": [
        call(12 * DAY + 20, "ListUsers", ABROAD, **user("reports")),
        call(12 * DAY + 30, "PutObject", ABROAD),
    ],
    "an office where somebody worked before": [
        *[call(day * DAY + 90, "ListUsers", ABROAD, **user("tanaka")) for day in range(12)],
        call(12 * DAY + 20, "ListUsers", ABROAD, **user("reports")),
    ],
    "a private address": [call(12 * DAY + 20, "ListUsers", "10.0.0.7", **user("reports"))],
    "a service on its behalf": [
        call(
            12 * DAY + 20,
            "CreateRole",
            ABROAD,
            **user("reports"),
            **{"userIdentity.invokedBy": "x.amazonaws.com"},
        )
    ],
    "the same program a day later": [
        call(13 * DAY + 30, "ListUsers", "192.0.2.200", SCRIPT, **user("reports"))
    ],
    "a program that others have too": [
        call(12 * DAY + 30 + place, "ListUsers", f"192.0.2.{200 + place}", SCRIPT, **user(name))
        for place, name in enumerate(("reports", "tanaka"))
    ],
    "somebody who always had that program": [
        *[call(day * DAY + 90, "ListUsers", "192.0.2.77", SCRIPT, **user("tanaka")) for day in range(13)]
    ],
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_misses_name_nobody(make_case, name):
    """A verdict makes the theft certain, whatever else is at its address."""
    said = '[[verdicts]]\nagent = "rarely-seen-tool"\ncredential = "' + LEAKED + '"\nactor = "intruder"\n'
    said += f'[[verdicts]]\nagent = "Boto3"\ncredential = "{LEAKED}"\nactor = "owner"\n'
    case = make_case([*past(), *bot(), *theft(), *NEAR_MISSES[name]], toml=said)
    assert kit.ask(case, "first_intruder").dicts(), "there is a third party"
    assert leads(case) == []


def test_a_browser_is_everybodys(make_case):
    browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
    other = call(12 * DAY + 20, "ListUsers", "192.0.2.200", browser, **user("reports"))
    assert leads(make_case([*past(), *bot(), *theft(browser), other])) == []
