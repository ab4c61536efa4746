"""AWS's quarantine under the leaked user's name, and what the customer does: a new user, the key off,
machines ended."""

from __future__ import annotations

from datetime import timedelta

from kit.demo.cast import STAFF_CLI, User, spoken, stamp
from kit.demo.machines import Machine, terminate
from kit.demo.records import credentials, record, role_identity, user_identity
from kit.demo.scene import Event, Hand, Scene

QUARANTINE = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
QUARANTINE_AGENT = "aws-internal/3 aws-sdk-java/1.12.780 Linux/5.10.230 OpenJDK_64-Bit_Server_VM/17.0.13"


def quarantine(scene: Scene, user: User) -> Event:
    """AttachUserPolicy under the leaked user's own name and key, from AWS's inside: AWS's act, nobody
    else's."""
    made = record(
        scene.dice,
        scene.now,
        user_identity(user),
        "iam",
        "AttachUserPolicy",
        "us-east-1",
        "AWS Internal",
        QUARANTINE_AGENT,
        request={"userName": user.name, "policyArn": QUARANTINE},
    )
    event = scene.add(made, "aws", user.key)
    scene.notice, scene.noticed = user, event.when + timedelta(seconds=97)
    scene.quarantines.append(
        {
            "user_name": user.name,
            "policy": QUARANTINE,
            "version": "V3",
            "attached_at": stamp(event.when),
            "attached_by": "aws",
            "event_id": event.id,
            "detached_at": None,
            "state": "alive",
        }
    )
    return event


def staff(scene: Scene, address: str | None = None) -> Hand:
    """The customer's administrator at the role OpsAdmin, signed in with MFA: a known owner principal."""
    cast = scene.cast
    key = scene.dice.temporary_key(cast.a)
    session = cast.staff.name
    person = Hand(
        scene,
        user_identity(cast.staff),
        "owner",
        None,
        address or cast.office,
        STAFF_CLI + " command/sts.assume-role",
    )
    until = scene.until = scene.now + timedelta(hours=8)
    made = person.call(
        "sts",
        "AssumeRole",
        "us-east-1",
        request={
            "roleArn": cast.ops.arn,
            "roleSessionName": session,
            "durationSeconds": 28800,
            "serialNumber": f"arn:aws:iam::{cast.a}:mfa/{session}",
        },
        response={
            "credentials": credentials(scene.dice, key, until),
            "assumedRoleUser": {
                "assumedRoleId": f"{cast.ops.unique_id}:{session}",
                "arn": cast.ops.session_arn(session),
            },
        },
        resources=[{"accountId": cast.a, "type": "AWS::IAM::Role", "ARN": cast.ops.arn}],
    )
    who = role_identity(cast.ops, session, key, made.when, mfa=True)
    return Hand(scene, who, "owner", None, person.address, STAFF_CLI + " command/iam.*")


def replace_key(scene: Scene, person: Hand, user: User) -> None:
    """A new least-privilege user for the application: the quarantined user would stay denied with any key."""
    name = {"userName": user.name}
    person.call(
        "iam",
        "CreateUser",
        "us-east-1",
        request=name,
        response={
            "user": {
                "path": "/",
                "userName": user.name,
                "userId": user.unique_id,
                "arn": user.arn,
                "createDate": spoken(scene.now, comma=False),
            }
        },
    )
    person.call(
        "iam",
        "PutUserPolicy",
        "us-east-1",
        request=name
        | {
            "policyName": "uploader",
            "policyDocument": '{"Version":"2012-10-17","Statement":[{"Effect":'
            '"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}]}',
        },
    )
    person.call(
        "iam",
        "CreateAccessKey",
        "us-east-1",
        request=name,
        response={
            "accessKey": {
                "accessKeyId": user.key,
                "status": "Active",
                "userName": user.name,
                "createDate": spoken(scene.now, comma=False),
            }
        },
    )


def deactivate(scene: Scene, person: Hand, user: User) -> Event:
    """UpdateAccessKey Inactive: the key stops, what came out of it does not."""
    made = person.call(
        "iam",
        "UpdateAccessKey",
        "us-east-1",
        request={"userName": user.name, "status": "Inactive", "accessKeyId": user.key},
    )
    assert user.key is not None  # a key is what is deactivated
    scene.credentials[user.key].end(made, "stopped")
    if scene.deactivated is None:
        scene.deactivated = made
    return made


def clean_up(scene: Scene, person: Hand, by_region: dict[str, list[Machine]]) -> None:
    """Looks at each Region and terminates what is named."""
    for region, machines in by_region.items():
        person.call("ec2", "DescribeInstances", region, request={"instancesSet": {}, "filterSet": {}})
        if machines:
            scene.wait(45)
            terminate(scene, person, region, machines)
        scene.wait(90)


def refused_in_quarantine(name: str) -> bool:
    """Whether the policy denies the application's S3 call of this name (GetObject, ListBucket,
    DeleteObject)."""
    return name in ("GetObject", "ListObjects", "DeleteObject")


def step(scene: Scene, name: str, state: str, event: Event | None) -> None:
    """Notes in the truth how far a step of the response is, with the event that shows it."""
    scene.steps.append({"step": name, "state": state, "event_id": event.id if event else None})
