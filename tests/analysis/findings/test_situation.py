"""What the response starts from: whose a thing is decides what may be done to it."""

from __future__ import annotations

import json
from datetime import timedelta

from incident import ACCOUNT, KEY, START, USER, Incident, usual
from theft import (
    BACK_DOOR,
    INSTANCES,
    OWNER_INSTANCE,
    UNCLEAR_INSTANCE,
    half_cleaned,
    silent,
    thief,
    uncleaned,
)

from kit.analysis.findings import requested, situation
from kit.analysis.response.plan import plan


def of(made: Incident, **facts):
    return situation(*made.build(**facts))


def test_only_what_they_made_and_nobody_else_made_is_theirs():
    state = of(uncleaned())
    assert (ACCOUNT, "user", "support-sync") in state.intruder_principals
    assert (ACCOUNT, INSTANCES[0]) in state.intruder_resources
    owners = {OWNER_INSTANCE, UNCLEAR_INSTANCE, "i-0cccccccccccccccc", USER}
    assert not owners & {thing for _, thing in state.intruder_resources}


def test_a_user_that_the_owner_made_before_them_is_never_touched():
    """Both made a user of that name: which of the two stands, the logs cannot tell."""
    made = uncleaned()
    again = made.call("CreateUser", request={"userName": "support-sync"})
    made.principal("user", "support-sync", again, actor="owner")
    assert (ACCOUNT, "user", "support-sync") not in of(made).intruder_principals


def test_a_principal_that_the_owner_named_is_never_theirs():
    state = of(uncleaned(), owner_principals=(BACK_DOOR,))
    assert state.intruder_principals == set()


def test_what_did_not_work_was_not_made():
    made = uncleaned()
    for row in made.rows["principal_ledger"]:
        row["outcome"] = "failed"
    assert of(made).intruder_principals == set()


def test_leaked_users_are_known_by_account_and_name():
    assert of(uncleaned()).leaked_users == [(ACCOUNT, "build-bot", USER)]


def test_a_key_is_silent_after_a_day_without_a_call():
    state = of(silent(half_cleaned()))
    (leaked,) = state.leaked
    assert state.silent(leaked)
    busy = of(uncleaned())
    assert not busy.silent({**busy.leaked[0], "last_call": busy.as_of - timedelta(hours=23)})
    assert busy.silent({**busy.leaked[0], "last_call": busy.as_of - timedelta(hours=24)})


def test_the_replacement_is_the_owners_key_that_carries_the_application():
    fresh = of(half_cleaned()).replacement(ACCOUNT, "build-bot")
    assert (fresh["access_key_id"], fresh["user_name"]) == ("AKIABTX3GSDSQFFFFFFF", "uploader")
    # The intruder's own new key replaces nothing.
    assert of(uncleaned()).replacement(ACCOUNT, "build-bot") is None


def test_a_key_made_without_a_user_name_is_its_callers_own():
    """CreateAccessKey without UserName is for the caller, and only the reply names it (IAM API reference)."""
    made = usual().at()
    reply = {"accessKey": {"accessKeyId": "AKIABTX3GSDSQHHHHHHH", "userName": "build-bot"}}
    event = thief(made, "CreateAccessKey", response=reply)
    made.credential()
    made.principal("access_key", "AKIABTX3GSDSQHHHHHHH", event, arn=USER)
    con, case = made.build()
    state = situation(con, case)
    assert state.principals[0]["response_elements"] == reply
    lines = [one.command for one in plan(con, case) if "update-access-key" in one.command]
    lines = [line for line in lines if "AKIABTX3GSDSQHHHHHHH" in line]
    assert [line[line.index("--user-name") + 1] for line in lines] == ["build-bot"]


def test_a_request_that_is_no_json_object_counts_as_empty():
    made = usual().at()
    event = thief(made, "CreateUser", request={"userName": "mallory"})
    made.event(event)["request_parameters"] = json.dumps(["no", "object"])
    made.credential()
    made.principal("user", "mallory", event)
    (row,) = of(made).principals
    assert requested(row) == {}


def test_without_events_the_situation_is_empty():
    state = of(Incident())
    assert (state.as_of, state.first_intruder, state.leaked) == (None, None, [])
    assert of(uncleaned()).first_intruder == START
    assert of(uncleaned()).leaked[0]["credential_id"] == KEY
