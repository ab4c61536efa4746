"""What may have leaked the key: the same from an engine's counts as from the whole trail."""

from __future__ import annotations

import json

import pytest
from conftest import ACCOUNT, LEAKED, NOW, build_case, record
from engines.same import answers, walked
from engines.stand_in import StandIn, as_table

from kit import questions
from kit import record as shown
from kit.case import new_case
from kit.collect.dispatch import _held
from kit.store import database, run

DAY = 24 * 60
OWNERS = {"sourceIPAddress": "203.0.113.9", "userAgent": "Boto3/1.34"}
THEIRS = {"sourceIPAddress": "198.51.100.7", "userAgent": "curl/8"}
ELSEWHERE = "444455556666"


def other(name: str) -> dict:
    return {
        "type": "IAMUser", "principalId": f"AIDA{name:A>17}", "accountId": ACCOUNT, "userName": name,
        "arn": f"arn:aws:iam::{ACCOUNT}:user/{name}", "accessKeyId": f"AKIA{name.upper():A>16}",
    }  # fmt: skip


def logs() -> list[dict]:
    """Thirty days of the owner, then a third party; before that others read settings and secrets, strangers
    list a bucket, somebody of another account of the organisation opens a snapshot."""
    made = [
        record(
            place * DAY, eventSource="s3.amazonaws.com", eventName="ListBuckets",
            eventID=f"{place:08x}-0000-4000-8000-00000000000b", **OWNERS,
        )
        for place in range(30)
    ]  # fmt: skip
    started = 30 * DAY + 7
    made += [record(started + place, eventName="GetCallerIdentity", **THEIRS) for place in range(3)]
    made.append(record(
        started + 9, eventSource="iam.amazonaws.com", eventName="CreateUser", readOnly=False,
        requestParameters={"userName": "helper"}, responseElements={"user": {"userName": "helper"}}, **THEIRS,
    ))  # fmt: skip
    anonymous = {"type": "AWSAccount", "principalId": "", "accountId": "ANONYMOUS_PRINCIPAL"}
    for place in range(40):
        made.append(record(
            100 + 60 * place, eventSource="lambda.amazonaws.com", eventName="GetFunction20150331v2",
            userIdentity=other("ci"), requestParameters={"functionName": "job"},
            **(THEIRS if place % 2 else {"sourceIPAddress": "192.0.2.1"}),
        ))  # fmt: skip
        made.append(record(
            101 + 60 * place, eventSource="ec2.amazonaws.com", eventName="DescribeInstanceAttribute",
            userIdentity=other("ops"), sourceIPAddress="192.0.2.2",
            requestParameters={"attribute": "userData" if place % 2 else "ebsOptimized"},
        ))  # fmt: skip
        made.append(record(
            102 + 60 * place, eventSource="s3.amazonaws.com", eventName="GetObject", eventCategory="Data",
            userIdentity=anonymous, sourceIPAddress=f"192.0.2.{place + 10}", managementEvent=False,
            requestParameters={"bucketName": "site", "key": f"{place}.txt"},
        ))  # fmt: skip
    # Too late, refused, by a service, by the leaked key: none of them counts.
    secret = {"eventSource": "secretsmanager.amazonaws.com", "eventName": "GetSecretValue"}
    made.append(record(started + 500, userIdentity=other("late"), **secret, **OWNERS))
    made.append(record(700, userIdentity=other("no"), errorCode="AccessDenied", **secret, **OWNERS))
    service = {**other("svc"), "invokedBy": "rds.amazonaws.com"}
    made.append(record(701, userIdentity=service, **secret, **OWNERS))
    made.append(record(702, **secret, **OWNERS))
    made.append(record(
        710, eventSource="ec2.amazonaws.com", eventName="ModifySnapshotAttribute", readOnly=False,
        userIdentity={**other("dev"), "accountId": ELSEWHERE}, recipientAccountId=ELSEWHERE, **OWNERS,
        requestParameters={
            "snapshotId": "snap-1", "attributeType": "CREATE_VOLUME_PERMISSION",
            "createVolumePermission": {"add": {"items": [{"group": "all"}]}},
        },
    ))  # fmt: skip
    # Delivered twice; it counts once.
    return [*made, *made[40:60]]


@pytest.fixture
def both(tmp_path):
    whole = build_case(tmp_path / "whole", logs(), keys=[LEAKED])
    part = new_case(tmp_path / "part", now=NOW, keys=[LEAKED], language="en")
    engine = StandIn(as_table((each, "s3://logs/all.json.gz") for each in logs()))
    return whole, part, engine, walked(part, engine)


def test_the_causes_are_those_of_the_whole_trail(both):
    whole, part, _, _ = both
    causes = [row for row in answers(whole, "leak") if row["kind"] == "cause"]
    told = json.dumps(causes)
    assert "snap-1" in told and "user/ci" in told and "user/ops" in told and "site" in told, told
    assert "user/late" not in told and "user/no" not in told and "user/svc" not in told
    assert answers(part, "leak") == answers(whole, "leak")


def test_the_records_that_it_names_are_in_the_case_and_the_rest_is_not(both):
    whole, part, engine, _ = both
    named = {each for row in answers(part, "leak") for each in row["event_ids"]}
    assert len(named) > 10
    assert all(each.encode() in shown(part, each).raw for each in named)
    rows = {
        asked.name: len(text.splitlines()) - 1
        for asked, text in zip(engine.asked, engine.answers, strict=True)
    }
    assert 0 < rows["first_reads"] <= 5 * 4 * 2
    for case in (whole, part):
        with database.reading(case) as con:
            until = min(row["first_at"] for row in run(con, questions.step("leak_makers")).dicts())
            found = run(con, questions.step("leak_strangers"), {"until": until}).dicts()
        assert [(row["bucket"], row["anonymous"], row["calls"], len(row["addresses"])) for row in found] == [
            ("site", True, 40, 5)
        ]


def test_a_second_run_counts_nothing_again(both):
    _, part, engine, _ = both
    before = len(engine.asked)
    walked(part, engine, held=[meta for _, _, meta in _held(part) if meta.get("engine") == engine.word])
    assert len(engine.asked) == before
