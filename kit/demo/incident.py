"""The standard incident, from the first call with the leaked key to the last one in the logs."""

from __future__ import annotations

from kit.demo import machines as start
from kit.demo import services
from kit.demo.cast import HOME, INCIDENT_DAY, INTRUDER_AGENTS, stamp
from kit.demo.hostile import FORMULA, LONG, SCRIPT
from kit.demo.records import user_identity
from kit.demo.response import clean_up, deactivate, quarantine, replace_key, staff, step
from kit.demo.roles import function_session, helper_machine, machine_role
from kit.demo.scene import Hand, Scene
from kit.demo.spread import assume, from_outside, look_around, open_trust, take_secrets
from kit.demo.theft import admin_user, console, federation_token, recon, session_token

DAY = INCIDENT_DAY


def leaked(scene: Scene) -> Hand:
    """The leaked key in the intruder's hand; its row of the tree."""
    cast = scene.cast
    user = cast.leaked
    assert user.key is not None  # the leaked user has one
    if user.key not in scene.credentials:
        scene.leaked_keys.append(user.key)
        scene.credential(user.key, "access_key", None, "leaked", None, arn=user.arn, account=user.account)
    return Hand(scene, user_identity(user), "intruder", user.key, cast.vpn[0], INTRUDER_AGENTS["probe"])


def standard(scene: Scene) -> None:
    """The whole story of the default shape."""
    cast = scene.cast
    scene.gaps.append((cast.a, cast.at(DAY, "04:08:20"), cast.at(DAY, "06:08:41")))
    thief = leaked(scene)
    scene.at(DAY, "01:12:05")
    recon(thief)
    scene.at(DAY, "01:24:28")
    session = session_token(thief)
    survey(session)
    scene.at(DAY, "01:29:40")
    admin = admin_user(thief.moved(address=cast.vpn[1]), cast.admin)
    scene.at(DAY, "01:33:12")
    federated = federation_token(thief, "sync")
    federated.call("sts", "GetCallerIdentity", "us-east-1")
    by_region = first_machines(scene, thief, session)
    scene.at(DAY, "01:44:10")
    at_console(scene)
    scene.at(DAY, "01:52:03")
    second_account(scene, thief)
    scene.at(DAY, "01:59:48")
    quarantine(scene, cast.leaked)
    scene.at(DAY, "02:03:10")
    after_quarantine(thief, session, federated)
    scene.at(DAY, "02:15:00")
    with_admin(scene, admin)
    machine_role(scene, thief.moved(address=cast.vpn[2], agent=INTRUDER_AGENTS["python"]))
    scene.at(DAY, "04:08:18")
    in_the_dark(scene, admin)
    scene.at(DAY + 1, "00:31:00")
    customer(scene, by_region)
    scene.at(DAY + 1, "03:10:00")
    outliving(scene, federated)
    for day in range(DAY + 1, 30, 2):
        scene.at(day, "11:40:00")
        admin.call("ec2", "DescribeInstances", "ap-south-1", request={"maxResults": 1000})
        services.models(admin, "us-east-1", 12, "anthropic.claude-3-5-sonnet-20240620-v1:0")


def survey(session: Hand) -> None:
    """With the session: types, images and quotas of the Regions to come; IAM is closed to it without MFA."""
    session.refused(
        "iam",
        "ListGroups",
        "us-east-1",
        "InvalidClientTokenId",
        message="The security token included in the request is invalid",
    )
    policy = {"policyInputList": [LONG], "actionNames": ["ec2:RunInstances", "'; drop table events; --"]}
    session.refused("iam", "SimulateCustomPolicy", "us-east-1", request=policy)
    for region in ("us-west-2", "eu-central-1", "ap-south-1", "eu-north-1", "sa-east-1"):
        session.call(
            "ec2",
            "DescribeInstanceTypes",
            region,
            request={
                "DescribeInstanceTypesRequest": {
                    "Filter": {"Name": "instance-type", "Value": {"content": "g*"}}
                }
            },
        )
        session.call("ec2", "DescribeImages", region, request={"ownersSet": {"items": [{"owner": "amazon"}]}})


def first_machines(scene: Scene, thief: Hand, session: Hand) -> dict[str, list[start.Machine]]:
    """GPU machines in two Regions and spot in one, before the quarantine; the first tries fail."""
    scene.at(DAY, "01:36:00")
    start.rejected(
        session, "us-west-2", "g4dn.xlarge", "Client.RequestLimitExceeded", "Request limit exceeded."
    )
    start.key_pair(scene, session.moved(agent=SCRIPT), "us-west-2", SCRIPT)
    start.group(scene, session, "us-west-2")
    _, west = start.launch(scene, session, "us-west-2", "g4dn.xlarge", 4, volume_gb=100)
    scene.at(DAY, "01:38:20")
    start.rejected(
        session,
        "eu-central-1",
        "p3.16xlarge",
        "Client.VcpuLimitExceeded",
        "You have requested more vCPU capacity than your current vCPU limit of 0 allows for the instance"
        " bucket.",
    )
    _, frankfurt = start.launch(scene, session, "eu-central-1", "g4dn.2xlarge", 3, volume_gb=100)
    scene.at(DAY, "01:41:02")
    spot = start.spot(scene, thief, "us-west-2", "c5.4xlarge", 4)
    return {"us-west-2": west + spot, "eu-central-1": frankfurt, "us-east-1": [], HOME: []}


def at_console(scene: Scene) -> None:
    """The new user at the console: one wrong password, then several keys of one sign-in."""
    cast = scene.cast
    home, iam, ec2, billing = console(scene, cast.admin, cast.tunnel)
    home.call("cloudtrail", "DescribeTrails", HOME, request={"trailNameList": []})
    iam.call("iam", "ListUsers", "us-east-1", request={"maxItems": 1000})
    iam.call("iam", "GetAccountSummary", "us-east-1")
    ec2.call("ec2", "DescribeInstances", HOME, request={"maxResults": 1000})
    attribute = {"instanceId": cast.web_instance, "attribute": "userData"}
    ec2.call("ec2", "DescribeInstanceAttribute", HOME, request=attribute)
    start.key_pair(scene, ec2, "sa-east-1", FORMULA)
    start.group(scene, ec2, "sa-east-1", 3389)
    billing.refused("ce", "GetCostAndUsage", "us-east-1", "AccessDeniedException")


def second_account(scene: Scene, thief: Hand) -> None:
    """Into the other account, one hop further, and a trust change that lets a foreign account in."""
    cast = scene.cast
    first = assume(thief, cast.deploy, "deploy-20260322")
    look_around(first, HOME)
    first.refused(
        "sts",
        "AssumeRole",
        "us-east-1",
        request={"roleArn": cast.ops_b.arn, "roleSessionName": "x"},
        resource=cast.ops_b.arn,
    )
    second = assume(first, cast.data_admin, "deploy-20260322")
    second.call("sts", "GetCallerIdentity", "us-east-1")
    take_secrets(second, HOME, ("prod/db/master", "prod/payment/api"))
    opened = open_trust(second, cast.audit, cast.foreign)
    granted = second.call(
        "iam",
        "PutRolePolicy",
        "us-east-1",
        request={
            "roleName": cast.audit.name,
            "policyName": "extra",
            "policyDocument": (
                '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
            ),
        },
    )
    scene.principal(granted, "inline_policy", "extra", cast.audit.arn, "created")
    scene.at(DAY, "02:07:30")
    foreign = from_outside(scene, cast.audit, "reader", opened, second)
    foreign.call("sts", "GetCallerIdentity", "us-east-1")
    foreign.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    take_secrets(foreign, HOME, ("prod/mail/smtp",))
    scene.at(DAY, "01:58:00")


def after_quarantine(thief: Hand, session: Hand, federated: Hand) -> None:
    """What the policy stops and what it leaves open, tried in turn."""
    scene, cast = thief.scene, thief.scene.cast
    for service, name, region in (
        ("iam", "CreateAccessKey", "us-east-1"),
        ("iam", "ListUsers", "us-east-1"),
        ("sts", "GetFederationToken", "us-east-1"),
        ("s3", "ListBuckets", "us-east-1"),
    ):
        thief.refused(service, name, region, deny=True)
    for hand in (thief, session):
        start.rejected(
            hand,
            "eu-north-1",
            "g4dn.xlarge",
            "Client.UnauthorizedOperation",
            f"You are not authorized to perform this operation. User: {hand.who['arn']} is not authorized to"
            " perform: ec2:RunInstances on resource: * with an explicit deny in an identity-based policy",
        )
    thief.call("secretsmanager", "ListSecrets", HOME, request={"maxResults": 100})
    thief.call("ec2", "DescribeSnapshots", HOME, request={"ownersSet": {"items": [{"owner": "self"}]}})
    thief.call("ses", "GetAccount", "us-east-1")
    thief.call("sts", "GetCallerIdentity", "us-east-1")
    again = assume(thief, cast.deploy, "deploy-20260322b")
    again.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    federated.refused("s3", "ListBuckets", "us-east-1", deny=True)
    scene.wait(5)


def with_admin(scene: Scene, admin: Hand) -> None:
    """The user without quarantine: machines in three more Regions, tasks, functions, models, mail."""
    cast = scene.cast
    admin.call("sts", "GetCallerIdentity", "us-east-1")
    start.launch(scene, admin, "ap-south-1", "g4dn.12xlarge", 2, volume_gb=100)
    _, north = start.launch(scene, admin, "eu-north-1", "g4dn.xlarge", 4, volume_gb=100)
    for machine in north[:2]:
        locked = admin.call(
            "ec2",
            "ModifyInstanceAttribute",
            "eu-north-1",
            request={"instanceId": machine.resource, "disableApiTermination": {"value": True}},
            response={"requestId": scene.dice.event_id(), "_return": True},
        )
        scene.resource(
            locked, "ec2", "instance", machine.resource, change="changed", after="disableApiTermination"
        )
    start.spot(scene, admin, "sa-east-1", "c5.4xlarge", 4)
    services.fargate(scene, admin, "us-east-2", 8)
    made = services.function(scene, admin, "us-east-1", "metrics-forwarder", cast.lambda_role)
    function_session(scene, admin, made)
    helper_machine(scene, admin)
    admin.call("bedrock", "ListFoundationModels", "us-east-1", request={})
    admin.refused(
        "bedrock",
        "InvokeModel",
        "us-east-1",
        "AccessDeniedException",
        message="You don't have access to the model with the specified model ID.",
        request={"modelId": "anthropic.claude-3-opus-20240229-v1:0"},
    )
    services.models(admin, "us-east-1", 60, "anthropic.claude-3-5-sonnet-20240620-v1:0")
    services.mail(admin, "us-east-1")


def in_the_dark(scene: Scene, admin: Hand) -> None:
    """The trail stopped for two hours; what is done meanwhile is in Event history and on the bill only."""
    cast = scene.cast
    arn = f"arn:aws:cloudtrail:{HOME}:{cast.a}:trail/{cast.trail}"
    scene.now = scene.gaps[0][1]
    stopped = admin.call("cloudtrail", "StopLogging", HOME, request={"name": arn})
    _retime(stopped, scene.gaps[0][1])
    row = scene.resource(stopped, "cloudtrail", "trail", cast.trail, change="stopped", arn=arn)
    scene.at(DAY, "04:20:00")
    hidden = admin_user(admin, cast.hidden, login=False)
    hidden.call("sts", "GetCallerIdentity", "us-east-1")
    start.launch(scene, admin, "ca-central-1", "c5.4xlarge", 2, volume_gb=50)
    take_secrets(admin, HOME, ("prod/db/master",))
    scene.now = scene.gaps[0][2]
    started = admin.call("cloudtrail", "StartLogging", HOME, request={"name": arn})
    _retime(started, scene.gaps[0][2])
    row.end(started)


def _retime(event, when) -> None:
    event.when, event.in_trail = when, True
    event.record["eventTime"] = stamp(when)


def customer(scene: Scene, by_region: dict[str, list[start.Machine]]) -> None:
    """The next morning in Japan: a new user for the application, the key off, half of the machines ended."""
    cast = scene.cast
    person = staff(scene)
    replace_key(scene, person, cast.successor)
    scene.at(DAY + 1, "00:52:14")
    off = deactivate(scene, person, cast.leaked)
    for name in ("quarantine_kept", "sessions", "logging"):
        step(scene, name, "done", None)
    # The application works with a new user's key: a replacement only once case.toml names that user.
    step(scene, "key_replaced", "unknown", None)
    step(scene, "key_deactivated", "done", off)
    for name in (
        "key_deleted",
        "users",
        "login_profiles",
        "access_keys",
        "roles",
        "grants",
        "regions",
        "reply",
    ):
        step(scene, name, "open", None)
    scene.at(DAY + 1, "01:20:00")
    clean_up(scene, person.moved(agent=person.agent.replace("iam.*", "ec2.*")), by_region)


def outliving(scene: Scene, federated: Hand) -> None:
    """The federation session after the key is off: a snapshot of the owner's disk goes to a foreign
    account."""
    cast = scene.cast
    hand = federated.moved(address=cast.v6)
    hand.call("ec2", "DescribeVolumes", HOME, request={"volumeSet": {}, "filterSet": {}})
    volume, snapshot = scene.dice.resource_id("vol"), scene.dice.resource_id("snap")
    made = hand.call(
        "ec2",
        "CreateSnapshot",
        HOME,
        request={"volumeId": volume, "description": "backup"},
        response={
            "requestId": scene.dice.event_id(),
            "snapshotId": snapshot,
            "volumeId": volume,
            "status": "pending",
            "ownerId": cast.a,
            "volumeSize": 40,
            "encrypted": False,
        },
    )
    scene.resource(made, "ec2", "snapshot", snapshot, parent_id=volume, cost_bearing=True)
    scene.wait(400)
    shared = hand.call(
        "ec2",
        "ModifySnapshotAttribute",
        HOME,
        request={
            "snapshotId": snapshot,
            "attributeType": "CREATE_VOLUME_PERMISSION",
            "createVolumePermission": {"add": {"items": [{"userId": cast.foreign}]}},
        },
        response={"requestId": scene.dice.event_id(), "_return": True},
    )
    scene.resource(shared, "ec2", "snapshot_permission", snapshot, change="shared", after=cast.foreign)
    scene.reads.append(
        {
            "event_id": shared.id,
            "event_name": "ModifySnapshotAttribute",
            "credential_id": hand.credential,
            "subject": snapshot,
        }
    )
    hand.refused("s3", "ListBuckets", "us-east-1", deny=True)
    scene.at(DAY + 1, "10:50:00")
    hand.call("secretsmanager", "ListSecrets", HOME, request={"maxResults": 100})
    hand.call("sts", "GetCallerIdentity", "us-east-1")
