"""The plan by kinds: nothing of the owner's, saved before ended, parts as parts, first things first."""

from __future__ import annotations

import json
import random
import re
from datetime import datetime

import pytest
from incident import ACCOUNT, Incident, usual

from kit.analysis.response.items import PHASES, PlanItem
from kit.analysis.response.plan import plan

NOW = datetime(2026, 3, 25, 9, 0)
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Deploy"
ENDS = re.compile(r"^(terminate|delete)-")
HOLDS_DATA = {"instance": "ec2", "volume": "ec2", "db_instance": "rds"}
MAKERS = {"instance": "RunInstances", "volume": "CreateVolume", "db_instance": "CreateDBInstance"}


def made_by_them() -> Incident:
    made = usual().at()
    made.call("GetCallerIdentity", "sts", actor="intruder")
    made.credential(events=9)
    return made


def items(made: Incident, **facts) -> list[PlanItem]:
    return plan(*made.build(**facts), now=NOW)


def lines(found: list[PlanItem], *words: str) -> list[PlanItem]:
    return [item for item in found if all(word in item.command for word in words)]


def test_a_grant_that_stood_before_is_reviewed_not_taken_back():
    made = made_by_them()
    policy = "arn:aws:iam::aws:policy/PowerUserAccess"
    event = made.call(
        "AttachRolePolicy", actor="intruder", request={"roleName": "Deploy", "policyArn": policy}
    )
    given = {"arn": ROLE, "change": "attached", "after": policy}
    made.principal("attached_policy", policy, event, before=policy, **given)
    found = items(made)
    assert not lines(found, "detach-role-policy")
    assert [item.why for item in found if event in item.evidence] == ["plan-review-stood"]
    made.rows["principal_ledger"][-1]["before"] = None
    assert lines(items(made), "detach-role-policy", "Deploy")


def test_a_grant_that_may_be_older_than_the_logs_is_reviewed():
    made = Incident().at()
    made.call("GetCallerIdentity", "sts", actor="intruder")
    made.credential(events=9)
    request = {"userName": "sato", "groupName": "developers"}
    event = made.call("AddUserToGroup", actor="intruder", request=request)
    arn = f"arn:aws:iam::{ACCOUNT}:user/sato"
    made.principal("group_membership", "developers", event, arn=arn, change="attached", after="developers")
    found = items(made)
    assert not lines(found, "remove-user-from-group")
    assert [item.why for item in found if event in item.evidence] == ["plan-review-older"]


def test_parts_on_an_owners_function_are_undone_as_parts_and_hide_no_other_change():
    made = made_by_them()
    name = {"functionName": "orders"}
    url = made.call("CreateFunctionUrlConfig", "lambda", actor="intruder", request=name)
    right = made.call("AddPermission", "lambda", actor="intruder", request=name | {"statementId": "s1"})
    code = made.call("UpdateFunctionCode", "lambda", actor="intruder", request=name)
    part = {"parent_id": "orders", "cost_bearing": False}
    made.resource("function_url", "orders", url, **part)
    made.resource("function_permission", "s1", right, **part)
    made.resource("function", "orders", code, change="changed", **part)
    found = items(made)
    assert lines(found, "delete-function-url-config", "orders")
    assert lines(found, "remove-permission", "orders", "s1")
    assert not lines(found, "delete-function")
    assert [item.kind for item in found if code in item.evidence] == ["review"]


def test_a_new_password_on_the_owners_user_is_a_new_password():
    made = made_by_them()
    event = made.call("UpdateLoginProfile", actor="intruder", request={"userName": "sato"})
    arn = f"arn:aws:iam::{ACCOUNT}:user/sato"
    made.principal("login_profile", "sato", event, arn=arn, change="changed", after="password set")
    (line,) = lines(items(made), "update-login-profile")
    assert line.command[-1] == "file://new-password.json"  # no password in a line or a shell's history
    assert not lines(items(made), "delete-login-profile")


def test_a_changed_trust_goes_back_to_what_stood_before_their_first_change():
    made = made_by_them()
    trust = [
        json.dumps(
            {"Statement": [{"Effect": "Allow", "Principal": {"AWS": who}, "Action": "sts:AssumeRole"}]}
        )
        for who in (f"arn:aws:iam::{ACCOUNT}:role/ci", "999988887777", "888877776666")
    ]
    for number, state in ((1, "gone"), (2, "alive")):
        event = made.call("UpdateAssumeRolePolicy", actor="intruder", request={"roleName": "Deploy"})
        text = {"before": trust[number - 1], "after": trust[number]}
        made.principal("trust_policy", "Deploy", event, arn=ROLE, change="changed", state=state, **text)
    (line,) = lines(items(made), "update-assume-role-policy")
    assert json.loads(line.command[-1])["Statement"][0]["Principal"] == {
        "AWS": f"arn:aws:iam::{ACCOUNT}:role/ci"
    }
    assert line.why == "plan-revert-principal-strangers"
    assert line.args["strangers"] == ["888877776666"]


def test_a_working_key_is_limited_at_once_and_off_at_once_where_nobody_needs_it():
    found = items(made_by_them())
    acting = [item for item in found if item.command and item.kind not in ("save", "check")]
    assert (PHASES[acting[0].step_no - 1], acting[0].kind) == ("now", "limit")
    made = Incident().at()
    made.call("GetCallerIdentity", "sts", actor="intruder")
    made.credential(events=9)
    (off,) = [item for item in items(made) if item.kind == "deactivate"]
    assert (PHASES[off.step_no - 1], off.why) == ("now", "plan-now-key-off")


def test_a_root_key_has_its_own_way():
    made = Incident().at()
    made.call("GetCallerIdentity", "sts", actor="intruder", user_type="Root", user=None)
    made.credential(principal_arn=f"arn:aws:iam::{ACCOUNT}:root")
    found = items(made)
    assert [item.why for item in found if item.why.startswith("plan-now")] == ["plan-now-root-key"]
    assert not lines(found, "put-user-policy")


SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/OpsAdmin/tanaka"
MACHINE = f"arn:aws:sts::{ACCOUNT}:assumed-role/web-role/i-0123456789abcdef0"


@pytest.mark.parametrize(("kind", "arn"), [("role_session", SESSION), ("instance_session", MACHINE)])
def test_a_leaked_session_is_denied_at_once_by_its_name_while_it_may_live(kind, arn):
    made = Incident().at()
    made.call("GetCallerIdentity", "sts", actor="intruder", user=None)
    made.credential(kind=kind, principal_arn=arn)
    (line,) = lines(items(made), "put-role-policy")
    assert PHASES[line.step_no - 1] == "now"
    (statement,) = json.loads(line.command[-1])["Statement"]
    assert statement["Condition"]["StringLike"] == {"aws:userid": [f"*:{arn.rsplit('/', 1)[-1]}"]}
    assert set(statement["Condition"]) == {"DateLessThan", "StringLike"}
    made.rows["credential_tree"][0]["state"] = "gone"
    assert not lines(items(made), "put-role-policy")
    (over,) = [item for item in items(made) if item.why.startswith("plan-now-leaked")]
    assert over.why.endswith("-over")


def test_a_leaked_session_of_identity_center_has_no_line_on_its_role():
    made = Incident().at()
    made.call("GetCallerIdentity", "sts", actor="intruder", user=None)
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSReservedSSO_Admin_0123/tanaka@example.jp"
    made.credential(kind="role_session", principal_arn=arn)
    found = items(made)
    assert not lines(found, "put-role-policy")
    assert [item.why for item in found if item.why.startswith("plan-now-i")] == ["plan-now-identity-center"]


def test_what_the_owner_has_copied_is_not_copied_again_and_still_ended_after():
    made = made_by_them()
    theirs = "i-0123456789abcdef0"
    made.resource("instance", theirs, made.call("RunInstances", "ec2", actor="intruder"))
    request = {"CreateSnapshotsRequest": {"InstanceSpecification": {"InstanceId": theirs}}}
    made.call("CreateSnapshots", "ec2", actor="intruder", request=request)
    assert [item.target for item in items(made) if item.kind == "copy"] == [
        theirs
    ]  # their own copy saves nothing
    made.call("CreateSnapshots", "ec2", actor=None, credential="AKIAADMIN", user="admin", request=request)
    found = items(made)
    assert not [item for item in found if item.kind == "copy"]
    assert lines(found, "terminate-instances", theirs)


def test_others_at_the_third_partys_address_are_limited_and_said_to_be_likely():
    made = made_by_them()
    other = {"actor": None, "credential": "AKIABTX3GSDSQTTTTTTT", "user": "tanaka"}
    made.call("CreateUser", **other, request={"userName": "yy"}, source_ip_address="198.51.100.7")
    found = [item for item in items(made) if "plan-note-likely" in item.notes]
    assert lines(found, "update-access-key", "AKIABTX3GSDSQTTTTTTT")
    assert lines(found, "put-user-policy", "yy")


def test_what_a_clock_runs_on_comes_back_before_what_was_switched_off_and_once_undone_not_again():
    made = made_by_them()
    made.call("DisableSecurityHub", "securityhub", actor="intruder")
    key = {"keyId": "11112222-3333-4444-5555-666677778888"}
    made.call("ScheduleKeyDeletion", "kms", actor="intruder", request=key)
    order = [item.command[2] for item in items(made) if item.kind == "restore"]
    assert order == ["cancel-key-deletion", "enable-key", "enable-security-hub"]
    arn = {"keyId": f"arn:aws:kms:us-east-1:{ACCOUNT}:key/{key['keyId']}"}
    made.call("CancelKeyDeletion", "kms", actor=None, credential="AKIAADMIN", user="admin", request=arn)
    assert [item.command[2] for item in items(made) if item.kind == "restore"] == ["enable-security-hub"]


def test_a_secret_that_they_read_is_renewed_until_the_owner_does():
    made = made_by_them()
    made.call("GetSecretValue", "secretsmanager", actor="intruder", request={"secretId": "prod/db"})
    (line,) = [item for item in items(made) if item.kind == "replace"]
    assert "prod/db" in line.command
    made.call("PutSecretValue", "secretsmanager", actor="intruder", request={"secretId": "prod/db"})
    assert [item for item in items(made) if item.kind == "replace"]  # theirs renews nothing
    by_owner = {"actor": None, "credential": "AKIAADMIN", "user": "admin", "request": {"secretId": "prod/db"}}
    made.call("RotateSecret", "secretsmanager", **by_owner)
    assert not [item for item in items(made) if item.kind == "replace"]


def test_networks_leave_the_endpoints_that_the_owner_uses():
    made = made_by_them()
    made.call("PutObject", "s3", vpc_endpoint_id="vpce-0aa", source_ip_address="10.0.0.9")
    (line,) = [item for item in items(made, owner_networks=("203.0.113.0/24",)) if "networks" in item.args]
    (statement,) = json.loads(line.command[-1])["Statement"]
    assert statement["Condition"]["StringNotEqualsIfExists"] == {"aws:SourceVpce": ["vpce-0aa"]}
    assert line.why == "plan-deny-networks-endpoints"


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_ended_before_it_is_saved_and_nothing_of_the_owners_ever(seed):
    dice = random.Random(seed)
    made, theirs, owners = made_by_them(), [], []
    for number in range(dice.randint(1, 9)):
        kind = dice.choice(sorted(MAKERS))
        thing = {
            "instance": f"i-{number:017x}",
            "volume": f"vol-{number:017x}",
            "db_instance": f"db{number}",
        }[kind]
        mine = dice.random() < 0.6
        region = dice.choice(["us-east-1", "eu-west-1", "ap-northeast-1"])
        spot = dice.random() < 0.3
        request = {"dBInstanceIdentifier": thing} if kind == "db_instance" else {}
        if spot and kind == "instance":
            request = {"instanceMarketOptions": {"marketType": "spot"}}
        actor = "intruder" if mine else dice.choice(["owner", "unclear"])
        event = made.call(MAKERS[kind], HOLDS_DATA[kind], actor=actor, aws_region=region, request=request)
        state = dice.choice(["alive", "alive", "unknown", "stopped", "gone"])
        made.resource(kind, thing, event, actor=actor, aws_region=region, state=state)
        (theirs if mine and state != "gone" else owners).append(thing)
    found = items(made)
    saved: set[str] = set()
    ended: set[str] = set()
    for item in found:
        named = {word.removeprefix("InstanceId=") for word in item.command} & {*theirs, *owners}
        if item.kind == "copy":
            saved |= named
        elif item.command and item.kind not in ("check", "wait", "review", "save"):
            assert named <= saved, item.command
            if ENDS.match(item.command[2]):
                assert PHASES[item.step_no - 1] == "remove"
                ended |= named
    assert ended == set(theirs)
    assert not (saved | ended) & set(owners)
