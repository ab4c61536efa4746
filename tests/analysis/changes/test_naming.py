"""Calls of others that name none of the third party's things are not read; the ledgers are as if all were."""

from __future__ import annotations

import pytest
from conftest import ACCOUNT, build_case, record

from kit.analysis.changes import derive, naming, others
from kit.rules import effects
from kit.store import database, passing

OWNER = (
    '[owner]\nnetworks = ["203.0.113.0/24"]\n[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n'
)
IAM = f"arn:aws:iam::{ACCOUNT}"
OTHER = {
    "type": "IAMUser",
    "userName": "other",
    "accessKeyId": "AKIAOTHEROTHEROTHER1",
    "arn": f"{IAM}:user/other",
    "accountId": ACCOUNT,
}
# With a path, what is escaped in JSON, what may be a number there.
NAMES = ("mallory", "café", "12345", "a/b", "x:y", 'q"uote', "back\\slash", "\ud800")


def call(service: str, name: str, request=None, reply=None) -> dict:
    return {
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "requestParameters": request,
        "responseElements": reply,
        "readOnly": False,
    }


def calls_on(name: str) -> list[dict]:
    """One call of each shape that may name a thing; widgets are in no table."""
    policy = f"{IAM}:policy/team/{name}"
    widget = f"arn:aws:new:us-east-1:{ACCOUNT}:widget/{name}"
    deep = {"filter": {"a": {"b": {"c": {"deep": {"name": name}}}}}}
    return [
        call("iam", "CreateUser", {"userName": name}),
        call("iam", "DeleteUser", {"userName": name}),
        call("iam", "AttachUserPolicy", {"userName": name, "policyArn": policy}),
        call("iam", "DetachUserPolicy", {"userName": name, "policyArn": policy}),
        call(
            "iam",
            "CreatePolicy",
            {"policyName": name, "policyDocument": '{"a": 1}'},
            {"policy": {"arn": policy}},
        ),
        call("iam", "DeletePolicy", {"policyArn": policy}),
        call("ec2", "CreateSnapshot", {"volumeId": "vol-1"}, {"snapshotId": name}),
        call("ec2", "DeleteSnapshot", {"snapshotId": name}),
        call("secretsmanager", "DeleteSecret", {"secretId": name}),
        call("s3", "CreateBucket", {"bucketName": name}),
        call("s3", "DeleteBucket", {"bucketName": name}),
        call("s3", "DeleteBucket", {"bucketName": int(name) if name.isdigit() else name}),
        call("new", "CreateWidget", {"size": 3}, {"widgetId": name}),
        call("new", "DeleteWidget", {"widgetId": name}),
        call("new", "DeleteWidget", {"force": True, "requestId": "r"}, {"widget": {"Name": name}}),
        call("new", "DeleteWidget", deep, {"widgetArn": widget}),
        call("new", "DestroyWidget"),
    ]


def trail(name: str) -> list[dict]:
    """Each shape by the intruder, then each of the same service by somebody else, on a thing of its own."""
    shapes = range(len(calls_on("")))
    pairs = [(one, two) for one in shapes for two in shapes]
    of_theirs, of_others = [], []
    for number, (one, two) in enumerate(pairs):
        calls = calls_on(f"{name}{number}")
        if calls[one]["eventSource"] == calls[two]["eventSource"]:
            of_theirs.append({**calls[one], "sourceIPAddress": "198.51.100.7"})
            of_others.append({**calls[two], "userIdentity": OTHER})
    return [record(place, **fields) for place, fields in enumerate([*of_theirs, *of_others])]


@pytest.mark.parametrize("name", NAMES)
def test_the_ledgers_are_as_if_every_call_was_read(tmp_path, monkeypatch, name):
    case = build_case(tmp_path, trail(name), toml=OWNER)
    with database.writing(case) as con:
        quick = [vars(row) for row in derive.ledger_rows(con)]
        told_by = naming.told_by
        monkeypatch.setattr(
            naming, "told_by", lambda names, calls, keys, tables: told_by(names, calls, None, tables)
        )
        plain = [vars(row) for row in derive.ledger_rows(con)]
    assert quick == plain
    assert sum(row["ended_by"] == OTHER["arn"] for row in plain) > 5


def test_calls_that_name_other_things_are_not_read(tmp_path, monkeypatch):
    read = []

    def watched(con, query, params=None):
        for row in passing(con, query, params):
            read.append(row["event_name"])
            yield row

    theirs = {**call("s3", "CreateBucket", {"bucketName": "loot"}), "sourceIPAddress": "198.51.100.7"}
    of_others = [
        record(place, **call("s3", "DeleteBucket", {"bucketName": name}), userIdentity=OTHER)
        for place, name in enumerate(("logs", "loo", "loot"), 1)
    ]
    case = build_case(tmp_path, [record(0, **theirs), *of_others], toml=OWNER)
    monkeypatch.setattr(others, "passing", watched)
    with database.writing(case) as con:
        (row,) = derive.ledger_rows(con)
    assert (row.state, read) == ("gone", ["DeleteBucket"])


def test_most_calls_are_told_by_words():
    tables = effects()
    told = [
        naming.told_by([{"event_source": f"{source}.amazonaws.com", "event_name": name}], [name], (), tables)
        for source, name in tables.by_call
    ]
    assert sum(one["told"] in (["request"], ["reply"]) for one in told) > 0.6 * len(told)
