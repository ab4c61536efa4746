"""What the account itself says, end to end: moto on a socket, collected into a case, and what the answers
make of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from conftest import build_case, record
from live_account import ACCOUNT, SIGN_IN, admin, moto_server, responder

from kit.analysis.answers import ask
from kit.collect.dispatch import refresh
from kit.collect.run import collect_items, rebuild_tables
from kit.sources import live_state

KEY = "AKIABZPUZDIKAAAAAAAA"
ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
LATER = datetime(2026, 11, 24, 1, 0)


def own(place: int, name: str, source: str = "iam", **fields) -> dict:
    return record(
        place,
        eventName=name,
        eventSource=f"{source}.amazonaws.com",
        recipientAccountId=ACCOUNT,
        readOnly=False,
        **{
            "userIdentity.accountId": ACCOUNT,
            "userIdentity.arn": f"arn:aws:iam::{ACCOUNT}:user/app",
            "userIdentity.accessKeyId": KEY,
        },
        **fields,
    )


def user(place: int, name: str) -> dict:
    return own(
        place,
        "CreateUser",
        requestParameters={"userName": name},
        responseElements={"user": {"userName": name, "arn": f"arn:aws:iam::{ACCOUNT}:user/{name}"}},
    )


def machine(place: int, instance: str, region: str = "ap-northeast-1") -> dict:
    items = [{"instanceId": instance, "instanceType": "g5.48xlarge", "imageId": "ami-1"}]
    return own(
        place,
        "RunInstances",
        "ec2",
        awsRegion=region,
        requestParameters={"instanceType": "g5.48xlarge"},
        responseElements={"instancesSet": {"items": items}},
    )


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """A case whose trail and whose account say different things, and the account."""
    with moto_server() as url, pytest.MonkeyPatch.context() as patch:
        for name, value in SIGN_IN.items():
            patch.setenv(name, value)
        account = responder(url)
        iam, ec2 = admin(url, "iam"), admin(url, "ec2", "ap-northeast-1")
        for name in ("alive", "app", "stranger"):
            iam.create_user(UserName=name, Tags=[{"Key": "owner", "Value": name}])
        key = iam.create_access_key(UserName="alive")["AccessKey"]["AccessKeyId"]
        off = iam.create_access_key(UserName="alive")["AccessKey"]["AccessKeyId"]
        iam.update_access_key(UserName="alive", AccessKeyId=off, Status="Inactive")
        iam.create_login_profile(UserName="alive", Password="Aa1!aaaaaaaaaaaaa")
        iam.put_user_policy(UserName="alive", PolicyName="all", PolicyDocument=ALL)
        runs = ec2.run_instances(ImageId="ami-12c6146b", MinCount=4, MaxCount=4, InstanceType="t2.micro")
        ids = [one["InstanceId"] for one in runs["Instances"]]
        ec2.stop_instances(InstanceIds=[ids[1]])
        ec2.terminate_instances(InstanceIds=[ids[2]])
        records = [
            user(0, "alive"),
            user(1, "gone"),
            own(
                2,
                "CreateAccessKey",
                requestParameters={"userName": "alive"},
                responseElements={"accessKey": {"accessKeyId": off, "userName": "alive", "status": "Active"}},
            ),
            own(
                3,
                "CreateAccessKey",
                requestParameters={"userName": "gone"},
                responseElements={"accessKey": {"accessKeyId": "AKIAGONEGONEGONE0001", "userName": "gone"}},
            ),
            own(4, "CreateLoginProfile", requestParameters={"userName": "alive"}),
            own(5, "PutUserPolicy", requestParameters={"userName": "alive", "policyName": "all"}),
            own(6, "PutUserPolicy", requestParameters={"userName": "alive", "policyName": "taken-back"}),
            *(machine(7 + place, one) for place, one in enumerate(ids[:3])),
            machine(11, "i-0123456789abcdef0"),
            machine(12, "i-0af50000000000000", "af-south-1"),
        ]
        folder = tmp_path_factory.mktemp("live")
        toml = '[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n'
        case = build_case(folder, records, keys=[KEY], toml=toml)
        for source in (live_state.iam, live_state.sweep):
            summary = collect_items(case, source(account, now=LATER))
        refresh(case)
        yield case, account, ids, (key, off), summary


def by(case, name: str, key: str) -> dict:
    return {row[key]: row for row in ask(case, name).dicts()}


def test_principals_say_what_the_account_says(looked):
    case, _, _, (_, off), _ = looked
    rows = {(row["kind"], row["name"]): row for row in ask(case, "principals").dicts()}
    states = {key: (row["state"], row["state_basis"]) for key, row in rows.items()}
    assert states["user", "alive"] == ("alive", "live")
    assert states["user", "gone"] == ("gone", "live")
    assert states["access_key", off] == ("stopped", "live")
    assert states["access_key", "AKIAGONEGONEGONE0001"] == ("gone", "live")
    assert states["login_profile", "alive"] == ("alive", "live")
    assert states["inline_policy", "all"] == ("alive", "live")
    assert states["inline_policy", "taken-back"] == ("gone", "live")
    assert rows["user", "gone"]["state_at"] == LATER and rows["user", "gone"]["ended_at"] is None


def test_resources_say_what_the_account_says(looked):
    case, _, ids, _, _ = looked
    rows = by(case, "resources", "resource_id")
    states = [(rows[one]["state"], rows[one]["state_basis"]) for one in [*ids[:3], "i-0123456789abcdef0"]]
    assert states == [("alive", "live"), ("stopped", "live"), ("gone", "live"), ("gone", "live")]


def test_a_region_that_is_not_enabled_is_not_looked_at_and_nothing_in_it_is_gone(looked):
    case, *_ = looked
    assert by(case, "resources", "resource_id")["i-0af50000000000000"]["state_basis"] == "trail"
    (row,) = [row for row in ask(case, "sweep").dicts() if row["aws_region"] == "af-south-1"]
    assert row["state"] == "not_checked" and "DISABLED" in row["reason"]


def test_sweep_keeps_found_none_and_not_checked_apart(looked):
    case, *_, summary = looked
    rows = {(row["aws_region"], row["service"], row["call"]): row for row in ask(case, "sweep").dicts()}
    assert rows["ap-northeast-1", "ec2", "DescribeInstances"]["state"] == "found"
    assert rows["ap-northeast-1", "ec2", "DescribeInstances"]["things"] == 3  # the terminated one is none
    assert rows["us-east-1", "ec2", "DescribeInstances"]["state"] == "none"
    refused = rows["us-east-1", "appstream", "DescribeFleets"]  # moto has no such call
    assert refused["state"] == "not_checked" and refused["reason"]
    assert summary.exit_code == 3 and summary.statuses["loaded"] > 100


def test_keys_have_their_live_state_and_their_last_use(looked):
    case, _, _, (key, off), _ = looked
    rows = by(case, "account_keys", "access_key_id")
    assert rows[key]["status"] == "active" and rows[off]["status"] == "inactive"
    assert rows["AKIAGONEGONEGONE0001"]["status"] == "deleted"
    assert rows[key]["user_name"] == "alive" and rows[key]["created_at"]


def test_credentials_end_with_what_the_account_says(looked):
    case, _, _, (_, off), _ = looked
    rows = by(case, "credentials", "credential_id")
    assert rows[off]["state"] == "stopped" and rows["AKIAGONEGONEGONE0001"]["state"] == "gone"
    assert rows["AKIAGONEGONEGONE0001"]["outlives_key"] is False


def test_the_step_of_the_regions_is_open_while_anything_is_unexplained(looked):
    case, *_ = looked
    rows = by(case, "steps", "step_id")
    assert rows["regions"]["state"] == "open"
    assert rows["access_keys"]["state"] == "done" and rows["users"]["state"] == "open"


def test_what_the_trail_does_not_explain_is_shown(looked):
    case, _, ids, (key, off), _ = looked
    rows = by(case, "found_live", "name")
    assert rows[ids[0]]["explained"] == "intruder"
    assert rows[ids[3]]["explained"] == "no" and rows[ids[3]]["state"] == "alive"
    assert rows["stranger"]["explained"] == "no" and "owner" in rows["stranger"]["tags"]
    assert rows[key]["explained"] == "no" and rows[off]["explained"] == "intruder"


def test_rebuild_gives_the_same(looked):
    case, *_ = looked
    before = [
        ask(case, name).rows for name in ("principals", "resources", "sweep", "account_keys", "found_live")
    ]
    rebuild_tables(case)
    refresh(case)
    after = [
        ask(case, name).rows for name in ("principals", "resources", "sweep", "account_keys", "found_live")
    ]
    assert before == after


def test_what_an_older_look_saw_and_a_newer_does_not_is_gone(looked):
    case, account, ids, _, _ = looked
    url = account.access.endpoint_url
    admin(url, "ec2", "ap-northeast-1").terminate_instances(InstanceIds=[ids[0]])
    admin(url, "iam").delete_user_policy(UserName="alive", PolicyName="all")
    later = LATER + timedelta(hours=1)
    for source in (live_state.iam, live_state.sweep):
        collect_items(case, source(account, now=later))
    refresh(case)
    assert by(case, "resources", "resource_id")[ids[0]]["state"] == "gone"
    rows = {(row["kind"], row["name"]): row for row in ask(case, "principals").dicts()}
    assert (rows["inline_policy", "all"]["state"], rows["inline_policy", "all"]["state_at"]) == (
        "gone",
        later,
    )
