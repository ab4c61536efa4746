"""Answers on the demo keep to the closed lists of kit/vocabulary.yml and to the columns of the contract."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import kit
from kit import questions
from kit.analysis.answers import ask

LISTS = yaml.safe_load((Path(kit.__file__).parent / "vocabulary.yml").read_text(encoding="utf-8"))

# Names that users and other programs rely on. Columns may be added, not renamed.
COLUMNS = {
    "credentials": (
        "credential_id kind parent_id depth link link_event_id certainty principal_arn account_id issued_at "
        "expires_at first_seen last_seen events failed source_ips regions outlives_key state ended_at "
        "ended_event_id"
    ),
    "key_activity": (
        "event_time event_id account_id credential_id actor actor_reason event_source event_name aws_region "
        "source_ip_address user_agent outcome error_code action_id tactic weight subject"
    ),
    "principals": (
        "account_id kind name arn change before after changed_at event_id credential_id actor outcome "
        "detail state state_basis state_at ended_at ended_event_id"
    ),
    "resources": (
        "account_id service resource_type resource_id arn aws_region change before after created_at "
        "event_id credential_id actor parent_id size state state_basis state_at ended_at ended_event_id "
        "cost_bearing usd_per_hour usd_low estimated_usd usd_high"
    ),
    "regions": (
        "account_id aws_region events first_seen last_seen used_before resources_started resources_running "
        "usd_per_hour spend"
    ),
    "spend_daily": (
        "period account_id aws_region service source charge_type usd usd_low usd_high currency is_estimate "
        "counted complete as_of"
    ),
    "spend_hourly": (
        "period account_id aws_region service source charge_type usd usd_low usd_high currency is_estimate "
        "counted complete as_of"
    ),
    "spend_excess": (
        "aws_region service baseline_usd_per_day incident_usd excess_usd first_day linked_resources"
    ),
    "first_use": "kind value first_seen event_id events used_before",
    "denied": "event_name error_code attempts first_seen last_seen later_succeeded",
    "quarantine": (
        "user_name policy version attached_at attached_by event_id detached_at state calls_after "
        "owner_calls_denied not_covered"
    ),
    "coverage": "account_id aws_region hour files events state reason",
    "cannot_say": "question why what_would_help",
    "suspects": "principal_arn credential_id rank reasons first_new_at event_ids",
    "steps": "step asked_by state evidence checked_at due_at",
    "account_keys": "user_name access_key_id status created_at last_used_at made_by rotated_since_incident",
    "sweep": "account_id aws_region service call state reason checked_at",
    "findings": "finding_id severity title statement event_ids query tactic technique",
    "ledger_items": "file_id origin bytes sha256 fetched_at status reason records loaded copies rejected",
}
HELD = {
    ("credentials", "kind"): "credentials.kind",
    ("credentials", "certainty"): "certainty",
    ("credentials", "state"): "state",
    ("credentials", "link"): "link",
    ("key_activity", "actor"): "actor",
    ("key_activity", "outcome"): "outcome",
    ("key_activity", "tactic"): "tactic",
    ("principals", "state"): "state",
    ("principals", "state_basis"): "state_basis",
    ("principals", "actor"): "actor",
    ("resources", "state"): "state",
    ("resources", "state_basis"): "state_basis",
    ("regions", "used_before"): "used_before",
    ("first_use", "kind"): "first_use.kind",
    ("first_use", "used_before"): "used_before",
    ("coverage", "state"): "coverage.state",
    ("coverage", "reason_code"): "coverage.reason",
    ("coverage", "integrity"): "integrity.state",
    ("integrity", "state"): "integrity.state",
    ("integrity", "reason"): "integrity.reason",
    ("closing", "state"): "closing.state",
    ("steps", "state"): "steps.state",
    ("findings", "severity"): "severity",
    ("findings", "tactic"): "tactic",
    ("spend_daily", "charge_type"): "charge_type",
    ("ledger_items", "status"): "ledger.status",
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_the_contract(demo_case, name):
    answer = ask(demo_case, name)
    wanted = COLUMNS[name].split()
    assert [column for column in answer.columns if column in wanted] == wanted


@pytest.mark.parametrize(("name", "column"), HELD)
def test_values_of_the_closed_lists(demo_case, name, column):
    values = {row[column] for row in ask(demo_case, name).dicts()} - {None}
    assert values <= set(LISTS[HELD[name, column]]), values - set(LISTS[HELD[name, column]])
    assert values, f"{name}.{column}: the demo shows none of it"


def test_every_contract_question_is_there():
    assert set(COLUMNS) <= {question.name for question in questions.questions()}


def test_every_question_answers_the_demo(demo_case):
    for question in questions.questions():
        if not any(item.required for item in question.params.values()):
            assert ask(demo_case, question.name).columns, question.name
