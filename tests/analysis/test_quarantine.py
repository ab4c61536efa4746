"""Whose act a quarantine is, whether it holds, and what it leaves open."""

from __future__ import annotations

import json
from datetime import date

import pytest
from incident import ACCOUNT, Incident, usual

from kit.analysis.changes.quarantine import quarantine
from kit.rules import quarantine as quarantine_policy

POLICY = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"


def attach(made: Incident, **more) -> str:
    given = {"actor": "aws", "request": {"userName": "build-bot", "policyArn": POLICY}}
    return made.call("AttachUserPolicy", **{**given, **more})


def rows(made: Incident) -> list[dict]:
    made.credential()
    return quarantine(*made.build()).dicts()


def test_attached_by_aws_and_still_on():
    made = usual().at()
    event = attach(made)
    (row,) = rows(made)
    assert (row["attached_by"], row["state"], row["version"], row["event_id"]) == (
        "aws",
        "alive",
        "V3",
        event,
    )
    assert (row["user_name"], row["account_id"], row["calls_after"], row["owner_calls_denied"]) == (
        "build-bot",
        ACCOUNT,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("source", "agent", "who"),
    [
        ("AWS Internal", "x", "aws"),
        ("72.21.217.97", "aws-internal/3 aws-sdk-java/1.11", "aws"),
        ("72.21.217.97", "aws-cli/2.15", "unclear"),  # Amazon's network, not AWS's own agent
        ("198.51.100.7", "aws-internal/3 aws-sdk-java/1.11", "unclear"),  # an agent anybody can write
        ("AWS Internals", "x", "unclear"),
        ("cloudformation.amazonaws.com", "cloudformation.amazonaws.com", "unclear"),  # on a caller's behalf
        ("<script>", "aws-internal/3", "unclear"),
        (None, None, "unclear"),
    ],
)
def test_the_name_alone_proves_nothing(source, agent, who):
    made = usual().at()
    attach(made, actor="intruder", source_ip_address=source, user_agent=agent)
    assert [row["attached_by"] for row in rows(made)] == [who]


def test_old_form_is_an_inline_policy():
    made = usual().at()
    made.call(
        "PutUserPolicy",
        actor="aws",
        request={"userName": "build-bot", "policyName": "AWSExposedCredentialPolicy_DO_NOT_REMOVE"},
    )
    assert [(row["version"], row["attached_by"]) for row in rows(made)] == [("V1", "aws")]


def test_a_customers_policy_with_a_longer_name_is_none():
    made = usual().at()
    attach(
        made,
        request={
            "userName": "x",
            "policyArn": f"arn:aws:iam::{ACCOUNT}:policy/MyAWSCompromisedKeyQuarantineV3",
        },
    )
    assert rows(made) == []


@pytest.mark.parametrize(
    "policy",
    [
        f"arn:aws:iam::{ACCOUNT}:policy/AWSCompromisedKeyQuarantineV3",
        f"arn:aws:iam::{ACCOUNT}:policy/aws/AWSCompromisedKeyQuarantineV2",
        "AWSCompromisedKeyQuarantineV3",
    ],
)
def test_a_policy_of_the_account_with_aws_own_name_is_none(policy):
    made = usual().at()
    attach(made, request={"userName": "x", "policyArn": policy})
    assert rows(made) == []


def test_detach_by_anyone_ends_it_and_attaching_again_is_a_new_span():
    made = usual().at()
    first = attach(made)
    gone = made.call(
        "DetachUserPolicy", actor="intruder", request={"userName": "build-bot", "policyArn": POLICY}
    )
    second = attach(made)
    found = rows(made)
    assert [(row["event_id"], row["detached_event_id"], row["state"]) for row in found] == [
        (first, gone, "gone"),
        (second, None, "alive"),
    ]


def test_a_refused_detach_ends_nothing():
    made = usual().at()
    attach(made)
    made.call(
        "DetachUserPolicy",
        actor="intruder",
        error="AccessDenied",
        request={"userName": "build-bot", "policyArn": POLICY},
    )
    assert [row["state"] for row in rows(made)] == ["alive"]


def test_detaching_another_users_ends_nothing():
    made = usual().at()
    attach(made)
    made.call("DetachUserPolicy", actor="intruder", request={"userName": "other", "policyArn": POLICY})
    assert [(row["user_name"], row["state"]) for row in rows(made)] == [
        ("build-bot", "alive"),
        ("other", "gone"),
    ]


def test_deleting_the_user_ends_it():
    made = usual().at()
    attach(made)
    made.call("DeleteUser", actor=None, request={"userName": "build-bot"}, credential="AKIAADMIN")
    assert [row["state"] for row in rows(made)] == ["gone"]


def test_a_refused_attach_is_a_row_of_its_own():
    made = usual().at()
    attach(made, error="LimitExceeded")
    assert [(row["outcome"], row["state"]) for row in rows(made)] == [("failed", "unknown")]


def test_calls_after_and_what_it_leaves_open():
    made = usual().at()
    made.call("CreateUser", actor="intruder")  # before: not counted
    attach(made)
    denied = made.call("RunInstances", "ec2", actor="intruder", error="Client.UnauthorizedOperation")
    worked = made.call("CreateSAMLProvider", actor="intruder")
    made.call("RequestSpotFleet", "ec2", actor="intruder", error="AccessDenied")
    # On the list, yet it succeeded: what happened outranks the list.
    made.call("CreateFunction20150331", "lambda", actor="intruder")
    made.call("RunInstances", "ec2", actor="intruder", user="someone-else")  # another user: not held by it
    (row,) = rows(made)
    assert row["calls_after"] == 2
    found = {entry["action"]: entry for entry in json.loads(row["not_covered"])}
    assert denied not in str(found)
    assert {action: entry["state"] for action, entry in found.items()} == {
        "iam:CreateSAMLProvider": "open",
        "lambda:CreateFunction": "open",
        "ec2:RequestSpotFleet": "blocked through a dependent action",
    }
    assert found["iam:CreateSAMLProvider"]["event_ids"] == [worked]


def test_a_federated_session_of_the_user_counts_a_role_session_does_not():
    made = usual().at()
    attach(made)
    user = f"arn:aws:iam::{ACCOUNT}:user/build-bot"
    made.call(
        "ListBuckets",
        "s3",
        actor="intruder",
        credential="ASIA1",
        user_type="FederatedUser",
        session_issuer_arn=user,
    )
    made.call(
        "ListBuckets",
        "s3",
        actor="intruder",
        credential="ASIA2",
        user_type="AssumedRole",
        user=None,
        session_issuer_arn=f"arn:aws:iam::{ACCOUNT}:role/build-bot",
    )
    assert [row["calls_after"] for row in rows(made)] == [1]


def test_the_owners_refused_calls_are_counted_apart():
    made = usual().at()
    made.call("GetObject", "s3", error="AccessDenied")  # before the attach
    attach(made)
    made.call("GetObject", "s3", error="AccessDenied")
    made.call("GetObject", "s3", error="NoSuchKey")  # failed, not refused
    made.call("GetObject", "s3", error="AccessDenied", actor="intruder")
    (row,) = rows(made)
    assert row["owner_calls_denied"] == 1
    assert [entry["action"] for entry in json.loads(row["owner_calls"])] == ["s3:GetObject"]


def test_an_unknown_version_is_unverified():
    made = usual().at()
    attach(made, request={"userName": "build-bot", "policyArn": POLICY.replace("V3", "V9")})
    made.call("CreateSAMLProvider", actor="intruder", error="AccessDenied")
    (row,) = rows(made)
    assert row["version"] == "V9"
    assert [entry["state"] for entry in json.loads(row["not_covered"])] == ["unverified"]


@pytest.mark.parametrize(
    ("version", "action", "verdict"),
    [
        ("V1", "ec2:RunInstances", "denied"),
        ("V1", "s3:GetObject", "open"),
        ("V1", "lightsail:CreateInstances", "denied"),
        ("V2", "s3:ListObjectsV2", "denied"),
        ("V3", "s3:GetObject", "denied"),
        ("V3", "iam:CreateUser", "denied"),  # from V1, through V2
        ("V3", "bedrock:Converse", "blocked through a dependent action"),
        ("V3", "sts:AssumeRole", "open"),
        ("V3", "cloudtrail:StopLogging", "open"),
        ("V4", "ec2:RunInstances", "denied"),
        ("V4", "iam:CreateUser", "unverified"),
    ],
)
def test_what_a_version_denies(version, action, verdict):
    assert quarantine_policy.verdict(version, action) == verdict


@pytest.mark.parametrize(
    ("version", "action", "day", "verdict"),
    [
        ("V2", "s3:GetObject", date(2022, 5, 1), "unverified"),  # the list of that day was shorter
        ("V2", "s3:GetObject", date(2024, 10, 2), "denied"),
        ("V2", "iam:CreateUser", date(2022, 5, 1), "denied"),  # V1's, from its first day on
        ("V3", "s3:GetObject", date(2024, 9, 1), "unverified"),
        ("V2", "sts:AssumeRole", date(2022, 5, 1), "open"),
        ("V1", "sagemaker:CreateTrainingJob", date(2026, 1, 1), "open"),
        ("V3", "sagemaker:CreateTrainingJob", date(2026, 1, 1), "blocked through a dependent action"),
        ("V2", "sagemaker:CreateTrainingJob", date(2022, 5, 1), "unverified"),
    ],
)
def test_what_a_version_denied_on_a_day(version, action, day, verdict):
    assert quarantine_policy.verdict(version, action, day) == verdict


def test_sizes_of_the_lists_are_as_published():
    counted = {
        version: sum(map(len, quarantine_policy.denied(version).values())) for version in ("V1", "V2", "V3")
    }
    assert counted["V2"] == counted["V3"]
    assert counted["V2"] > counted["V1"]
