"""Table credential_tree: from records of a trail to every credential that came out of the leaked key."""

from __future__ import annotations

from datetime import datetime, timedelta

from conftest import ACCOUNT, LEAKED, build_case, record

from kit.analysis import ask

NEW, TOKEN = "AKIABTX3GSDSQBBBBBBB", "ASIABTX3GSDSQCCCCCCC"
FIRST = datetime(2026, 3, 1)


def iam(minute: int, name: str, request: dict, response: dict | None = None, **more) -> dict:
    call = {"eventSource": "iam.amazonaws.com", "eventName": name, "readOnly": False}
    return record(minute, requestParameters=request, responseElements=response, **call, **more)


def token(minute: int = 5) -> dict:
    reply = {"credentials": {"accessKeyId": TOKEN, "expiration": "Mar 1, 2026, 12:05:00 PM"}}
    return record(minute, eventName="GetSessionToken", responseElements=reply)


def new_key(minute: int = 6) -> dict:
    made = {"accessKey": {"accessKeyId": NEW, "userName": "mallory", "status": "Active"}}
    return iam(minute, "CreateAccessKey", {"userName": "mallory"}, made)


def tree(case) -> dict[str, dict]:
    return {row["credential_id"]: row for row in ask(case, "credentials").dicts()}


def test_roots_and_what_came_out_of_them(make_case):
    found = tree(make_case([record(1), token(), new_key()]))
    assert set(found) == {LEAKED, TOKEN, NEW}
    assert (found[LEAKED]["depth"], found[LEAKED]["link"], found[LEAKED]["parent_id"]) == (0, "leaked", None)
    assert (found[TOKEN]["depth"], found[TOKEN]["link"], found[TOKEN]["parent_id"]) == (
        1,
        "GetSessionToken",
        LEAKED,
    )
    assert found[TOKEN]["issued_at"] == FIRST + timedelta(minutes=5)
    assert found[TOKEN]["expires_at"] == FIRST + timedelta(hours=12, minutes=5)
    assert found[NEW]["principal_arn"] == f"arn:aws:iam::{ACCOUNT}:user/mallory"
    assert found[NEW]["issued_at"] == FIRST + timedelta(minutes=6)


def test_a_credential_that_nobody_used_has_no_events(make_case):
    used = record(
        9, eventSource="s3.amazonaws.com", eventName="ListBuckets", **{"userIdentity.accessKeyId": TOKEN}
    )
    found = tree(make_case([record(1), token(), new_key(), used]))
    assert (found[NEW]["events"], found[NEW]["first_seen"]) == (0, None)
    assert (found[TOKEN]["events"], found[TOKEN]["first_seen"]) == (1, FIRST + timedelta(minutes=9))


def test_what_outlives_the_leaked_key(make_case):
    """The key goes off after an hour: the token lives twelve, the other key was deleted before."""
    off = iam(60, "UpdateAccessKey", {"userName": "app", "accessKeyId": LEAKED, "status": "Inactive"})
    deleted = iam(30, "DeleteAccessKey", {"userName": "mallory", "accessKeyId": NEW})
    found = tree(make_case([record(1), token(), new_key(), deleted, off]))
    assert (found[LEAKED]["state"], found[LEAKED]["ended_at"]) == ("stopped", FIRST + timedelta(hours=1))
    assert (found[TOKEN]["state"], found[TOKEN]["outlives_key"]) == ("alive", True)
    assert (found[NEW]["state"], found[NEW]["outlives_key"]) == ("gone", False)


def test_a_leaked_principal_is_a_root_of_its_own(make_case):
    arn = f"arn:aws:iam::{ACCOUNT}:user/app"
    found = tree(make_case([record(1), token()], keys=[], principals=[arn]))
    assert found[f"principal:{arn}"]["depth"] == 0
    assert found[LEAKED]["parent_id"] == f"principal:{arn}"
    assert found[TOKEN]["depth"] == 2


def test_a_failed_sign_in_is_a_call_of_the_password_that_it_tried(make_case):
    """ConsoleLogin carries no key; a refused one says "Failure" (CloudTrail user guide)."""
    password = iam(5, "CreateLoginProfile", {"userName": "mallory"})
    identity = {
        "type": "IAMUser",
        "accountId": ACCOUNT,
        "userName": "mallory",
        "arn": f"arn:aws:iam::{ACCOUNT}:user/mallory",
    }
    sign_in = record(
        9, eventSource="signin.amazonaws.com", eventName="ConsoleLogin", userIdentity=identity,
        responseElements={"ConsoleLogin": "Failure"}, errorMessage="Failed authentication",
        eventType="AwsConsoleSignIn",
    )  # fmt: skip
    found = tree(make_case([record(1), password, sign_in]))
    profile = found[f"login_profile:arn:aws:iam::{ACCOUNT}:user/mallory"]
    assert (profile["events"], profile["failed"]) == (1, 1)
    assert not [row for row in found.values() if row["kind"] == "console_session"]


def test_a_leaked_key_of_a_console_session_has_each_call_once(tmp_path):
    """It is found as the session too, by what its calls say; they are not counted for both."""
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/admin/aiko"
    who = {
        "type": "AssumedRole", "principalId": "AROABTX3GSDSUAAAAAAAA:aiko", "arn": session,
        "accountId": ACCOUNT, "accessKeyId": TOKEN,
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role", "principalId": "AROABTX3GSDSUAAAAAAAA", "accountId": ACCOUNT,
                "arn": f"arn:aws:iam::{ACCOUNT}:role/admin", "userName": "admin",
            },
            "attributes": {"creationDate": "2026-03-01T00:00:00Z", "mfaAuthenticated": "false"},
        },
    }  # fmt: skip
    calls = [
        record(
            minute,
            userIdentity=who,
            sessionCredentialFromConsole="true",
            eventName=name,
            readOnly=name == "ListUsers",
        )
        for minute, name in ((5, "ListUsers"), (6, "CreateDistribution"), (7, "TagResource"))
    ]
    case = build_case(tmp_path, calls, keys=(TOKEN,))
    assert {row["credential_id"] for row in ask(case, "credentials").dicts()} > {TOKEN}
    told = ask(case, "key_activity").dicts()
    assert [(row["event_name"], row["credential_id"]) for row in told] == [
        ("ListUsers", TOKEN),
        ("CreateDistribution", TOKEN),
        ("TagResource", TOKEN),
    ]
    assert sum(row["events"] for row in ask(case, "credentials").dicts()) == 3
