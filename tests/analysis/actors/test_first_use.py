"""What came with the intruder, and whether the leaked key had shown it before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from incident import START, Incident, usual

from kit import questions
from kit.analysis.actors.first_use import first_use
from kit.store import run


def found(made: Incident) -> dict[tuple[str, str], dict]:
    con, case = made.build()
    return {(row["kind"], row["value"]): row for row in first_use(con, case, _params()).dicts()}


def _params() -> dict:
    return dict.fromkeys(questions.query("first_use").params)


@pytest.fixture
def with_past() -> Incident:
    made = usual().at()
    made.call("DescribeInstances", "ec2", actor="intruder", aws_region="ap-northeast-1")
    made.call("RunInstances", "ec2", actor="intruder", aws_region="sa-east-1")
    return made


def test_new_and_known_are_told_apart(with_past):
    rows = found(with_past)
    # The owner described instances in Tokyo for twenty days; nobody ever ran any, or was in Sao Paulo.
    assert rows["action", "ec2:DescribeInstances"]["used_before"] == "yes"
    assert rows["action", "ec2:RunInstances"]["used_before"] == "no"
    assert rows["service", "ec2.amazonaws.com"]["used_before"] == "yes"
    assert rows["network", "198.51.100.0/24"]["used_before"] == "no"
    assert rows["source_ip", "198.51.100.7"]["events"] == 2


def test_first_use_is_the_intruders_first_call_of_it(with_past):
    row = found(with_past)["service", "ec2.amazonaws.com"]
    assert row["first_seen"] == START
    assert row["events"] == 2


def test_without_a_days_past_nothing_is_called_new():
    made = Incident().at()
    made.call("ListUsers", actor="intruder")
    assert {row["used_before"] for row in found(made).values()} == {"unknown"}


def test_the_owner_alone_brings_nothing():
    assert found(usual()) == {}


def test_kinds_come_in_their_order(with_past):
    con, case = with_past.build()
    kinds = [row["kind"] for row in first_use(con, case, _params()).dicts()]
    order = ["source_ip", "network", "user_agent", "region", "service", "action"]
    assert kinds == sorted(kinds, key=order.index)
    assert run(con, questions.step("first_use_past")).dicts()[0]["first_intruder"] - START == timedelta(0)
