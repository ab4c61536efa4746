"""Role sessions of machines and functions: the owner's web server, and what the intruder started with a
role."""

from __future__ import annotations

from datetime import timedelta

from kit.demo import machines as start
from kit.demo.cast import HOME, INTRUDER_AGENTS, Role
from kit.demo.records import credentials, record, role_identity, service_identity
from kit.demo.scene import Event, Hand, Scene

# Sessions of machines and functions are issued anew well before this.
HOURS = 6


def service_session(
    scene: Scene, role: Role, service: str, session: str, region: str, *, actor: str, credential: str | None,
    address: str, agent: str, hours: int = HOURS, **context,
) -> tuple[Hand, Event]:  # fmt: skip
    """AssumeRole by a service for its machine, function or task. The caller of the result is that machine."""
    dice = scene.dice
    key = dice.temporary_key(role.account)
    until = scene.now + timedelta(hours=hours)
    scene.tick()
    made = record(
        dice,
        scene.now,
        service_identity(f"{service}.amazonaws.com"),
        "sts",
        "AssumeRole",
        region,
        f"{service}.amazonaws.com",
        f"{service}.amazonaws.com",
        account=role.account,
        request={"roleArn": role.arn, "roleSessionName": session},
        response={"credentials": credentials(dice, key, until)},
        resources=[{"accountId": role.account, "type": "AWS::IAM::Role", "ARN": role.arn}],
        sharedEventID=dice.event_id(),
    )
    made["userIdentity"].pop("accountId", None)
    scene.until = until
    issued = scene.add(made, "aws" if actor == "aws" else actor)
    who = role_identity(role, session, key, issued.when, **context)
    return Hand(scene, who, actor, credential or key, address, agent), issued


def machine_role(scene: Scene, shell: Hand) -> None:
    """A shell on the owner's web server (SSM), then its role's key used from the intruder's own network."""
    cast = scene.cast
    scene.at(22, "02:36:10")
    owner, issued = service_session(
        scene,
        cast.instance_role,
        "ec2",
        cast.web_instance,
        HOME,
        actor="owner",
        credential="",
        address=cast.nat[0],
        agent="aws-sdk-go/1.55.5 (go1.22.6; linux; amd64) amazon-ssm-agent/3.3.987.0",
        ec2RoleDelivery="2.0",
    )
    key = owner.who["accessKeyId"]
    owner.credential = key
    issued.actor = "aws"
    host = {"instanceId": cast.web_instance, "agentName": "amazon-ssm-agent", "agentVersion": "3.3.987.0"}
    for minute in ("02:41:00", "02:46:00"):
        scene.at(22, minute)
        owner.call("ssm", "UpdateInstanceInformation", HOME, request=host)
    scene.at(22, "03:02:19")
    sent = shell.call(
        "ssm",
        "SendCommand",
        HOME,
        request={
            "documentName": "AWS-RunShellScript",
            "instanceIds": [cast.web_instance],
            "interactive": False,
            "parameters": "HIDDEN_DUE_TO_SECURITY_REASONS",
        },
        response={
            "command": {
                "commandId": scene.dice.event_id(),
                "documentName": "AWS-RunShellScript",
                "instanceIds": [cast.web_instance],
                "status": "Pending",
            }
        },
    )
    scene.credential(
        key,
        "instance_session",
        shell.credential,
        "instance_profile",
        sent,
        certainty="strong",
        arn=cast.instance_role.session_arn(cast.web_instance),
        account=cast.a,
        until=scene.until,
        seen=issued,
    )
    scene.at(22, "03:09:40")
    stolen = Hand(scene, owner.who, "intruder", key, cast.vpn[2], INTRUDER_AGENTS["python"])
    stolen.call("sts", "GetCallerIdentity", "us-east-1")
    stolen.call("s3", "ListBuckets", "us-east-1", request={"Host": "s3.amazonaws.com"})
    stolen.call("dynamodb", "ListTables", HOME, request={})
    stolen.refused("iam", "ListUsers", "us-east-1")
    for number in range(12):
        taken = stolen.call(
            "s3",
            "GetObject",
            HOME,
            request={
                "bucketName": cast.bucket,
                "key": f"orders/2026/03/part-{number:05d}.csv",
                "Host": f"{cast.bucket}.s3.{HOME}.amazonaws.com",
            },
            resources=[
                {
                    "type": "AWS::S3::Object",
                    "ARN": f"arn:aws:s3:::{cast.bucket}/orders/2026/03/part-{number:05d}.csv",
                },
                {"accountId": cast.a, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{cast.bucket}"},
            ],
        )
        scene.reads.append(
            {
                "event_id": taken.id,
                "event_name": "GetObject",
                "credential_id": key,
                "subject": f"arn:aws:s3:::{cast.bucket}/orders/2026/03/part-{number:05d}.csv",
            }
        )
    for minute in ("03:31:00", "03:51:00"):
        scene.at(22, minute)
        owner.call("ssm", "UpdateInstanceInformation", HOME, request=host)


def function_session(scene: Scene, admin: Hand, made) -> None:
    """The function's own role session: what the intruder's code does."""
    cast = scene.cast
    scene.wait(30)
    hand, issued = service_session(
        scene,
        cast.lambda_role,
        "lambda",
        "metrics-forwarder",
        "us-east-1",
        actor="intruder",
        credential=None,
        address="198.19.90.21",
        agent="Boto3/1.34.145 md/Botocore#1.34.145 exec-env/AWS_Lambda_python3.12",
    )
    issued.actor = "aws"
    assert hand.credential is not None  # a session has its key
    scene.credential(
        hand.credential,
        "service_session",
        admin.credential,
        "service_role",
        made,
        certainty="strong",
        arn=cast.lambda_role.session_arn("metrics-forwarder"),
        account=cast.a,
        until=scene.until,
        seen=issued,
    )
    hand.call("sts", "GetCallerIdentity", "us-east-1")
    hand.call("ssm", "DescribeParameters", "us-east-1", request={"maxResults": 50})


def helper_machine(scene: Scene, admin: Hand) -> None:
    """A small machine with a role of the owner's: its session is the intruder's too."""
    cast = scene.cast
    made, (machine,) = start.launch(
        scene, admin, "us-east-1", "t3.medium", 1, volume_gb=30, profile="batch-worker"
    )
    scene.wait(25)
    hand, issued = service_session(
        scene,
        cast.worker_role,
        "ec2",
        machine.resource,
        "us-east-1",
        actor="intruder",
        credential=None,
        address="198.19.77.140",
        agent="aws-cli/2.15.30 Python/3.11.8 Linux/6.1.79-99.164.amzn2023.x86_64",
        ec2RoleDelivery="2.0",
    )
    issued.actor = "aws"
    assert hand.credential is not None  # a session has its key
    scene.credential(
        hand.credential,
        "instance_session",
        admin.credential,
        "instance_profile",
        made,
        certainty="strong",
        arn=cast.worker_role.session_arn(machine.resource),
        account=cast.a,
        until=scene.until,
        seen=issued,
    )
    hand.call("sts", "GetCallerIdentity", "us-east-1")
    hand.call("sqs", "ListQueues", HOME, request={})
    hand.refused("dynamodb", "ListTables", HOME, "AccessDeniedException")
