"""What Event history says of hours in which the trail was off, and where its horizon lies."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from conftest import ACCOUNT, record

from kit.analysis.answers import ask
from kit.analysis.status import standing
from kit.case import Case, new_case
from kit.collect.dispatch import refresh
from kit.collect.run import collect_items
from kit.sources.item import Item

NOW = datetime(2026, 3, 1, 6, 15)
START = datetime(2026, 3, 1)


def trail() -> list[dict]:
    """The trail is off from 00:30 to 03:30."""
    name = {"requestParameters": {"name": "main"}, "eventSource": "cloudtrail.amazonaws.com"}
    return [
        record(0),
        record(30, eventName="StopLogging", **name),
        record(210, eventName="StartLogging", **name),
        record(250),
        record(370),
    ]


def page(minutes: list[int], **meta: str) -> Item:
    events = [{"CloudTrailEvent": json.dumps(record(one))} for one in minutes]
    data = json.dumps({"Events": events}).encode()
    return Item(f"api://{ACCOUNT}/{meta}{minutes}", NOW, data=data, kind="api", meta=meta)


def claim(start: int, end: int, attribute: str = "") -> dict[str, str]:
    """Meta of a page that speaks for these minutes."""
    return {
        "call": "LookupEvents",
        "account": ACCOUNT,
        "region": "us-east-1",
        "attribute": attribute,
        "claims_from": (START + timedelta(minutes=start)).isoformat(),
        "claims_until": (START + timedelta(minutes=end)).isoformat(),
    }


def made(tmp_path, *pages: Item) -> Case:
    case = new_case(tmp_path / "case", now=NOW, account=ACCOUNT, language="en")
    data = json.dumps({"Records": trail()}).encode()
    collect_items(case, [Item("trail.json", NOW, data=data), *pages])
    refresh(case)
    return case


def states(tmp_path, *pages: Item) -> list[str]:
    case = made(tmp_path, *pages)
    return [row["state"] for row in ask(case, "coverage").dicts()]


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ([], ["partial", "stopped", "stopped", "partial"]),
        ([page([], **claim(0, 240))], ["full", "full", "full", "full"]),
        ([page([], **claim(0, 100)), page([], **claim(100, 240))], ["full", "full", "full", "full"]),
        ([page([], **claim(0, 100)), page([], **claim(130, 240))], ["full", "stopped", "stopped", "full"]),
        ([page([], **claim(0, 150))], ["full", "full", "stopped", "partial"]),
        # Asked for one key only: says nothing of others.
        (
            [page([65, 170], **claim(0, 240, "AccessKeyId=AKIAX"))],
            ["partial", "partial", "partial", "partial"],
        ),
        # A dump by hand, without a word of what was asked: from its first to its last event.
        ([page([65, 170])], ["partial", "full", "full", "partial"]),
        # The same events by trail and dump: the dump reaches as far all the same.
        ([page([0, 250])], ["full", "full", "full", "full"]),
    ],
    ids=["none", "whole", "two pages", "a hole", "horizon", "one key", "by hand", "copies"],
)
def test_hours_without_a_trail(tmp_path, pages, wanted):
    assert states(tmp_path, *pages)[:4] == wanted


def test_the_last_twenty_minutes_are_not_settled(tmp_path):
    """The collection was at 06:15, so five to six o'clock is not settled either."""
    assert states(tmp_path)[4:] == ["full", "not_settled", "not_settled"]


def test_a_later_bill_settles_nothing(tmp_path):
    """Only what brings events moves the time up to which events can be expected."""
    bill = (
        "bill/BillingPeriodStartDate,lineItem/UsageAccountId,lineItem/UsageStartDate,lineItem/UnblendedCost,"
        "lineItem/LineItemType,lineItem/CurrencyCode,lineItem/ProductCode\n"
        f"2026-03-01T00:00:00Z,{ACCOUNT},2026-03-01T00:00:00Z,1,Usage,USD,AmazonEC2\n"
    )
    late = Item("bill.csv", NOW + timedelta(days=3), data=bill.encode())
    assert states(tmp_path, late)[-1] == "not_settled"


def test_status_says_until_when_event_history_fills_the_gap(tmp_path):
    (gap,) = standing(made(tmp_path))["trail_gaps"]
    assert gap["trail_off_from"] == START + timedelta(minutes=30)
    assert gap["trail_off_until"] == START + timedelta(minutes=210)
    assert gap["lookup_events_until"] == START + timedelta(days=90, minutes=210)


def test_status_says_nothing_of_a_gap_that_is_filled(tmp_path):
    assert standing(made(tmp_path, page([], **claim(0, 240))))["trail_gaps"] == []


def test_a_file_that_does_not_say_what_was_asked_is_told_as_such(tmp_path):
    """Whoever made it may have filtered; a page of the kit's own says what it answers."""

    def told(case: Case) -> tuple[set[str], set[str]]:
        reasons = {row["reason"] for row in ask(case, "coverage").dicts() if row["state"] == "full"}
        return reasons, {row["topic"] for row in ask(case, "cannot_say").dicts()}

    reasons, topics = told(made(tmp_path / "file", page([65, 170])))
    assert any("unless it was filtered" in reason for reason in reasons)
    assert "history-files" in topics
    reasons, topics = told(made(tmp_path / "asked", page([], **claim(0, 240))))
    assert not any("filtered" in reason for reason in reasons)
    assert "history-files" not in topics
