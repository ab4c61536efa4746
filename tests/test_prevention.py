"""The section "Prevention": judged by a look at the account, else not looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.case import Case
from kit.report.prevention import MEASURES, judged, minimum, prevention_section, roles, web_acls


def row(check, state):
    return {
        "account_id": "111122223333",
        "aws_region": "us-east-1",
        "check": check,
        "thing": "",
        "state": state,
    }


def case(**facts):
    return Case(folder=Path(), account="111122223333", language="en", **facts)


@pytest.mark.parametrize(
    ("checks", "state"),
    [
        ([], "unseen"),
        ([("budget", "pass")], "unseen"),
        ([("budget", "pass"), ("budget_alarm", "pass")], "on"),
        ([("budget", "pass"), ("budget_alarm", "fail")], "off"),
        ([("budget", "not_checked"), ("budget_alarm", "pass")], "unseen"),
    ],
)
def test_a_measure_is_on_only_where_the_look_shows_it_whole(checks, state):
    assert judged(case(), "budgets", [row(*each) for each in checks]) == state


def test_no_anomaly_detection_through_a_reseller():
    assert judged(case(billing="reseller"), "anomaly", []) == "reseller"
    assert judged(case(), "anomaly", []) == "unseen"


def test_the_least_that_aws_asks_for():
    assert minimum(2, ["on", "on", "off", "unseen"]) == ("met", 2)
    assert minimum(2, ["on", "off", "off", "reseller"]) == ("short", 1)
    assert minimum(2, ["on", "unseen", "off", "off"]) == ("unseen", 1)


def test_every_measure_has_a_row_in_both_languages():
    for lang in ("en", "ja"):
        made = prevention_section(Case(folder=Path(), language=lang), [row("trail", "pass")], [], [], [])
        assert [len(each["cells"]) for each in made[-1].data["rows"]] == [5] * len(MEASURES)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], "unseen"),
        (["active", "deleted"], "off"),
        (["inactive", "deleted"], "on"),
        (["unknown"], "unseen"),
    ],
)
def test_roles_are_judged_by_the_keys_that_still_work(states, said):
    assert roles([{"status": state} for state in states]) == said


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([], "unseen"),
        (["instance"], "none"),
        (["rest_api"], "off"),
        (["load_balancer", "web_acl"], "some"),
        (["web_acl"], "none"),
    ],
)
def test_a_web_acl_is_asked_for_where_something_is_public(kinds, said):
    assert web_acls([{"ledger": "resources", "type": kind} for kind in kinds]) == said
