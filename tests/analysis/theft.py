"""The incident that the tests of plan, steps, findings and reply share: uncleaned, and half cleaned by the
owner."""

from __future__ import annotations

import json

from incident import ACCOUNT, KEY, OTHER, START, USER, Incident, usual

QUARANTINE = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
BACK_DOOR = f"arn:aws:iam::{ACCOUNT}:user/support-sync"
NEW_KEY = "AKIABTX3GSDSQBBBBBBB"
TOKEN, ROLE_KEY, FEDERATED = "ASIABTX3GSDSQCCCCCCC", "ASIAM4AAAAAAQDDDDDDD", "ASIABTX3GSDSQEEEEEEE"
OWNER_INSTANCE, UNCLEAR_INSTANCE = "i-0aaaaaaaaaaaaaaaa", "i-0bbbbbbbbbbbbbbbb"
INSTANCES = ("i-0111111111111111a", "i-0222222222222222b")
ROLE_SESSION = f"arn:aws:sts::{OTHER}:assumed-role/Deploy/night-shift"


def thief(made: Incident, name: str, source: str = "iam", **more) -> str:
    return made.call(name, source, actor="intruder", **more)


def uncleaned() -> Incident:
    """Everything stands: new admin user with key and password, sessions, machines, a stopped trail."""
    made = usual().at()
    thief(made, "GetCallerIdentity", "sts")
    thief(made, "ListUsers")
    token = thief(made, "GetSessionToken", "sts")
    federated = thief(made, "GetFederationToken", "sts", request={"name": "sync"})
    user = thief(made, "CreateUser", request={"userName": "support-sync"})
    key = thief(
        made,
        "CreateAccessKey",
        request={"userName": "support-sync"},
        response={"accessKey": {"accessKeyId": NEW_KEY, "userName": "support-sync"}},
    )
    password = thief(made, "CreateLoginProfile", request={"userName": "support-sync"})
    grant = thief(made, "AttachUserPolicy", request={"userName": "support-sync", "policyArn": ADMIN})
    lift = thief(made, "AttachUserPolicy", request={"userName": "build-bot", "policyArn": ADMIN})
    trust = thief(made, "UpdateAssumeRolePolicy", request={"roleName": "OpsAdmin", "policyDocument": "{}"})
    role = thief(
        made,
        "AssumeRole",
        "sts",
        request={"roleArn": f"arn:aws:iam::{OTHER}:role/Deploy", "roleSessionName": "night-shift"},
    )
    run = thief(made, "RunInstances", "ec2", aws_region="eu-west-1", request={"instanceType": "g5.xlarge"})
    spot = thief(
        made,
        "RunInstances",
        "ec2",
        aws_region="eu-west-1",
        request={"instanceMarketOptions": {"marketType": "spot"}},
    )
    start = thief(made, "StartInstances", "ec2", aws_region="eu-west-1")
    made.call("RunInstances", "ec2", actor="unclear", aws_region="eu-west-1")
    unclear = made.rows["events"][-1]["event_id"]
    own = made.call("RunInstances", "ec2", aws_region="ap-northeast-1")
    code = thief(
        made, "CreateFunction20150331", "lambda", aws_region="eu-west-1", request={"functionName": "sync"}
    )
    thief(made, "StopLogging", "cloudtrail", request={"name": "main-trail"})
    made.call("AttachUserPolicy", actor="aws", request={"userName": "build-bot", "policyArn": QUARANTINE})
    made.call("GetObject", "s3", error="AccessDenied")
    made.call("GetObject", "s3", error="AccessDenied")
    made.call("PutObject", "s3")
    thief(made, "DescribeInstances", "ec2", credential=TOKEN)
    thief(made, "ListBuckets", "s3", credential=FEDERATED, user_type="FederatedUser", session_issuer_arn=USER)
    thief(
        made,
        "ListRoles",
        credential=ROLE_KEY,
        user_type="AssumedRole",
        user=None,
        principal_id="AROAX:night-shift",
        recipient_account_id=OTHER,
        user_account_id=OTHER,
    )
    thief(made, "RunInstances", "ec2", error="Client.UnauthorizedOperation")
    made.credential(events=40)
    made.credential(
        TOKEN,
        "session_token",
        parent_id=KEY,
        link="GetSessionToken",
        link_event_id=token,
        outlives_key=True,
        issued_at=START,
    )
    made.credential(
        FEDERATED,
        "federation_token",
        parent_id=KEY,
        link="GetFederationToken",
        link_event_id=federated,
        outlives_key=True,
        issued_at=START,
    )
    made.credential(
        ROLE_KEY,
        "role_session",
        parent_id=KEY,
        link="AssumeRole",
        link_event_id=role,
        account_id=OTHER,
        principal_arn=ROLE_SESSION,
        outlives_key=True,
        issued_at=START,
    )
    made.credential(
        NEW_KEY, parent_id=KEY, link="CreateAccessKey", link_event_id=key, principal_arn=BACK_DOOR, events=0
    )
    made.principal("user", "support-sync", user)
    made.principal("access_key", NEW_KEY, key, arn=BACK_DOOR)
    made.principal("login_profile", "support-sync", password, arn=BACK_DOOR)
    made.principal("attached_policy", ADMIN, grant, arn=BACK_DOOR, change="attached")
    made.principal("attached_policy", ADMIN, lift, arn=USER, change="attached")
    made.principal(
        "trust_policy", "OpsAdmin", trust, arn=f"arn:aws:iam::{ACCOUNT}:role/OpsAdmin", change="changed"
    )
    made.resource("instance", INSTANCES[0], run)
    made.resource("instance", INSTANCES[1], spot)
    made.price(INSTANCES[0], 1.006)
    made.resource("instance", OWNER_INSTANCE, start, change="started", cost_bearing=True)
    made.resource("instance", UNCLEAR_INSTANCE, unclear, actor="unclear")
    made.resource("instance", "i-0cccccccccccccccc", own, actor="owner", aws_region="ap-northeast-1")
    made.resource("function", "sync", code)
    return made


def half_cleaned() -> Incident:
    """A new user, named as the owner's, carries the application, the key is off, one machine has ended, one
    is not known."""
    made = uncleaned().at(days=1)
    made.facts["owner_principals"] = (f"arn:aws:iam::{ACCOUNT}:user/uploader",)
    replacement = "AKIABTX3GSDSQFFFFFFF"
    made.call(
        "CreateAccessKey",
        actor=None,
        credential="AKIABTX3GSDSQGGGGGGG",
        user="admin",
        request={"userName": "uploader"},
        response={"accessKey": {"accessKeyId": replacement, "userName": "uploader"}},
    )
    made.call("PutObject", "s3", actor=None, credential=replacement, user="uploader")
    off = made.call(
        "UpdateAccessKey",
        actor=None,
        credential="AKIABTX3GSDSQGGGGGGG",
        user="admin",
        request={"userName": "build-bot", "accessKeyId": KEY, "status": "Inactive"},
    )
    leaked = made.rows["credential_tree"][0]
    leaked.update(state="stopped", ended_at=made.event(off)["event_time"], ended_event_id=off)
    made.rows["resource_ledger"][0].update(state="gone", ended_at=made.now)
    made.rows["resource_ledger"][1].update(state="unknown")
    return made


def silent(made: Incident, days: float = 3) -> Incident:
    """Logs go on without the leaked key."""
    made.at(days=days)
    made.call("PutObject", "s3", actor=None, credential="AKIABTX3GSDSQFFFFFFF", user="uploader")
    return made


def text_of(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
