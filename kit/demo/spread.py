"""From the key to other credentials: role chains across accounts, a trust change, roles of machines and
functions."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from kit.demo.cast import INTRUDER_AGENTS, Role
from kit.demo.records import credentials, foreign_identity, record, role_identity
from kit.demo.scene import Event, Hand, Scene


def assume(caller: Hand, role: Role, session: str, *, seconds: int = 3600, link: bool = True) -> Hand:
    """AssumeRole by API; in another account both accounts get a record, with one sharedEventID."""
    scene, dice = caller.scene, caller.scene.dice
    key = dice.temporary_key(role.account)
    until = scene.now + timedelta(seconds=seconds)
    how: dict[str, Any] = {
        "request": {"roleArn": role.arn, "roleSessionName": session, "durationSeconds": seconds},
        "response": {
            "credentials": credentials(dice, key, until),
            "assumedRoleUser": {
                "assumedRoleId": f"{role.unique_id}:{session}",
                "arn": role.session_arn(session),
            },
        },
        "resources": [{"accountId": role.account, "type": "AWS::IAM::Role", "ARN": role.arn}],
    }
    across = caller.who["accountId"] != role.account
    if across:
        how["sharedEventID"] = dice.event_id()
    made = caller.call("sts", "AssumeRole", "us-east-1", **how)
    if across:
        twin = record(
            dice,
            made.when,
            foreign_identity(caller.who),
            "sts",
            "AssumeRole",
            "us-east-1",
            caller.address,
            caller.agent,
            account=role.account,
            **how,
        )
        twin["requestID"] = made.record["requestID"]
        scene.add(twin, caller.actor)
    who = role_identity(role, session, key, made.when)
    if link:
        scene.credential(
            key,
            "role_session",
            caller.credential,
            "AssumeRole",
            made,
            arn=role.session_arn(session),
            account=role.account,
            until=until,
        )
    return Hand(scene, who, caller.actor, key if link else None, caller.address, caller.agent)


def open_trust(hand: Hand, role: Role, account: str) -> Event:
    """UpdateAssumeRolePolicy: another account may now assume the role."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "sts:AssumeRole"},
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                "Action": "sts:AssumeRole",
            },
        ],
    }
    made = hand.call(
        "iam",
        "UpdateAssumeRolePolicy",
        "us-east-1",
        request={"roleName": role.name, "policyDocument": json.dumps(trust, indent=2)},
    )
    hand.scene.principal(made, "trust_policy", role.name, role.arn, "changed")
    return made


def from_outside(scene: Scene, role: Role, session: str, opened: Event, opener: Hand) -> Hand:
    """The opened role assumed from the intruder's own account: the record names that account only."""
    cast, dice = scene.cast, scene.dice
    key = dice.temporary_key(role.account)
    until = scene.now + timedelta(hours=1)
    who = {
        "type": "AWSAccount",
        "principalId": dice.principal_id("AIDA", cast.foreign),
        "accountId": cast.foreign,
    }
    scene.tick()
    made = record(
        dice,
        scene.now,
        who,
        "sts",
        "AssumeRole",
        "us-east-1",
        cast.hosting[1],
        INTRUDER_AGENTS["sdk"],
        account=role.account,
        request={"roleArn": role.arn, "roleSessionName": session},
        response={
            "credentials": credentials(dice, key, until),
            "assumedRoleUser": {
                "assumedRoleId": f"{role.unique_id}:{session}",
                "arn": role.session_arn(session),
            },
        },
        resources=[{"accountId": role.account, "type": "AWS::IAM::Role", "ARN": role.arn}],
        sharedEventID=dice.event_id(),
    )
    issued = scene.add(made, "intruder")
    scene.credential(
        key,
        "role_session",
        opener.credential,
        "trust_change",
        opened,
        certainty="strong",
        arn=role.session_arn(session),
        account=role.account,
        until=until,
        seen=issued,
    )
    seat = role_identity(role, session, key, issued.when)
    return Hand(scene, seat, "intruder", key, cast.hosting[1], INTRUDER_AGENTS["sdk"])


def look_around(hand: Hand, region: str) -> None:
    """What a fresh role session tries in a new account; some of it refused."""
    hand.call("sts", "GetCallerIdentity", "us-east-1")
    hand.call("iam", "ListRoles", "us-east-1", request={"maxItems": 1000})
    hand.call("ec2", "DescribeInstances", region, request={"maxResults": 1000})
    hand.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    hand.refused("iam", "CreateRole", "us-east-1", request={"roleName": "ssm-agent-role"})
    hand.refused("kms", "ListKeys", region, "AccessDeniedException")


def take_secrets(hand: Hand, region: str, names: tuple[str, ...]) -> list[Event]:
    """Secrets and parameters, read one by one; what they hold is not in any log."""
    hand.call("secretsmanager", "ListSecrets", region, request={"maxResults": 100})
    events = []
    for name in names:
        account = hand.who["accountId"]
        arn = f"arn:aws:secretsmanager:{region}:{account}:secret:{name}-{hand.scene.dice.token(6)}"
        events.append(hand.call("secretsmanager", "GetSecretValue", region, request={"secretId": arn}))
    events.append(
        hand.call(
            "ssm",
            "GetParametersByPath",
            region,
            request={"path": "/", "recursive": True, "withDecryption": True, "maxResults": 10},
        )
    )
    for event in events:
        hand.scene.reads.append(
            {
                "event_id": event.id,
                "event_name": event.record["eventName"],
                "credential_id": hand.credential,
                "subject": (event.record["requestParameters"] or {}).get("secretId"),
            }
        )
    return events
