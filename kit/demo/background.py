"""Everybody else's traffic, as byte templates: roles of machines, AWS's own services, staff, other accounts,
refusals.

A template takes (event time, a variable piece, request id, event id); all but those is fixed for one account,
Region and day. Building a record costs 20 times as much as filling a template, so templates are built once
and on demand.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from kit.demo.cast import HOME, STAFF_BROWSER, Cast, Role
from kit.demo.dice import Dice
from kit.demo.records import DATA, Record, record, role_identity, service_identity, user_identity

_TIME, _PIECE, _REQUEST, _EVENT = "@TIME@", "@PIECE@", "@REQUEST@", "@EVENT@"
Build = Callable[["Day"], Record]
_AGENT = (
    "aws-sdk-java/2.29.52 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.119 lang/java#17.0.13"
    " exec-env/AWS_ECS_EC2"
)


class Day:
    """One account, Region and day: who works there and with which sessions."""

    def __init__(self, cast: Cast, account: str, region: str, day: int) -> None:
        self.cast, self.account, self.region = cast, account, region
        self.begin = cast.first + timedelta(days=day - 1)
        self.dice = Dice(cast.seed, cast.shape, "day", account, region, day)
        self.known: dict[int, tuple[str, bool]] = {}

    def session(self, role: Role, name: str, **context: Any) -> Record:
        """A role session that began this midnight."""
        key = Dice(self.cast.seed, "session", role.arn, name, self.begin).temporary_key(role.account)
        return role_identity(role, name, key, self.begin, **context)

    def template(self, index: int) -> tuple[str, bool]:
        """Template text of kind `index`, and whether it is a management event."""
        if index not in self.known:
            self.known[index] = as_template(KINDS[index][1](self))
        return self.known[index]

    def make(self, who: Record, service: str, name: str, address: str, agent: str, **how: Any) -> Record:
        return record(
            self.dice,
            self.begin,
            who,
            service,
            name,
            self.region,
            address,
            agent,
            account=self.account,
            **how,
        )

    @property
    def worker(self) -> Record:
        cast = self.cast
        role = cast.worker_role if self.account == cast.a else cast.data_admin
        return self.session(role, cast.batch_instance if role is cast.worker_role else "nightly")

    @property
    def ops(self) -> Role:
        return self.cast.ops if self.account == self.cast.a else self.cast.ops_b


def as_template(made: Record) -> tuple[str, bool]:
    """A record with the four slots, as text for the % operator."""
    made |= {"eventTime": _TIME, "eventID": _EVENT}
    if "requestID" in made:
        made["requestID"] = _REQUEST
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace("%", "%%")
    # The slots come in a fixed order; one that a record lacks takes its value and prints nothing ("%.0s").
    text = text.replace(_TIME, "%s" if _PIECE in text else "%s%.0s", 1).replace(_PIECE, "%s", 1)
    text = text.replace(_REQUEST, "%s", 1) if _REQUEST in text else text.replace(_EVENT, "%.0s" + _EVENT, 1)
    return text.replace(_EVENT, "%s", 1), bool(made.get("managementEvent", True))


def _object(name: str) -> Build:
    def build(day: Day) -> Record:
        bucket = day.cast.bucket if day.account == day.cast.a else f"archive-{day.account[-6:]}"
        key = f"events/{day.begin:%Y/%m/%d}/{_PIECE}.json.gz"
        return day.make(
            day.worker,
            "s3",
            name,
            "10.0.12.34",
            _AGENT,
            request={"bucketName": bucket, "Host": f"{bucket}.s3.{day.region}.amazonaws.com", "key": key},
            additionalEventData={
                "SignatureVersion": "SigV4",
                "CipherSuite": "TLS_AES_128_GCM_SHA256",
                "bytesTransferredIn": 0,
                "bytesTransferredOut": 48211,
                "AuthenticationMethod": "AuthHeader",
            },
            vpcEndpointId="vpce-0a1b2c3d4e5f60718",
            resources=[
                {"accountId": day.account, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{bucket}"}
            ],
        )

    return build


def _decrypt(name: str) -> Build:
    def build(day: Day) -> Record:
        arn = f"arn:aws:kms:{day.region}:{day.account}:key/7d5a6f0e-3b1c-4c55-9a0e-5b0c5d0f6a11"
        return day.make(
            day.worker | {"invokedBy": "secretsmanager.amazonaws.com"},
            "kms",
            name,
            "secretsmanager.amazonaws.com",
            "secretsmanager.amazonaws.com",
            request={
                "encryptionContext": {
                    "SecretARN": f"arn:aws:secretsmanager:{day.region}:{day.account}:secret:app/{_PIECE}"
                },
                "encryptionAlgorithm": "SYMMETRIC_DEFAULT",
            },
            resources=[{"accountId": day.account, "type": "AWS::KMS::Key", "ARN": arn}],
        )

    return build


def _config(service: str, name: str) -> Build:
    def build(day: Day) -> Record:
        role = day.cast.config_role
        ident = Dice(day.account, role.name).principal_id("AROA", day.account)
        role = Role(day.account, role.name, ident, role.path)
        who = day.session(role, "AWSConfig-Describe") | {"invokedBy": "config.amazonaws.com"}
        return day.make(
            who, service, name, "config.amazonaws.com", "config.amazonaws.com", request={"marker": _PIECE}
        )

    return build


def _issued(service: str, role_name: str) -> Build:
    def build(day: Day) -> Record:
        role = getattr(day.cast, role_name)
        arn = Role(day.account, role.name, role.unique_id).arn
        key = day.dice.temporary_key(day.account)
        return day.make(
            service_identity(f"{service}.amazonaws.com"),
            "sts",
            "AssumeRole",
            f"{service}.amazonaws.com",
            f"{service}.amazonaws.com",
            request={"roleArn": arn, "roleSessionName": _PIECE},
            response={
                "credentials": {
                    "accessKeyId": key,
                    "sessionToken": "IQoJb3JpZ2luX2Vj" + day.dice.token(60),
                    "expiration": f"{day.begin + timedelta(hours=12):%b %d, %Y, %H:%M:%S}",
                }
            },
            resources=[{"accountId": day.account, "type": "AWS::IAM::Role", "ARN": arn}],
            sharedEventID=day.dice.event_id(),
        )

    return build


def _staff(service: str, name: str, **how: Any) -> Build:
    def build(day: Day) -> Record:
        who = day.session(day.ops, "sato" if day.dice.random() < 0.5 else "tanaka", mfa=True)
        given = dict(how)
        request = given.pop("request", {"nextToken": _PIECE})
        extra = {} if given.get("error") else {"sessionCredentialFromConsole": "true"}
        return day.make(who, service, name, day.cast.office, STAFF_BROWSER, request=request, **given, **extra)

    return build


def _trail_writes(day: Day) -> Record:
    return day.make(
        service_identity("cloudtrail.amazonaws.com"),
        "s3",
        "GetBucketAcl",
        "cloudtrail.amazonaws.com",
        "cloudtrail.amazonaws.com",
        request={"bucketName": f"trail-{day.account}", "acl": _PIECE},
    )


def _partner(day: Day) -> Record:
    cast = day.cast
    who = {
        "type": "AWSAccount",
        "principalId": Dice(cast.partner).principal_id("AIDA", cast.partner),
        "accountId": cast.partner,
    }
    role = Role(day.account, "partner-read", cast.audit.unique_id)
    return day.make(
        who,
        "sts",
        "AssumeRole",
        "198.19.3.20",
        "Boto3/1.35.99 Botocore/1.35.99",
        request={"roleArn": role.arn, "roleSessionName": _PIECE, "externalId": "7f31"},
        sharedEventID=day.dice.event_id(),
        response={
            "credentials": {
                "accessKeyId": day.dice.temporary_key(day.account),
                "sessionToken": day.dice.token(60),
                "expiration": f"{day.begin:%b %d, %Y, 11:00:00 PM}",
            }
        },
    )


def _anonymous(day: Day) -> Record:
    who = {"type": "AWSAccount", "principalId": "", "accountId": "ANONYMOUS_PRINCIPAL"}
    return day.make(
        who,
        "s3",
        "GetObject",
        "198.19.250.9",
        "[Mozilla/5.0 (compatible; crawler/1.2)]",
        request={"bucketName": f"static-{day.account[-6:]}", "key": f"img/{_PIECE}.png"},
        error="AccessDenied",
        message="Access Denied",
    )


def _rotation(day: Day) -> Record:
    made = day.make(
        {"accountId": day.account, "invokedBy": "AWS Internal"},
        "kms",
        "RotateKey",
        "AWS Internal",
        "AWS Internal",
    )
    del made["requestID"]
    return made | {
        "eventType": "AwsServiceEvent",
        "serviceEventDetails": {
            "rotationType": "AUTOMATIC",
            "keyOrigin": "AWS_KMS",
            "keyId": day.dice.event_id(),
        },
    }


def _developer(service: str, name: str, error: str | None = None) -> Build:
    def build(day: Day) -> Record:
        cast = day.cast
        if day.account == cast.a:
            who = user_identity(cast.staff)
        else:
            who = day.session(cast.ops_b, "dev")
        how = {"error": error, "message": f"{name}: {error}"} if error else {}
        return day.make(
            who,
            service,
            name,
            cast.home_office,
            "aws-cli/2.22.35 md/awscrt#0.23.8 os/macos#24.3.0 lang/python#3.12.8",
            request={"name": _PIECE},
            **how,
        )

    return build


KINDS: list[tuple[float, Build]] = [
    (22, _object("GetObject")),
    (12, _object("PutObject")),
    (10, _decrypt("Decrypt")),
    (3, _decrypt("GenerateDataKey")),
    (4, _config("ec2", "DescribeInstances")),
    (3, _config("ec2", "DescribeSecurityGroups")),
    (2, _config("lambda", "ListFunctions20150331")),
    (2, _config("iam", "GetRole")),
    (5, _issued("ec2", "worker_role")),
    (5, _issued("lambda", "lambda_role")),
    (3, _issued("ecs-tasks", "task_role")),
    (4, _trail_writes),
    (3, _staff("ec2", "DescribeInstances")),
    (2, _staff("ec2", "DescribeVolumes")),
    (2, _staff("cloudwatch", "DescribeAlarms")),
    (1.5, _staff("rds", "DescribeDBInstances")),
    (1, _staff("logs", "FilterLogEvents")),
    (0.6, _staff("health", "DescribeEventAggregates", error="AccessDenied", message="Access Denied")),
    (0.3, _staff("ec2", "CreateTags", request={"resourcesSet": {"items": [{"resourceId": _PIECE}]}})),
    (1.2, _partner),
    (1, _anonymous),
    (0.2, _rotation),
    (2, _developer("ssm", "GetParameter")),
    (1, _developer("ssm", "GetParameter", "ParameterNotFound")),
    (1, _developer("lambda", "GetFunction20150331v2")),
    (0.7, _developer("iam", "GetRole", "NoSuchEntityException")),
    (0.5, _developer("ecs", "DescribeServices", "AccessDeniedException")),
    (0.5, _developer("cloudformation", "DescribeStacks", "ThrottlingException")),
    (2, _developer("cloudformation", "DescribeStackEvents")),
]
WEIGHTS = [weight for weight, _ in KINDS]


def app_record(
    cast: Cast,
    dice: Dice,
    when: datetime,
    index: int,
    address: str,
    agent: str,
    who: Record,
    *,
    refused: bool = False,
) -> Record:
    """One call of the owner's application, the leaked key's honest user (index into APP_CALLS)."""
    service, name = APP_CALLS[index]
    bucket = cast.bucket
    request: Any = None
    how: dict[str, Any] = {}
    if service == "s3":
        request = {"bucketName": bucket, "Host": f"{bucket}.s3.{HOME}.amazonaws.com"}
        if name in DATA["s3"] and name != "ListObjects":
            request["key"] = f"uploads/{when:%Y/%m/%d}/{_PIECE}.csv"
        else:
            request["prefix"] = f"uploads/{when:%Y/%m/%d}/{_PIECE}"
        how["resources"] = [{"accountId": cast.a, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{bucket}"}]
    elif service == "sqs":
        request = {
            "queueUrl": f"https://sqs.{HOME}.amazonaws.com/{cast.a}/uploads",
            "attributeNames": ["All"],
        }
    elif service == "dynamodb":
        request = {"tableName": "uploads"}
    elif service == "ec2":
        request = {"instancesSet": {"items": [{"instanceId": cast.web_instance}]}, "filterSet": {}}
    if refused:
        action = "ListBucket" if name == "ListObjects" else name
        how |= {
            "error": "AccessDenied",
            "message": f"User: {who['arn']} is not authorized to perform: s3:{action} on resource: "
            f'"arn:aws:s3:::{bucket}" with an explicit deny in an identity-based policy',
        }
    return record(dice, when, who, service, name, HOME, address, agent, request=request, **how)


APP_CALLS = [
    ("s3", "PutObject"), ("s3", "GetObject"), ("s3", "ListObjects"), ("s3", "DeleteObject"),
    ("sqs", "GetQueueAttributes"), ("dynamodb", "DescribeTable"), ("ec2", "DescribeInstances"),
    ("sts", "GetCallerIdentity"),
]  # fmt: skip
APP_WEIGHTS = [30, 30, 8, 4, 12, 8, 4, 4]
