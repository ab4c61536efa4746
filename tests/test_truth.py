"""Each answer on the demo incident equals the truth that was written when the incident was made."""

from __future__ import annotations

import pytest
import truths


@pytest.mark.parametrize("name", truths.KEYS)
def test_answer_equals_the_truth(demo_case, demo_truth, name):
    assert demo_truth[name], "the demo shows some"
    assert truths.differences(demo_case, demo_truth, name) == []


def test_whose_each_call_is(demo_case, demo_truth):
    assert set(demo_truth["actors"].values()) >= {"intruder", "owner", "aws"}
    assert truths.actors(demo_case, demo_truth) == []


def test_the_first_intruder_event(demo_case, demo_truth):
    (row,) = truths.rows(demo_case, "first_intruder")
    assert row["event_id"] == demo_truth["first_intruder_event"]["event_id"]
    assert row["event_time"] == demo_truth["first_intruder_event"]["event_time"]


def test_regions(demo_case, demo_truth):
    found = {(row["account_id"], row["aws_region"]): row for row in truths.rows(demo_case, "regions")}
    assert {row["used_before"] for row in demo_truth["regions"]} >= {"yes", "no"}
    for row in demo_truth["regions"]:
        for column in ("resources_started", "resources_running", "used_before"):
            assert found[row["account_id"], row["aws_region"]][column] == row[column], (row, column)
    assert {place for place, row in found.items() if row["events"]} >= {
        (row["account_id"], row["aws_region"]) for row in demo_truth["regions"]
    }


def test_the_stopped_hours_are_in_the_coverage(demo_case, demo_truth):
    (stop,) = demo_truth["coverage"]
    states = {
        row["hour"]: row["state"]
        for row in truths.rows(demo_case, "coverage")
        if row["account_id"] == stop["account_id"] and row["aws_region"] == "ap-northeast-1"
    }
    assert stop["full_hours"]
    for hour in stop["full_hours"]:
        assert states[hour] == "stopped"
    before = stop["full_hours"][0].replace("T05", "T00")
    assert states[before] != "stopped"


def test_the_bill_adds_up(demo_case, demo_truth):
    spend = truths.rows(demo_case, "spend_daily")
    days = {row["period"] for row in demo_truth["spend"]["incident_daily"]}
    regions = set(demo_truth["spend"]["incident_by_region"])
    billed = sum(
        row["usd"]
        for row in spend
        if row["period"] in days and row["aws_region"] in regions and row["charge_type"] == "usage"
    )
    assert billed >= demo_truth["spend"]["incident_usd"] * 0.9
    assert len({(row["account_id"], row["period"], row["source"]) for row in spend}) == len(
        {(row["account_id"], row["period"]) for row in spend}
    ), "one source a period and account"


def test_steps(demo_case, demo_truth):
    states = {row["step_id"]: row["state"] for row in truths.rows(demo_case, "steps")}
    for row in demo_truth["steps"]:
        assert states[row["step"]] == row["state"], row


@pytest.fixture(scope="module")
def history_case(demo_evidence, tmp_path_factory):
    """The same incident by Event history alone: no trail in S3, no bill."""
    from conftest import NOW

    from kit import collect
    from kit.case import new_case
    from kit.notice import parse

    notice = parse(demo_evidence / "notice_ja.eml").to_case()
    case = new_case(tmp_path_factory.mktemp("history") / "case", now=NOW, notice=notice, language="en")
    collect(case, str(demo_evidence / "event_history"), now=NOW)
    return case


@pytest.mark.parametrize("name", truths.KEYS)
def test_by_event_history_alone(history_case, demo_evidence, name):
    truth = truths.load(demo_evidence, "truth_event_history.json")
    # Whether a Region was used before rests on the bill, which is not here.
    said = [line for line in truths.differences(history_case, truth, name) if "used_before" not in line]
    assert said == []


def test_whose_each_call_is_by_event_history_alone(history_case, demo_evidence):
    assert truths.actors(history_case, truths.load(demo_evidence, "truth_event_history.json")) == []


def test_what_event_history_cannot_say_is_said(history_case):
    said = " ".join(row["question"] + row["why"] for row in truths.rows(history_case, "cannot_say"))
    for topic in ("data events", "90 days", "bill", "SES", "prompts"):
        assert topic in said
