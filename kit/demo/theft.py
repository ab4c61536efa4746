"""The intruder's first hour: who am I, what is here, in which Region; temporary keys; a user of their own."""

from __future__ import annotations

from datetime import timedelta

from kit.demo.cast import HOME, INTRUDER_AGENTS, REGIONS, User, spoken
from kit.demo.records import credentials, federated_identity, user_identity
from kit.demo.scene import Event, Hand, Scene

# A console session ends after twelve hours at the latest; no key id in the sign-in proves which keys are its.
CONSOLE_LIFE = timedelta(hours=12)
ADMIN_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess"


def recon(thief: Hand) -> Event:
    """Identity, permissions, then every Region; refusals of many kinds. Returns the first call."""
    scene, cast = thief.scene, thief.scene.cast
    first = thief.call("sts", "GetCallerIdentity", "us-east-1")
    user = {"userName": cast.leaked.name}
    thief.call("iam", "GetUser", "us-east-1", request=None)
    thief.call("iam", "ListAttachedUserPolicies", "us-east-1", request=user)
    thief.call("iam", "ListUserPolicies", "us-east-1", request=user)
    thief.call("iam", "ListAccessKeys", "us-east-1", request=user)
    thief.call(
        "iam",
        "GetLoginProfile",
        "us-east-1",
        request=user,
        error="NoSuchEntityException",
        message=f"Login Profile for User {cast.leaked.name} cannot be found.",
    )
    thief.call("iam", "ListUsers", "us-east-1", request={"maxItems": 1000})
    thief.call("iam", "ListRoles", "us-east-1", request={"maxItems": 1000})
    thief.refused("iam", "GetAccountAuthorizationDetails", "us-east-1")
    thief.refused("organizations", "DescribeOrganization", "us-east-1", "AccessDeniedException")
    thief.refused("ce", "GetCostAndUsage", "us-east-1", "AccessDeniedException")
    thief.call(
        "support",
        "DescribeSeverityLevels",
        "us-east-1",
        error="SubscriptionRequiredException",
        message="Amazon Web Services Premium Support Subscription is required to use this service.",
    )
    thief.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    thief.call("ec2", "DescribeRegions", "us-east-1", request={"allRegions": True})
    for region in REGIONS:
        thief.call("ec2", "DescribeInstances", region, request={"maxResults": 1000})
        thief.call("ec2", "DescribeVpcs", region, request={"vpcSet": {}, "filterSet": {}})
        if scene.dice.random() < 0.6:
            thief.refused("ses", "GetSendQuota", region)
        if scene.dice.random() < 0.5:
            thief.refused(
                "ec2",
                "DescribeAddresses",
                region,
                "Client.UnauthorizedOperation",
                message="You are not authorized to perform this operation.",
            )
        if region in ("us-west-2", "eu-central-1", "ap-south-1"):
            quota = {"serviceCode": "ec2", "quotaCode": "L-DB2E81BA"}
            thief.call(
                "servicequotas",
                "GetServiceQuota",
                region,
                request=quota,
                error="ThrottlingException",
                message="Rate exceeded",
            )
            thief.call("servicequotas", "GetServiceQuota", region, request=quota)
    thief.call(
        "lightsail",
        "GetInstances",
        "us-east-1",
        error="OptInRequired",
        message="The AWS Access Key Id needs a subscription for the service",
    )
    thief.call(
        "ec2",
        "RunInstances",
        "us-west-2",
        error="Client.DryRunOperation",
        request={
            "instanceType": "g4dn.xlarge",
            "dryRun": True,
            "instancesSet": {"items": [{"imageId": "ami-0c2ab3b8efb09f272", "minCount": 1, "maxCount": 1}]},
        },
        message="Request would have succeeded, but DryRun flag is set.",
    )
    thief.call(
        "ec2",
        "RunInstances",
        HOME,
        error="Client.UnauthorizedOperation",
        request={
            "instanceType": "p3.16xlarge",
            "dryRun": True,
            "instancesSet": {"items": [{"imageId": "ami-0c2ab3b8efb09f272", "minCount": 1, "maxCount": 1}]},
        },
        message="You are not authorized to perform this operation.",
    )
    return first


def session_token(thief: Hand, hours: int = 12) -> Hand:
    """GetSessionToken: a temporary key of the same user."""
    scene, user = thief.scene, thief.scene.cast.leaked
    key = scene.dice.temporary_key(user.account)
    until = scene.now + timedelta(hours=hours, seconds=2)
    made = thief.call(
        "sts",
        "GetSessionToken",
        "us-east-1",
        request={"durationSeconds": hours * 3600},
        response={"credentials": credentials(scene.dice, key, until)},
    )
    scene.credential(
        key,
        "session_token",
        thief.credential,
        "GetSessionToken",
        made,
        arn=user.arn,
        account=user.account,
        until=until,
    )
    who = user_identity(user, key, since=made.when)
    return Hand(scene, who, thief.actor, key, thief.address, INTRUDER_AGENTS["sdk"])


def federation_token(thief: Hand, name: str, hours: int = 36, user: User | None = None) -> Hand:
    """GetFederationToken: lives on when the key that asked for it is off."""
    scene = thief.scene
    user = user or scene.cast.leaked
    key = scene.dice.temporary_key(user.account)
    until = scene.now + timedelta(hours=hours, seconds=2)
    arn = f"arn:aws:sts::{user.account}:federated-user/{name}"
    made = thief.call(
        "sts",
        "GetFederationToken",
        "us-east-1",
        request={
            "name": name,
            "durationSeconds": hours * 3600,
            "policy": '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
        },
        response={
            "credentials": credentials(scene.dice, key, until),
            "packedPolicySize": 6,
            "federatedUser": {"arn": arn, "federatedUserId": f"{user.account}:{name}"},
        },
    )
    scene.credential(
        key,
        "federation_token",
        thief.credential,
        "GetFederationToken",
        made,
        arn=arn,
        account=user.account,
        until=until,
    )
    return Hand(
        scene, federated_identity(user, name, key, made.when), thief.actor, key, thief.address, thief.agent
    )


def admin_user(thief: Hand, user, *, login: bool = True) -> Hand:
    """A user of the intruder's own: administrator, with key and console password."""
    scene, dice = thief.scene, thief.scene.dice
    name = {"userName": user.name}
    made = thief.call(
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
    scene.principal(made, "user", user.name, user.arn, "created")
    attached = thief.call("iam", "AttachUserPolicy", "us-east-1", request=name | {"policyArn": ADMIN_POLICY})
    scene.principal(attached, "attached_policy", ADMIN_POLICY, user.arn, "attached")
    keyed = thief.call(
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
    scene.principal(keyed, "access_key", user.key, user.arn, "created")
    scene.credential(
        user.key, "access_key", thief.credential, "CreateAccessKey", keyed, arn=user.arn, account=user.account
    )
    if login:
        password = thief.call(
            "iam",
            "CreateLoginProfile",
            "us-east-1",
            request=name | {"passwordResetRequired": False},
            response={
                "loginProfile": {
                    "userName": user.name,
                    "passwordResetRequired": False,
                    "createDate": spoken(scene.now, comma=False),
                }
            },
        )
        scene.principal(password, "login_profile", user.name, user.arn, "created")
        scene.credential(
            f"login_profile:{user.arn}",
            "login_profile",
            thief.credential,
            "CreateLoginProfile",
            password,
            arn=user.arn,
            account=user.account,
        )
    address = scene.cast.hosting[0]
    _ = dice
    return Hand(scene, user_identity(user), "intruder", user.key, address, INTRUDER_AGENTS["cli"])


def console(scene: Scene, user, address: str, *, fails: int = 1, mfa: str = "No", actor: str = "intruder"):
    """Sign-ins of a user: `fails` wrong passwords, then one that works. Returns one Hand a service
    console."""
    agent = INTRUDER_AGENTS["browser"]
    who = {
        "type": "IAMUser",
        "principalId": user.unique_id,
        "arn": user.arn,
        "accountId": user.account,
        "userName": user.name,
    }
    parent = f"login_profile:{user.arn}"
    door = Hand(scene, who, actor, parent, address, agent)
    extra = {"LoginTo": "https://console.aws.amazon.com/console/home?hashArgs=%23", "MobileVersion": "No"}
    for _ in range(fails):
        sign_in(
            door, extra | {"MFAUsed": mfa}, "Failure", errorMessage="Failed authentication"
        ).credential = parent
    made = sign_in(door, extra | {"MFAUsed": mfa}, "Success")
    session = f"console_session:{user.arn}@{made.id}"
    scene.credential(
        session,
        "console_session",
        parent,
        "ConsoleLogin",
        made,
        arn=user.arn,
        account=user.account,
        certainty="strong",
        until=made.when + CONSOLE_LIFE,
    )
    hands = []
    for _ in range(4):
        key = scene.dice.temporary_key(user.account)
        seat = user_identity(user, key, since=made.when)
        hands.append(Hand(scene, seat, actor, session, address, agent, console=True))
    return hands


def sign_in(door: Hand, extra: dict, outcome: str, **more) -> Event:
    """ConsoleLogin: its outcome is in responseElements, a failure has an errorMessage and no errorCode."""
    event = door.call(
        "signin",
        "ConsoleLogin",
        "us-east-1",
        response={"ConsoleLogin": outcome},
        additionalEventData=extra,
        eventType="AwsConsoleSignIn",
        **more,
    )
    event.record["readOnly"] = False
    return event
