"""What a look at the account says of a thing: there, stopped, or gone because its whole list lacks it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kit.analysis.credentials import Live, normal_id

ACCOUNT, KEY = "111122223333", "AKIABTX3GSDSQBBBBBBB"
AT = datetime(2026, 3, 23)


def thing(kind: str, name: str, state: str = "alive", *, at: datetime = AT, **given) -> dict:
    facts = {
        "account_id": ACCOUNT,
        "kind_name": kind,
        "thing_id": name,
        "name": name,
        "parent": "",
        "aws_region": "",
    }
    return {**facts, "state": state, "checked_at": at, **given}


def listing(kind: str, *, at: datetime = AT, **given) -> dict:
    return {
        "account_id": ACCOUNT,
        "kind_name": kind,
        "aws_region": "",
        "parent": "",
        "checked_at": at,
        **given,
    }


def test_what_was_found_is_as_it_was_found():
    live = Live([thing("access_key", KEY, "stopped", parent="mallory")], [])
    assert live.thing(ACCOUNT, "access_key", KEY, "mallory") == ("stopped", AT)


def test_nobody_looked_is_nothing_said():
    assert Live([], []).thing(ACCOUNT, "user", "mallory") is None
    assert Live([], [listing("role")]).thing(ACCOUNT, "user", "mallory") is None


def test_a_whole_list_without_it_means_gone():
    live = Live([thing("user", "app")], [listing("user")])
    assert live.thing(ACCOUNT, "user", "mallory") == ("gone", AT)
    assert live.thing(ACCOUNT, "user", "app") == ("alive", AT)
    assert live.thing("444455556666", "user", "mallory") is None


def test_the_keys_of_one_user_say_nothing_of_anothers():
    live = Live([], [listing("access_key", parent="app")])
    assert live.thing(ACCOUNT, "access_key", KEY, "app") == ("gone", AT)
    assert live.thing(ACCOUNT, "access_key", KEY, "mallory") is None


def test_with_the_user_gone_its_keys_are_gone():
    """A user cannot be deleted while it has keys (IAM API, DeleteUser)."""
    live = Live([], [listing("user")])
    assert live.thing(ACCOUNT, "access_key", KEY, "mallory") == ("gone", AT)


def test_the_newer_look_counts():
    old, new = AT - timedelta(days=1), AT
    seen_then_gone = Live([thing("user", "mallory", at=old)], [listing("user", at=new)])
    assert seen_then_gone.thing(ACCOUNT, "user", "mallory") == ("gone", new)
    gone_then_seen = Live([thing("user", "mallory", at=new)], [listing("user", at=old)])
    assert gone_then_seen.thing(ACCOUNT, "user", "mallory") == ("alive", new)


def test_names_of_iam_differ_in_more_than_case():
    """IAM: "names of users are not distinguished by case"; calls write them as they like."""
    assert Live([thing("user", "Mallory")], []).thing(ACCOUNT, "user", "mallory") == ("alive", AT)


@pytest.mark.parametrize(
    ("kind", "text", "id_"),
    [
        ("user", f"arn:aws:iam::{ACCOUNT}:user/ci/deployer", "deployer"),
        ("user", "deployer", "deployer"),
        ("instance", f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/i-0abc", "i-0abc"),
    ],
)
def test_a_thing_has_one_id_whatever_a_call_names_it_by(kind, text, id_):
    assert normal_id(Live([], []).kinds[kind], text) == id_
