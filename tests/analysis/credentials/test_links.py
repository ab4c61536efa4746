"""Calls that issue, open or end credentials, and keys seen in use: only what the leaked key can reach."""

from __future__ import annotations

from datetime import timedelta

from incident import ACCOUNT, KEY, START, Incident, usual
from theft import thief

from kit.analysis.credentials import derive, links
from kit.store import database

NEW, TOKEN = "AKIABTX3GSDSQBBBBBBB", "ASIABTX3GSDSQCCCCCCC"


def reached(made: Incident):
    con, case = made.build()
    links.derive(con, case)
    derive.derive(con, case)
    database.make_views(con)
    acts, keys = links.reached(con)
    return {act.event_name: act for act in acts}, {key.access_key_id: key for key in keys}


def stolen() -> Incident:
    made = usual().at()
    thief(made, "ListUsers")
    return made


def test_an_issued_key_is_read_from_the_reply():
    made = stolen()
    reply = {"accessKey": {"accessKeyId": NEW, "userName": "mallory"}}
    thief(made, "CreateAccessKey", request={"userName": "mallory"}, response=reply)
    acts, _ = reached(made)
    call = acts["CreateAccessKey"]
    assert (call.child_key, call.named_user, call.caller_key) == (NEW, "mallory", KEY)
    assert (call.account_id, call.event_time) == (ACCOUNT, START + timedelta(minutes=1))


def test_reads_are_no_links():
    acts, keys = reached(stolen())
    assert acts == {}
    assert set(keys) <= {KEY}


def test_a_session_token_carries_its_expiry():
    made = stolen()
    reply = {"credentials": {"accessKeyId": TOKEN, "expiration": "Mar 22, 2026, 2:13:05 PM"}}
    thief(made, "GetSessionToken", "sts", request={"durationSeconds": 46800}, response=reply)
    acts, _ = reached(made)
    assert acts["GetSessionToken"].child_key == TOKEN
    assert acts["GetSessionToken"].duration_seconds == 46800


def test_a_key_that_an_issued_key_used_is_reached_too():
    made = stolen()
    reply = {"credentials": {"accessKeyId": TOKEN}}
    thief(made, "GetSessionToken", "sts", response=reply)
    made.call("ListBuckets", "s3", actor=None, credential=TOKEN)
    made.call("ListBuckets", "s3", actor=None, credential="ASIABTX3GSDSQZZZZZZZ", user="somebody")
    _, keys = reached(made)
    assert TOKEN in keys
    assert keys[TOKEN].issued
    assert "ASIABTX3GSDSQZZZZZZZ" not in keys


def test_a_refused_call_issues_nothing():
    made = stolen()
    thief(made, "CreateAccessKey", request={"userName": "mallory"}, error="AccessDenied")
    acts, _ = reached(made)
    assert "CreateAccessKey" not in acts
