"""Which credential a call gave out, and which key it was where the reply is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acts import ACCOUNT, AT, LEAKED, OTHER, ROLE, SESSION, USER, act, seen

from kit.analysis.credentials.issued import (
    Names,
    issued,
    kind_of,
    match_missing_replies,
    seen_only,
    session_arn,
)

TOKEN = "ASIABTX3GSDSQCCCCCCC"


def one(call, keys=()):
    (found,) = issued([call], Names([call], keys))
    return found


def test_a_session_token_lives_twelve_hours_unless_asked_otherwise():
    """STS API reference, GetSessionToken: 43,200 seconds by default for an IAM user."""
    usual = one(act("sts:GetSessionToken", child_key=TOKEN))
    assert (usual.id, usual.kind, usual.caller) == (TOKEN, "session_token", LEAKED)
    assert usual.expires_at == AT + timedelta(hours=12)
    short = one(act("sts:GetSessionToken", child_key=TOKEN, duration_seconds=900))
    assert short.expires_at == AT + timedelta(minutes=15)
    told = one(act("sts:GetSessionToken", child_key=TOKEN, expires_at=AT + timedelta(hours=1)))
    assert told.expires_at == AT + timedelta(hours=1)


def test_a_role_session_belongs_to_the_account_of_the_role():
    taken = one(
        act("sts:AssumeRole", child_key=TOKEN, role_arn=ROLE.replace(ACCOUNT, OTHER), session_name="night")
    )
    assert taken.principal_arn == SESSION.replace(ACCOUNT, OTHER)
    assert taken.account_id == OTHER
    assert taken.expires_at == AT + timedelta(hours=1)


def test_a_role_that_a_service_takes_is_the_machines_or_the_services():
    """EC2 names the session after the instance (EC2 user guide, "IAM roles for Amazon EC2")."""
    given = {"child_key": TOKEN, "role_arn": ROLE, "user_type": "AWSService", "caller_key": None}
    machine = one(act("sts:AssumeRole", session_name="i-0abc", invoked_by="ec2.amazonaws.com", **given))
    assert (machine.kind, machine.link) == ("instance_session", "instance_profile")
    function = one(act("sts:AssumeRole", session_name="fn", invoked_by="lambda.amazonaws.com", **given))
    assert (function.kind, function.link) == ("service_session", "service_role")


def test_a_new_key_is_its_users_under_the_arn_that_the_evidence_shows():
    """A path is part of an ARN and of no request."""
    with_path = f"arn:aws:iam::{ACCOUNT}:user/ci/deployer"
    made = act("iam:CreateAccessKey", child_key="AKIABTX3GSDSQBBBBBBB", named_user="deployer")
    used = seen("AKIABTX3GSDSQBBBBBBB", 5, user_name="deployer", user_arn=with_path)
    assert one(made, [used]).principal_arn == with_path
    assert one(made).principal_arn == f"arn:aws:iam::{ACCOUNT}:user/deployer"
    assert one(made).expires_at is None


def test_a_password_is_a_credential_of_its_user():
    made = one(act("iam:CreateLoginProfile", named_user="mallory"))
    assert made.id == f"login_profile:arn:aws:iam::{ACCOUNT}:user/mallory"


def test_calls_that_give_nothing_out_issue_nothing():
    calls = [
        act("sts:GetCallerIdentity"),
        act("iam:CreateUser", named_user="mallory"),
        act("iam:ListAccessKeys"),
    ]
    assert issued(calls, Names(calls, ())) == []


def test_a_key_without_reply_is_found_by_principal_session_and_time():
    """Event history's CSV holds no reply: the key that appears as that session within two seconds is it."""
    call = act("sts:AssumeRole", role_arn=ROLE, session_name="night")
    found = one(call)
    node = f"role:{ACCOUNT}:Deploy"
    given = {"user_type": "AssumedRole", "user_arn": SESSION, "session_name": "night", "stems_from": [node]}
    right = seen(TOKEN, 3, session_created_at=AT + timedelta(seconds=1), **given)
    late = seen("ASIABTX3GSDSQDDDDDDD", 3, session_created_at=AT + timedelta(seconds=5), **given)
    assert match_missing_replies([found], [late, right]) == {TOKEN}
    assert (found.id, found.certainty) == (TOKEN, "strong")


def test_another_session_name_is_another_session():
    found = one(act("sts:AssumeRole", role_arn=ROLE, session_name="night"))
    node = f"role:{ACCOUNT}:Deploy"
    other = seen(
        TOKEN, 3, session_created_at=AT, user_type="AssumedRole", session_name="day", stems_from=[node]
    )
    assert match_missing_replies([found], [other]) == set()
    assert found.id.startswith(f"role_session:{SESSION}@")


def test_two_callers_for_one_key_leave_it_possible():
    mine = one(act("sts:GetSessionToken"))
    theirs = one(
        act("sts:GetSessionToken", caller_key="AKIABTX3GSDSQBBBBBBB", access_key_id="AKIABTX3GSDSQBBBBBBB")
    )
    key = seen(TOKEN, 1, session_created_at=AT)
    match_missing_replies([mine, theirs], [key])
    assert [found.certainty for found in (mine, theirs) if found.id == TOKEN] == ["possible"]


def test_keys_that_no_call_explains_are_known_from_their_use():
    taken, named, left = seen("ASIABTX3GSDSQDDDDDDD"), seen("ASIABTX3GSDSQEEEEEEE", issued=True), seen(TOKEN)
    (found,) = seen_only([taken, named, left], {"ASIABTX3GSDSQDDDDDDD"})
    assert (found.id, found.kind, found.link, found.expires_at) == (TOKEN, "session_token", "", None)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"key": LEAKED}, "access_key"),
        ({"from_console": True}, "console_session"),
        ({"assumed_root": True}, "root_session"),
        ({"user_type": "FederatedUser"}, "federation_token"),
        ({"user_type": "AssumedRole", "user_arn": SESSION, "session_name": "night"}, "role_session"),
        ({"user_type": "AssumedRole", "user_arn": SESSION, "session_name": "i-0abc"}, "instance_session"),
        ({}, "session_token"),
    ],
)
def test_the_kind_of_a_key_by_what_it_shows(given, kind):
    assert kind_of(seen(given.pop("key", TOKEN), **given)) == kind


def test_the_arn_of_a_session_drops_the_path_of_its_role():
    assert session_arn(f"arn:aws:iam::{ACCOUNT}:role/ci/Deploy", "night") == SESSION
    assert session_arn(None, "night") is None
    assert one(act("sts:GetSessionToken")).principal_arn == USER
