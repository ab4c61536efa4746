"""Whether a credential is still good, and what ended it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acts import ACCOUNT, AT, LEAKED, SESSION, USER, act

from kit.analysis.credentials.account_state import Live
from kit.analysis.credentials.endings import Ending, Endings, seen_alive
from kit.analysis.credentials.issued import Credential

LATER = AT + timedelta(hours=3)
OF_USER, OF_ROLE = f"user:{ACCOUNT}:app", f"role:{ACCOUNT}:Deploy"
DENY = "arn:aws:iam::aws:policy/AWSDenyAll"


def credential(kind: str = "access_key", **given) -> Credential:
    facts = {
        "id": LEAKED,
        "link": "",
        "principal_arn": USER,
        "account_id": ACCOUNT,
        "at": AT,
        "expires_at": None,
    }
    return Credential(kind=kind, **{**facts, **given})


def session(**given) -> Credential:
    expires = given.pop("expires_at", AT + timedelta(hours=12))
    return credential("session_token", id="ASIABTX3GSDSQCCCCCCC", expires_at=expires, **given)


def status(setting: str, minutes: float):
    return act("iam:UpdateAccessKey", minutes, target_key=LEAKED, setting=setting)


def test_a_key_is_stopped_and_comes_back_as_its_status_says():
    off, on = status("Inactive", 10), status("Active", 20)
    assert Endings([off]).of(credential(), LATER) == Ending("stopped", off.event_time, off.event_id)
    assert Endings([off, on]).of(credential(), LATER) == Ending("alive")


def test_a_deleted_key_is_gone_for_good():
    gone = act("iam:DeleteAccessKey", 10, target_key=LEAKED)
    assert Endings([gone, status("Active", 20)]).of(credential(), LATER).state == "gone"
    other = act("iam:DeleteAccessKey", 10, target_key="AKIABTX3GSDSQBBBBBBB")
    assert Endings([other]).of(credential(), LATER) == Ending("alive")


def test_with_its_user_everything_of_the_user_is_gone():
    deleted = act("iam:DeleteUser", 10, ends=OF_USER)
    for one in (credential(), session(), credential("login_profile", id=f"login_profile:{USER}")):
        assert Endings([deleted]).of(one, LATER).state == "gone", one.kind


def test_a_session_outlives_its_key_until_it_expires():
    """Deactivating a key does not end sessions that it issued (IAM user guide)."""
    off = status("Inactive", 10)
    assert Endings([off]).of(session(), LATER).state == "alive"
    ended = Endings([off]).of(session(), AT + timedelta(hours=13))
    assert ended == Ending("gone", AT + timedelta(hours=12))


def test_a_session_whose_length_nobody_knows_is_unknown():
    assert Endings([]).of(session(expires_at=None), LATER).state == "unknown"


@pytest.mark.parametrize(
    ("kind", "arn", "call", "thing"),
    [
        ("role_session", SESSION, "iam:PutRolePolicy", OF_ROLE),
        ("session_token", USER, "iam:PutUserPolicy", OF_USER),
    ],
)
def test_a_deny_on_older_sessions_stops_them(kind, arn, call, thing):
    """AWSRevokeOlderSessions denies what was issued before it was put (IAM user guide, "Revoke")."""
    deny = act(call, 30, ends=thing, setting="AWSRevokeOlderSessions")
    old = credential(kind, principal_arn=arn, expires_at=AT + timedelta(hours=12))
    new = credential(kind, principal_arn=arn, at=AT + timedelta(hours=1), expires_at=AT + timedelta(hours=13))
    assert Endings([deny]).of(old, LATER).state == "stopped"
    assert Endings([deny]).of(new, LATER).state == "alive"


def test_denying_everything_stops_a_key_until_it_is_taken_off():
    on = act("iam:AttachUserPolicy", 10, ends=OF_USER, setting=DENY)
    off = act("iam:DetachUserPolicy", 20, ends=OF_USER, setting=DENY)
    assert Endings([on]).of(credential(), LATER).state == "stopped"
    assert Endings([on, off]).of(credential(), LATER).state == "alive"
    other = act("iam:AttachUserPolicy", 10, ends=OF_USER, setting="arn:aws:iam::aws:policy/ReadOnlyAccess")
    assert Endings([other]).of(credential(), LATER).state == "alive"


def test_a_password_that_somebody_else_sets_is_no_longer_theirs():
    made = credential("login_profile", id=f"login_profile:{USER}", caller=LEAKED)
    owner = act("iam:UpdateLoginProfile", 10, ends=OF_USER, caller_key="AKIABTX3GSDSQBBBBBBB")
    themselves = act("iam:UpdateLoginProfile", 10, ends=OF_USER, caller_key=LEAKED)
    assert Endings([owner]).of(made, LATER).state == "stopped"
    assert Endings([themselves]).of(made, LATER).state == "alive"


def test_what_was_before_the_credential_did_not_end_it():
    before = act("iam:DeleteUser", -10, ends=OF_USER)
    assert Endings([before]).of(credential(), LATER).state == "alive"


def test_a_look_at_the_account_after_the_logs_wins():
    listing = {"account_id": ACCOUNT, "kind_name": "access_key", "aws_region": "", "parent": "app"}
    gone = Live([], [{**listing, "checked_at": LATER}])
    assert seen_alive(credential(), Ending("alive"), gone, AT) == Ending("gone")
    early = Live([], [{**listing, "checked_at": AT - timedelta(hours=1)}])
    assert seen_alive(credential(), Ending("alive"), early, AT) == Ending("alive")
