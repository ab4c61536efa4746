"""Rows of the ledger of principals: made, changed, attached; ended by anybody, with what hangs on them."""

from __future__ import annotations

import json

from replaying import ACCOUNT, ADMIN, call, replay, seen

KEY = "AKIABTX3GSDSR2222222"


def iam(name, request=None, response=None, **more):
    return call("iam", name, request, response, **more)


def made_user(name="helper"):
    arn = f"arn:aws:iam::{ACCOUNT}:user/ops/{name}"
    return [
        iam("CreateUser", {"userName": name, "path": "/ops/"}, {"user": {"arn": arn, "userName": name}}),
        iam(
            "CreateAccessKey",
            {"userName": name},
            {"accessKey": {"accessKeyId": KEY, "status": "Active", "userName": name}},
        ),
        iam("CreateLoginProfile", {"userName": name, "passwordResetRequired": False}),
        iam("AttachUserPolicy", {"userName": name, "policyArn": ADMIN}),
        iam("AddUserToGroup", {"userName": name, "groupName": "admins"}),
    ]


def test_a_user_with_all_it_has_stands_until_somebody_ends_it():
    rows = replay(made_user())
    assert seen(rows, "kind", "name", "change", "state") == [
        ("user", "helper", "created", "alive"),
        ("access_key", KEY, "created", "alive"),
        ("login_profile", "helper", "created", "alive"),
        ("attached_policy", ADMIN, "attached", "alive"),
        ("group_membership", "admins", "attached", "alive"),
    ]
    arn = f"arn:aws:iam::{ACCOUNT}:user/ops/helper"
    assert [row.arn for row in rows[:4]] == [arn] * 4, "with the path that CreateUser answered"


def test_deleting_the_user_ends_what_hangs_on_it_and_says_by_which_event():
    rows = replay([*made_user(), iam("DeleteUser", {"userName": "helper"}, by=None)])
    ended = {row.kind.shown: (row.state, row.ended_event_id) for row in rows}
    assert ended["user"] == ended["access_key"] == ended["login_profile"] == ("gone", "e5")
    assert ended["attached_policy"] == ("gone", "e5")


def test_deleting_another_user_of_almost_that_name_ends_nothing():
    rows = replay([*made_user(), iam("DeleteUser", {"userName": "helper2"}, by=None)])
    assert {row.state for row in rows} == {"alive"}


def test_the_same_name_in_another_account_is_another_user():
    other = iam("DeleteUser", {"userName": "helper"}, by=None, recipientAccountId="444455556666")
    assert {row.state for row in replay([*made_user(), other])} == {"alive"}


def test_a_deactivated_key_is_stopped_and_an_activated_one_alive_again():
    off = iam("UpdateAccessKey", {"userName": "helper", "accessKeyId": KEY, "status": "Inactive"}, by=None)
    on = iam("UpdateAccessKey", {"userName": "helper", "accessKeyId": KEY, "status": "Active"})
    assert [row.state for row in replay([*made_user(), off]) if row.kind.shown == "access_key"] == ["stopped"]
    (key,) = [row for row in replay([*made_user(), off, on]) if row.kind.shown == "access_key"]
    assert (key.state, key.ended_at, key.ended_event_id) == ("alive", None, None)


def test_the_owners_key_deactivated_by_the_intruder_is_a_row_of_its_own():
    (row,) = replay([iam("UpdateAccessKey", {"userName": "boss", "accessKeyId": KEY, "status": "Inactive"})])
    assert (row.kind.shown, row.change, row.state, row.made) == ("access_key", "disabled", "stopped", False)


def test_a_key_whose_user_the_request_leaves_out_is_the_callers():
    (row,) = replay([iam("CreateAccessKey", None, {"accessKey": {"accessKeyId": KEY, "userName": "app"}})])
    assert row.arn == f"arn:aws:iam::{ACCOUNT}:user/app"


def test_trust_before_comes_from_the_trail_or_is_not_said():
    old, new = json.dumps({"Statement": []}), json.dumps({"Statement": [{"Principal": "*"}]})
    role = iam("CreateRole", {"roleName": "batch", "assumeRolePolicyDocument": old}, by=None)
    change = iam("UpdateAssumeRolePolicy", {"roleName": "batch", "policyDocument": new})
    (row,) = replay([role, change])
    assert (row.kind.shown, row.change, row.before, row.after) == ("trust_policy", "changed", old, new)
    (row,) = replay([change])
    assert row.before is None, "the trail does not hold the old one"


def test_a_trust_set_back_by_the_owner_is_gone_and_another_roles_is_not():
    change = iam("UpdateAssumeRolePolicy", {"roleName": "batch", "policyDocument": "{}"})
    back = iam("UpdateAssumeRolePolicy", {"roleName": "batch", "policyDocument": "[]"}, by=None)
    near = iam("UpdateAssumeRolePolicy", {"roleName": "batch2", "policyDocument": "[]"}, by=None)
    assert replay([change, back])[0].ended_event_id == "e1"
    assert replay([change, near])[0].state == "alive"


def test_what_the_intruder_detaches_of_the_owners_is_a_row_and_what_it_made_itself_is_its_end():
    detach = iam("DetachUserPolicy", {"userName": "helper", "policyArn": ADMIN})
    (row,) = replay([detach])
    assert (row.kind.shown, row.change, row.before, row.state) == (
        "attached_policy",
        "detached",
        ADMIN,
        "gone",
    )
    rows = replay([*made_user(), detach])
    assert seen(
        [row for row in rows if row.kind.shown == "attached_policy"], "change", "state", "ended_event_id"
    ) == [("attached", "gone", "e5")]


def test_an_inline_policy_written_twice_shows_the_old_text_and_the_same_text_once():
    first = iam("PutRolePolicy", {"roleName": "r", "policyName": "p", "policyDocument": "{1}"})
    second = iam("PutRolePolicy", {"roleName": "r", "policyName": "p", "policyDocument": "{2}"})
    assert len(replay([first, first])) == 1
    rows = replay([first, second])
    assert seen(rows, "before", "after", "state") == [(None, "{1}", "gone"), ("{1}", "{2}", "alive")]


def test_managed_policy_and_its_versions_end_together():
    arn = f"arn:aws:iam::{ACCOUNT}:policy/wide"
    rows = replay(
        [
            iam("CreatePolicy", {"policyName": "wide", "policyDocument": "{}"}, {"policy": {"arn": arn}}),
            iam(
                "CreatePolicyVersion",
                {"policyArn": arn, "policyDocument": "{}", "setAsDefault": True},
                {"policyVersion": {"versionId": "v2"}},
            ),
            iam("DeletePolicy", {"policyArn": arn}, by=None),
        ]
    )
    assert seen(rows, "kind", "state") == [("managed_policy", "gone"), ("policy_version", "gone")]


def test_making_and_ending_within_one_second_ends():
    rows = replay(
        [iam("DeleteUser", {"userName": "x"}, by=None, at=1), iam("CreateUser", {"userName": "x"}, at=1)]
    )
    assert seen(rows, "state") == [("gone",)]


def test_providers_anchors_and_identity_center():
    saml = f"arn:aws:iam::{ACCOUNT}:saml-provider/idp"
    anchor = {
        "trustAnchorId": "1234",
        "trustAnchorArn": f"arn:aws:rolesanywhere:us-east-1:{ACCOUNT}:trust-anchor/1234",
    }
    rows = replay(
        [
            iam("CreateSAMLProvider", {"name": "idp"}, {"sAMLProviderArn": saml}),
            call("rolesanywhere", "CreateTrustAnchor", {"name": "ca"}, {"trustAnchor": anchor}),
            call(
                "sso",
                "CreateAccountAssignment",
                {
                    "permissionSetArn": "arn:aws:sso:::permissionSet/a/b",
                    "principalId": "p-1",
                    "principalType": "USER",
                    "targetId": ACCOUNT,
                },
            ),
            iam("DeleteSAMLProvider", {"sAMLProviderArn": saml}, by=None),
            call("rolesanywhere", "DisableTrustAnchor", {"trustAnchorId": "1234"}, by=None),
        ]
    )
    assert seen(rows, "kind", "name", "state") == [
        ("saml_provider", "idp", "gone"),
        ("trust_anchor", "ca", "stopped"),
        ("identity_center_assignment", "p-1", "alive"),
    ]


def test_a_reply_left_out_makes_a_row_without_a_name_of_which_nobody_knows_more():
    (row,) = replay([iam("CreateAccessKey", {"userName": "app"}, None)])
    assert (row.id, row.known, row.kind.shown) == ("unknown@e0", False, "access_key")
