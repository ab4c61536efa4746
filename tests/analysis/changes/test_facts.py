"""What one event did: a fact for each thing that its call touched."""

from __future__ import annotations

from conftest import record
from replaying import ACCOUNT, ADMIN, call, event_row

from kit.analysis.changes.facts import facts_of, leaves, parsed
from kit.rules import effects


def facts(source: str, name: str, request=None, response=None, **more):
    fields = call(source, name, request, response, **more)
    fields.pop("by")
    return list(facts_of([event_row(1, record(1, **fields), "intruder")], effects()))


def test_one_call_that_makes_two_machines_gives_two_facts():
    items = {"items": [{"instanceId": "i-1"}, {"instanceId": "i-2"}]}
    found = facts("ec2", "RunInstances", {"instanceType": "m5.large"}, {"instancesSet": items})
    made = [fact for fact in found if fact.kind.shown == "instance"]
    assert [(fact.effect.verb, fact.id) for fact in made] == [("makes", "i-1"), ("makes", "i-2")]
    assert made[0].key == (ACCOUNT, "us-east-1", made[0].kind.name, "", "i-1")


def test_iam_things_have_no_region_and_lie_in_their_user():
    (made,) = facts("iam", "AttachUserPolicy", {"userName": "mallory", "policyArn": ADMIN})
    account, region, _, _, _ = made.key
    assert (account, region) == (ACCOUNT, "")
    assert made.parent_key is not None
    assert made.parent_key[-1] == "mallory"


def test_a_read_does_nothing():
    assert facts("ec2", "DescribeInstances") == []
    assert facts("iam", "ListUsers") == []


def test_a_made_thing_that_the_record_leaves_out_stands_without_its_name():
    """CloudTrail omits members over 100 KB: the reply says {"omitted": true}, and no id is known."""
    found = facts("ec2", "RunInstances", {"instanceType": "m5.large"}, {"omitted": True})
    (made,) = [fact for fact in found if fact.kind.shown == "instance"]
    assert not made.known
    assert made.id == f"unknown@{record(1)['eventID']}"


def test_within_one_second_making_comes_before_ending():
    """eventTime has whole seconds, and log files hold no order."""
    makes = facts("ec2", "RunInstances", {}, {"instancesSet": {"items": [{"instanceId": "i-1"}]}})[0]
    ends = facts("ec2", "TerminateInstances", {"instancesSet": {"items": [{"instanceId": "i-1"}]}})[0]
    assert makes.at == ends.at
    assert makes.order < ends.order


def test_json_that_is_none_is_no_error():
    row = event_row(1, record(1), None)
    assert parsed({**row, "request_parameters": "{broken"})["req"] is None
    assert parsed({**row, "request_parameters": None})["req"] is None


def test_leaves_are_the_texts_at_any_depth():
    assert list(leaves({"a": ["x", {"b": "y"}], "c": 3, "d": None})) == ["x", "y"]
