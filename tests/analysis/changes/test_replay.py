"""What became of each thing: everybody's calls end it, only the intruder's make a row."""

from __future__ import annotations

from replaying import ACCOUNT, ADMIN, call, replay, seen


def iam(name: str, request: dict, response=None, **more) -> dict:
    return call("iam", name, request, response, **more)


def test_only_the_intruders_calls_make_rows():
    rows = replay(
        [iam("CreateUser", {"userName": "mallory"}), iam("CreateUser", {"userName": "bob"}, by=None)]
    )
    assert seen(rows, "kind", "name", "state") == [("user", "mallory", "alive")]


def test_who_ends_a_thing_does_not_matter():
    rows = replay(
        [iam("CreateUser", {"userName": "mallory"}), iam("DeleteUser", {"userName": "mallory"}, by=None)]
    )
    (row,) = rows
    assert (row.state, row.ended_event_id) == ("gone", "e1")
    assert row.ended_by == f"arn:aws:iam::{ACCOUNT}:user/app"


def test_what_lies_in_a_user_goes_with_it():
    """DeleteUser over the console removes the keys and the password with the user."""
    made = {"accessKey": {"accessKeyId": "AKIABTX3GSDSQBBBBBBB", "userName": "mallory"}}
    rows = replay(
        [
            iam("CreateUser", {"userName": "mallory"}),
            iam("CreateAccessKey", {"userName": "mallory"}, made),
            iam("DeleteUser", {"userName": "mallory"}, by=None),
        ]
    )
    assert seen(rows, "kind", "state") == [("user", "gone"), ("access_key", "gone")]


def test_a_thing_made_again_is_a_second_row():
    calls = [
        iam("CreateUser", {"userName": "mallory"}),
        iam("DeleteUser", {"userName": "mallory"}),
        iam("CreateUser", {"userName": "mallory"}),
    ]
    assert seen(replay(calls), "event_id", "state") == [("e0", "gone"), ("e2", "alive")]


def test_a_grant_that_is_taken_back_is_gone():
    grant = {"userName": "app", "policyArn": ADMIN}
    (row,) = replay([iam("AttachUserPolicy", grant), iam("DetachUserPolicy", grant, by=None)])
    assert (row.change, row.state) == ("attached", "gone")


def test_a_grant_on_another_user_stays():
    rows = replay(
        [
            iam("AttachUserPolicy", {"userName": "app", "policyArn": ADMIN}),
            iam("DetachUserPolicy", {"userName": "ops", "policyArn": ADMIN}, by=None),
        ]
    )
    assert seen(rows, "state") == [("alive",)]


def test_what_was_there_before_is_shown_beside_the_change():
    """The owner set a trust policy, the intruder another: both texts are needed to put it back."""
    first, second = '{"Version":"2012-10-17"}', '{"Version":"2012-10-17","Statement":[]}'
    (row,) = replay(
        [
            iam("UpdateAssumeRolePolicy", {"roleName": "Ops", "policyDocument": first}, by=None),
            iam("UpdateAssumeRolePolicy", {"roleName": "Ops", "policyDocument": second}),
        ]
    )
    assert (row.before, row.after) == (first, second)


def test_deleting_the_owners_thing_is_a_row_of_its_own():
    (row,) = replay([iam("DeleteUser", {"userName": "bob"})])
    assert (row.change, row.state, row.made) == ("deleted", "gone", False)
