"""Incidents that begin with a session or turn on one: a stolen role session, an instance's, many of one role,
providers."""

from __future__ import annotations

import json
from datetime import timedelta

from kit.demo.cast import HOME, INCIDENT_DAY, INTRUDER_AGENTS, STAFF_CLI, Role
from kit.demo.records import credentials, record, role_identity
from kit.demo.response import deactivate, quarantine, staff
from kit.demo.roles import service_session
from kit.demo.scene import Event, Hand, Scene
from kit.demo.spread import assume
from kit.demo.stories import answer, leak_key, raid, sweep_regions

DAY = INCIDENT_DAY


def role_session(scene: Scene) -> None:
    """An administrator's role session copied from a laptop; the same person's sessions fill the days
    before."""
    cast = scene.cast
    for day in range(1, DAY):
        scene.at(day, "00:05:00")
        person = staff(scene)
        for _ in range(4):
            person.call("ec2", "DescribeInstances", HOME, request={"instancesSet": {}, "filterSet": {}})
            scene.wait(1800)
    scene.at(DAY, "00:05:00")
    person = staff(scene)
    key = person.who["accessKeyId"]
    issued = next(event for event in reversed(scene.events) if event.record["eventName"] == "AssumeRole")
    person.credential = key
    scene.leaked_keys.append(key)
    scene.credential(
        key,
        "role_session",
        None,
        "leaked",
        None,
        arn=person.who["arn"],
        account=cast.a,
        until=scene.until,
        seen=issued,
    )
    for _ in range(6):
        person.call("ec2", "DescribeInstances", HOME, request={"instancesSet": {}, "filterSet": {}})
        scene.wait(1200)
    scene.at(DAY, "03:12:05")
    raid(scene, Hand(scene, person.who, "intruder", key, cast.vpn[0], INTRUDER_AGENTS["probe"]))


def instance_first(scene: Scene) -> None:
    """A hole in the web server gave out its role's key; the server itself goes on using it."""
    cast = scene.cast
    agent = "aws-sdk-go/1.55.5 (go1.22.6; linux; amd64) amazon-ssm-agent/3.3.987.0"
    host = {"instanceId": cast.web_instance, "agentName": "amazon-ssm-agent", "agentVersion": "3.3.987.0"}
    key = ""
    for day in range(1, 31):
        for hour in (0, 6, 12, 18):
            scene.at(day, f"{hour:02d}:20:00")
            server, issued = service_session(
                scene,
                cast.instance_role,
                "ec2",
                cast.web_instance,
                HOME,
                actor="owner",
                credential=None,
                address=cast.nat[0],
                agent=agent,
                ec2RoleDelivery="2.0",
            )
            issued.actor = "aws"
            stolen = (day, hour) == (DAY, 0)
            if stolen:
                key = server.who["accessKeyId"]
                scene.leaked_keys.append(key)
                scene.credential(
                    key,
                    "instance_session",
                    None,
                    "leaked",
                    None,
                    arn=cast.instance_role.session_arn(cast.web_instance),
                    account=cast.a,
                    until=scene.until,
                    seen=issued,
                )
                thief = Hand(scene, server.who, "intruder", key, cast.vpn[0], INTRUDER_AGENTS["python"])
            else:
                server.credential = None
            for _ in range(3):
                scene.wait(1500)
                server.call("ssm", "UpdateInstanceInformation", HOME, request=host)
    scene.at(DAY, "02:12:05")
    raid(scene, thief)


def parallel_sessions(scene: Scene) -> None:
    """One role, one session name, several people at the same time; one of the intruder's replies is
    missing."""
    cast = scene.cast
    thief = leak_key(scene, cast.leaked)
    scene.at(DAY, "01:12:05")
    sweep_regions(thief)
    scene.at(DAY, "01:30:00")
    person = staff(scene)
    owner = Hand(scene, person.who, "owner", None, cast.office, STAFF_CLI + " command/sts.assume-role")
    for number in range(3):
        mine = assume(owner, cast.deploy, "deploy", link=False)
        theirs = assume(thief, cast.deploy, "deploy")
        for hand in (mine, theirs, mine):
            hand.call("ec2", "DescribeInstances", HOME, request={"maxResults": 100 + number})
            hand.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    scene.wait(120)
    _without_reply(scene, thief)
    quarantine(scene, cast.leaked)
    answer_without_machines(scene)


def _without_reply(scene: Scene, thief: Hand) -> None:
    """AssumeRole whose reply the record leaves out; only time and name tie the session to it."""
    cast, dice = scene.cast, scene.dice
    key = dice.temporary_key(cast.b)
    request = {"roleArn": cast.data_admin.arn, "roleSessionName": "long-policy", "durationSeconds": 3600}
    shared = dice.event_id()
    resources = [{"accountId": cast.b, "type": "AWS::IAM::Role", "ARN": cast.data_admin.arn}]
    made = thief.call(
        "sts",
        "AssumeRole",
        "us-east-1",
        request=request,
        response=None,
        sharedEventID=shared,
        resources=resources,
    )
    until = made.when + timedelta(hours=1)
    arn = cast.data_admin.session_arn("long-policy")
    hand = Hand(
        scene,
        role_identity(cast.data_admin, "long-policy", key, made.when),
        "intruder",
        key,
        thief.address,
        thief.agent,
    )
    seen = hand.call("sts", "GetCallerIdentity", "us-east-1")
    scene.credential(
        key,
        "role_session",
        thief.credential,
        "AssumeRole",
        made,
        certainty="strong",
        arn=arn,
        account=cast.b,
        until=until,
        seen=seen,
    )
    hand.call("secretsmanager", "ListSecrets", HOME, request={"maxResults": 100})


def answer_without_machines(scene: Scene) -> None:
    """The customer deactivates the key; there is no machine to stop."""
    scene.at(DAY + 1, "00:31:00")
    deactivate(scene, staff(scene), scene.cast.leaked)


def provider(scene: Scene) -> None:
    """An identity provider and a trust anchor of the intruder's: ways back in that need no key."""
    cast, dice = scene.cast, scene.dice
    thief = leak_key(scene, cast.leaked)
    scene.at(DAY, "01:12:05")
    admin = raid(scene, thief)
    arn = f"arn:aws:iam::{cast.a}:oidc-provider/login.example.net"
    made = admin.call(
        "iam",
        "CreateOpenIDConnectProvider",
        "us-east-1",
        request={"url": "https://login.example.net", "clientIDList": ["sts.amazonaws.com"]},
        response={"openIDConnectProviderArn": arn},
    )
    scene.principal(made, "oidc_provider", "login.example.net", arn, "created")
    role = Role(cast.a, "web-login", dice.principal_id("AROA", cast.a))
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Federated": arn}, "Action": "sts:AssumeRoleWithWebIdentity"},
            {
                "Effect": "Allow",
                "Principal": {"Service": "rolesanywhere.amazonaws.com"},
                "Action": "sts:AssumeRole",
            },
        ],
    }
    made = admin.call(
        "iam",
        "CreateRole",
        "us-east-1",
        request={"roleName": role.name, "assumeRolePolicyDocument": json.dumps(trust)},
        response={"role": {"roleName": role.name, "arn": role.arn, "roleId": role.unique_id, "path": "/"}},
    )
    made_role = made
    scene.principal(made_role, "role", role.name, role.arn, "created")
    policy = "arn:aws:iam::aws:policy/AdministratorAccess"
    made = admin.call(
        "iam", "AttachRolePolicy", "us-east-1", request={"roleName": role.name, "policyArn": policy}
    )
    scene.principal(made, "attached_policy", policy, role.arn, "attached")
    _web_identity(scene, admin, role, arn)
    _anywhere(scene, admin, role, made_role)
    scene.at(DAY, "01:59:48")
    quarantine(scene, cast.leaked)
    answer(scene, cast.leaked)


def _web_identity(scene: Scene, admin: Hand, role: Role, provider_arn: str) -> None:
    """AssumeRoleWithWebIdentity by a token of the intruder's own provider."""
    cast, dice = scene.cast, scene.dice
    scene.wait(300)
    key = dice.temporary_key(cast.a)
    until = scene.now + timedelta(hours=1)
    who = {
        "type": "WebIdentityUser",
        "principalId": "login.example.net:sts.amazonaws.com:visitor",
        "userName": "visitor",
        "identityProvider": provider_arn,
    }
    made = record(
        dice,
        scene.now,
        who,
        "sts",
        "AssumeRoleWithWebIdentity",
        "us-east-1",
        cast.hosting[1],
        INTRUDER_AGENTS["python"],
        account=cast.a,
        request={"roleArn": role.arn, "roleSessionName": "visitor"},
        response={
            "credentials": credentials(dice, key, until),
            "subjectFromWebIdentityToken": "visitor",
            "audience": "sts.amazonaws.com",
            "provider": provider_arn,
            "assumedRoleUser": {
                "assumedRoleId": f"{role.unique_id}:visitor",
                "arn": role.session_arn("visitor"),
            },
        },
        resources=[{"accountId": cast.a, "type": "AWS::IAM::Role", "ARN": role.arn}],
    )
    made["readOnly"] = True
    issued = scene.add(made, "intruder")
    scene.credential(
        key,
        "role_session",
        admin.credential,
        "AssumeRoleWithWebIdentity",
        issued,
        certainty="strong",
        arn=role.session_arn("visitor"),
        account=cast.a,
        until=until,
    )
    web = {"federatedProvider": provider_arn, "attributes": {}}
    hand = Hand(
        scene,
        role_identity(role, "visitor", key, issued.when, webIdFederationData=web),
        "intruder",
        key,
        cast.hosting[1],
        INTRUDER_AGENTS["python"],
    )
    hand.call("sts", "GetCallerIdentity", "us-east-1")
    hand.call("iam", "ListUsers", "us-east-1", request={"maxItems": 1000})


def _anywhere(scene: Scene, admin: Hand, role: Role, made_role: Event) -> None:
    """A trust anchor with a certificate authority of the intruder's own; its certificates open the role."""
    cast, dice, region = scene.cast, scene.dice, "eu-west-2"
    anchor, profile = dice.event_id(), dice.event_id()
    base = f"arn:aws:rolesanywhere:{region}:{cast.a}"
    anchor_arn, profile_arn = f"{base}:trust-anchor/{anchor}", f"{base}:profile/{profile}"
    source = {
        "sourceType": "CERTIFICATE_BUNDLE",
        "sourceData": {"x509CertificateData": "-----BEGIN CERTIFICATE-----"},
    }
    made = admin.call(
        "rolesanywhere",
        "CreateTrustAnchor",
        region,
        request={"name": "corp-ca", "enabled": True, "source": source},
        response={
            "trustAnchor": {
                "trustAnchorId": anchor,
                "trustAnchorArn": anchor_arn,
                "name": "corp-ca",
                "enabled": True,
            }
        },
    )
    scene.principal(made, "trust_anchor", "corp-ca", anchor_arn, "created")
    made = admin.call(
        "rolesanywhere",
        "CreateProfile",
        region,
        request={"name": "corp", "enabled": True, "roleArns": [role.arn], "durationSeconds": 3600},
        response={
            "profile": {"profileId": profile, "profileArn": profile_arn, "name": "corp", "enabled": True}
        },
    )
    scene.principal(made, "roles_anywhere_profile", "corp", profile_arn, "created")
    scene.wait(240)
    key, session = dice.temporary_key(cast.a), dice.randbytes(8).hex()
    until = scene.now + timedelta(hours=1)
    who = {"type": "Unknown", "principalId": "", "arn": "", "accountId": cast.a}
    made = record(
        dice,
        scene.now,
        who,
        "rolesanywhere",
        "CreateSession",
        region,
        cast.hosting[1],
        "CredHelper/1.4.0 (go1.22.4; linux; amd64)",
        account=cast.a,
        request={
            "cert": "MII",
            "durationSeconds": 3600,
            "profileArn": profile_arn,
            "roleArn": role.arn,
            "trustAnchorArn": anchor_arn,
        },
        response={
            "subjectArn": f"{base}:subject/{dice.event_id()}",
            "credentialSet": [
                {
                    "credentials": credentials(dice, key, until),
                    "roleArn": role.arn,
                    "assumedRoleUser": {
                        "assumedRoleId": f"{role.unique_id}:{session}",
                        "arn": role.session_arn(session),
                    },
                }
            ],
        },
    )
    issued = scene.add(made, "intruder")
    scene.credential(
        key,
        "role_session",
        admin.credential,
        "trust_change",
        made_role,
        certainty="strong",
        arn=role.session_arn(session),
        account=cast.a,
        until=until,
        seen=issued,
    )
    hand = Hand(
        scene,
        role_identity(role, session, key, issued.when),
        "intruder",
        key,
        cast.hosting[1],
        INTRUDER_AGENTS["sdk"],
    )
    hand.call("sts", "GetCallerIdentity", region)
    hand.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
