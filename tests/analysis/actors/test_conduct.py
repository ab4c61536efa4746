"""Without a past, what a visit does says whose it likely is: attacks, and work that looks alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from incident import ACCOUNT, KEY, Incident, insert_events

from kit.analysis import derive
from kit.case import Case
from kit.store import database

MORNING = datetime(2026, 3, 22, 9, 0)
THERE, HERE = "198.51.100.7", "203.0.113.10"
REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1", "sa-east-1")
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
SESSION = "ASIABTX3GSDSQCCCCCCC"
Told = Counter[tuple[str, str | None, str]]


class Day(Incident):
    """Calls of one day, from one place with one tool unless a call says otherwise."""

    address, agent = THERE, "aws-cli/2.15.30 md/Botocore"

    def does(self, name: str, source: str = "iam", **given) -> str:
        given = {"source_ip_address": self.address, "user_agent": self.agent, **given}
        return self.call(name, source, actor=None, **given)

    def looks_around(self) -> None:
        self.does("GetCallerIdentity", "sts")
        for name in ("ListUsers", "ListRoles", "GetAccountSummary", "ListAttachedUserPolicies"):
            self.does(name)
        self.does("ListBuckets", "s3")
        self.does("ListSecrets", "secretsmanager", error="AccessDenied")
        self.does("DescribeInstances", "ec2")

    def told(self, **facts) -> Told:
        """How many calls of the leaked key and of what came out of it have which actor, certainty, basis."""
        case = Case(folder=Path(), **{"account": ACCOUNT, "keys": (KEY,), "language": "en", **facts})
        con = database.empty(case)
        insert_events(con, self.rows["events"])
        derive.refresh(con, case)
        return Counter(con.execute("select actor, certainty, basis from activity").fetchall())


def day() -> Day:
    return Day(now=MORNING)


def makes_admin(made: Day, user: str, key: str) -> None:
    made.does("CreateUser", request={"userName": user})
    made.does("AttachUserPolicy", request={"userName": user, "policyArn": ADMIN})
    answer = {"accessKey": {"accessKeyId": key, "userName": user}}
    made.does("CreateAccessKey", request={"userName": user}, response=answer)


def an_administrator_of_its_own(made: Day) -> None:
    made.looks_around()
    makes_admin(made, "helper", "AKIABTX3GSDSQBBBBBBB")
    made.does("GetCallerIdentity", "sts", credential="AKIABTX3GSDSQBBBBBBB", user="helper")


def logs_switched_off(made: Day) -> None:
    made.does("StopLogging", "cloudtrail", request={"name": "main"})


def shared_with_a_stranger(made: Day) -> None:
    items = {"add": {"items": [{"userId": "999988887777"}]}}
    request = {"snapshotId": "snap-0aaaabbbbccccdddd", "attributeType": "CREATE_VOLUME_PERMISSION"}
    made.does("ModifySnapshotAttribute", "ec2", request={**request, "createVolumePermission": items})


def secrets_in_one_go(made: Day) -> None:
    for number in range(6):
        made.does("GetSecretValue", "secretsmanager", request={"secretId": f"team-{number}/db"})


def tries_at_passwords(made: Day) -> None:
    for number in range(6):
        request = {"instanceId": f"i-{number:017d}"}
        made.does("GetPasswordData", "ec2", request=request, error="Client.UnauthorizedOperation")


def the_password_of_another(made: Day) -> None:
    made.does("UpdateLoginProfile", request={"userName": "somebody"})


def rights_for_itself(made: Day) -> None:
    made.looks_around()
    document = '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
    request = {"userName": "build-bot", "policyName": "more", "policyDocument": document}
    made.does("PutUserPolicy", request=request)


def models_in_many_regions(made: Day) -> None:
    for region in REGIONS[:3]:
        made.does("InvokeModel", "bedrock", aws_region=region, request={"modelId": "m"})


def commands_on_machines(made: Day) -> None:
    made.does("SendCommand", "ssm", request={"documentName": "AWS-RunShellScript", "instanceIds": ["i-1"]})


def tried_up_to_the_limits(made: Day) -> None:
    made.looks_around()
    for _ in range(2):
        made.does(
            "RunInstances", "ec2", request={"instanceType": "c5.large"}, error="Client.VcpuLimitExceeded"
        )


ATTACKS = (
    an_administrator_of_its_own, logs_switched_off, shared_with_a_stranger, secrets_in_one_go,
    tries_at_passwords, the_password_of_another, rights_for_itself, models_in_many_regions,
    commands_on_machines, tried_up_to_the_limits,
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_likely_the_third_partys(attack):
    made = day()
    attack(made)
    found = made.told()
    assert set(found) <= {("intruder", "likely", "conduct"), ("intruder", "likely", "chain")}
    assert found.total() == len(made.rows["events"])


def builds_and_takes_down(made: Day) -> None:
    made.does("GetCallerIdentity", "sts")
    made.does("CreateRole", error="AccessDenied", request={"roleName": "web"})
    for number in range(3):
        made.does("CreateVpc", "ec2", response={"vpc": {"vpcId": f"vpc-{number:017d}"}})
    for name in ("CreateSubnet", "CreateSecurityGroup", "CreateInternetGateway", "CreateRouteTable"):
        made.does(name, "ec2", request={"vpcId": "vpc-00000000000000000"})
    trust = '{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"}}]}'
    made.does("CreateRole", request={"roleName": "web", "assumeRolePolicyDocument": trust})
    made.does("AttachRolePolicy", request={"roleName": "web", "policyArn": ADMIN})
    made.does("CreateBucket", "s3", request={"bucketName": "web-assets"})
    made.does("CreateTrail", "cloudtrail", request={"name": "web-trail"})
    made.does("PutEventSelectors", "cloudtrail", request={"trailName": "web-trail"})
    made.does("CreateFunction20150331", "lambda", request={"functionName": "resize"})
    made.does("CreateUser", request={"userName": "smtp"})
    made.does("CreateAccessKey", request={"userName": "smtp"})
    made.does("RunInstances", "ec2", request={"instanceType": "t3.small"})
    made.does("DeleteTrail", "cloudtrail", request={"name": "web-trail"})
    made.does("DeleteBucket", "s3", request={"bucketName": "web-assets"})


def reads_everything(made: Day) -> None:
    for region in REGIONS:
        for name in ("DescribeInstances", "DescribeSecurityGroups", "DescribeSnapshots"):
            made.does(name, "ec2", aws_region=region)
        made.does("ListSecrets", "secretsmanager", aws_region=region)
        made.does("DescribeHub", "securityhub", aws_region=region, error="AccessDenied")
    for name in ("ListUsers", "GetCredentialReport", "ListRoles", "GetAccountSummary"):
        made.does(name)


def cleans_up(made: Day) -> None:
    made.does("ListUsers")
    made.does("LookupEvents", "cloudtrail")
    for user in ("old-service", "contractor"):
        key = {"userName": user, "accessKeyId": "AKIABTX3GSDSQDDDDDDD", "status": "Inactive"}
        made.does("UpdateAccessKey", request=key)
        document = '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
        request = {"userName": user, "policyName": "stop", "policyDocument": document}
        made.does("PutUserPolicy", request=request)
    made.does("UpdateLoginProfile", request={"userName": "third"})
    made.does("SendCommand", "ssm", request={"documentName": "memory", "instanceIds": ["i-1"]})
    made.does("StopInstances", "ec2", request={"instancesSet": {"items": [{"instanceId": "i-1"}]}})


def rotates_a_key(made: Day) -> None:
    made.does("CreateAccessKey", request={"userName": "service"})
    made.does("DeleteAccessKey", request={"userName": "service", "accessKeyId": "AKIABTX3GSDSQEEEEEEE"})


def sets_up_mail(made: Day) -> None:
    made.does("GetAccount", "ses")
    made.does("CreateEmailIdentity", "ses", request={"emailIdentity": "example.jp"})
    made.does("PutAccountDetails", "ses")
    made.does("RequestServiceQuotaIncrease", "servicequotas")
    made.does("CreateUser", request={"userName": "smtp"})
    document = '{"Statement":[{"Effect":"Allow","Action":"ses:SendRawEmail","Resource":"*"}]}'
    request = {"userName": "smtp", "policyName": "send", "policyDocument": document}
    made.does("PutUserPolicy", request=request)
    made.does("CreateAccessKey", request={"userName": "smtp"})


def saves_everything(made: Day) -> None:
    for number, region in enumerate(REGIONS):
        made.does("DescribeVolumes", "ec2", aws_region=region)
        copy = f"snap-{number:017d}"
        made.does("CreateSnapshot", "ec2", aws_region=region, response={"snapshotId": copy})
        items = {"add": {"items": [{"userId": "999988887777"}]}}
        request = {"snapshotId": copy, "createVolumePermission": items}
        made.does("ModifySnapshotAttribute", "ec2", aws_region=region, request=request)


def starts_at_a_new_place_of_work(made: Day) -> None:
    made.looks_around()
    made.does("ChangePassword")
    made.does("CreateAccessKey", request={"userName": "build-bot"})
    made.does("EnableMFADevice", request={"userName": "build-bot", "serialNumber": "mfa"})
    made.does("StartSession", "ssm", request={"target": "i-1"})
    made.does("RunInstances", "ec2", request={"instanceType": "t3.micro"})


ALIKE = (
    builds_and_takes_down, reads_everything, cleans_up, rotates_a_key, sets_up_mail, saves_everything,
    starts_at_a_new_place_of_work,
)  # fmt: skip


@pytest.mark.parametrize("work", ALIKE, ids=lambda work: work.__name__)
def test_work_that_looks_alike_accuses_nobody(work):
    made = day()
    work(made)
    assert made.told().keys() == {("unclear", None, "none")}


def test_a_job_that_comes_again_from_wherever_is_likely_the_owners():
    made = day()
    for round_ in range(5):
        made.now = MORNING + timedelta(hours=round_)
        place = {"source_ip_address": f"192.0.2.{round_}", "user_agent": "Boto3/1.35 md/Botocore"}
        place["source_ip_address"] = f"198.18.{round_}.9"
        made.does("GetAuthorizationToken", "ecr", **place)
        made.does("PutImage", "ecr", request={"repositoryName": "app"}, **place)
        made.does("UpdateService", "ecs", request={"service": "app"}, **place)
        made.does("CreateInvalidation", "cloudfront", error="AccessDenied", **place)
    assert made.told().keys() == {("owner", "likely", "conduct")}


def test_a_robot_that_only_looks_again_and_again_is_nobodys():
    made = day()
    for round_ in range(5):
        made.now = MORNING + timedelta(hours=round_)
        made.does("GetCallerIdentity", "sts")
        made.does("GetSendQuota", "ses")
    assert made.told().keys() == {("unclear", None, "none")}


def test_a_session_in_two_places():
    made = day()
    session = {"credential": SESSION, "user_type": "AssumedRole"}
    inside = {"source_ip_address": "192.0.2.50", "user_agent": "Boto3/1.34 lambda", **session}
    for minute in range(0, 60, 10):
        made.now = MORNING + timedelta(minutes=minute)
        made.does("DescribeTable", "dynamodb", **inside)
        if minute == 20:
            for name in ("ListTables", "DescribeTable"):
                made.does(name, "dynamodb", **session)
            made.does("ListBuckets", "s3", error="AccessDenied", **session)
            made.does("DescribeInstances", "ec2", error="AccessDenied", **session)
    found = made.told(keys=(SESSION,))
    assert found == {("owner", "likely", "conduct"): 6, ("intruder", "likely", "conduct"): 4}


def test_another_tool_beside_it_goes_along_and_the_application_behind_the_same_address_does_not():
    made = day()
    for minute in range(40):
        made.now = MORNING + timedelta(minutes=minute)
        made.does("GetQueueUrl", "sqs", user_agent="Boto3/1.35 app")
    made.now = MORNING + timedelta(minutes=10)
    an_administrator_of_its_own(made)
    made.does("ListUsers", user_agent="python-requests/2.32")
    found = made.told()
    assert found["unclear", None, "none"] == 40
    assert found["intruder", "likely", "conduct"] == 12
    assert found["intruder", "likely", "chain"] == 1


def test_where_others_of_the_account_work_nobody_is_accused():
    made = day()
    for minute in range(0, 240, 20):
        made.now = MORNING + timedelta(minutes=minute)
        colleague = {"credential": "AKIABTX3GSDSQZZZZZZZ", "user": "colleague"}
        made.does("DescribeInstances", "ec2", source_ip_address="198.51.100.99", **colleague)
    made.now = MORNING + timedelta(hours=2)
    logs_switched_off(made)
    assert made.told().keys() == {("unclear", None, "none")}


def test_the_owners_word_outranks_conduct():
    made = day()
    logs_switched_off(made)
    assert made.told(owner_networks=("198.51.100.0/24",)).keys() == {("owner", "certain", "place")}


def test_a_habit_outranks_conduct():
    made = replace(day(), now=MORNING - timedelta(days=20))
    for number in range(20):
        made.now = MORNING - timedelta(days=20 - number)
        made.does("StopLogging", "cloudtrail", request={"name": "test"})
    assert made.told().keys() == {("owner", "certain", "habit")}
