"""What Event history was asked for shows in coverage: whole spans, write events only, and what it never
holds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from conftest import ACCOUNT, LEAKED
from history_server import lookup_event

from kit.analysis.answers import ask
from kit.case import new_case
from kit.collect.run import collect_items
from kit.sources.item import Item

NOW = datetime(2026, 3, 2, 12)
START = datetime(2026, 3, 1)


def page(region: str, start: datetime, end: datetime, attribute: str = "", events=()) -> Item:
    import json

    meta = {
        "call": "LookupEvents",
        "account": ACCOUNT,
        "region": region,
        "attribute": attribute,
        "step": 1,
        "asked_at": NOW.isoformat(),
        "claims_from": start.isoformat(),
        "claims_until": end.isoformat(),
    }
    data = json.dumps({"Events": list(events)}).encode()
    return Item(f"api://{region}/{start}/{attribute}", NOW, data=data, kind="api", meta=meta)


@pytest.fixture
def states(tmp_path):
    def of(pages: list[Item]) -> dict[tuple[str, int], tuple[str, str]]:
        case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
        assert collect_items(case, pages).exit_code == 0
        rows = ask(case, "coverage", {"start": START, "until": START + timedelta(hours=8)}).dicts()
        return {(row["aws_region"], row["hour"].hour): (row["state"], row["reason"]) for row in rows}

    return of


def event(number: int, hour: int, region: str = "us-east-1") -> dict:
    return lookup_event(
        number, START + timedelta(hours=hour, minutes=5), region, write=True, key=LEAKED, name="A"
    )


def test_a_page_speaks_for_its_span_only(states):
    """Two walks that broke off: what lies between them was not answered, though both sides were."""
    hours = lambda number: START + timedelta(hours=number)  # noqa: E731
    found = states(
        [
            page("us-east-1", hours(6), hours(8), events=[event(1, 7), event(2, 6)]),
            page("us-east-1", hours(0), hours(2), events=[event(3, 1), event(4, 0)]),
            page("us-east-1", hours(2), hours(3)),
        ]
    )
    assert [found["us-east-1", hour][0] for hour in range(8)] == ["full"] * 3 + ["not_collected"] * 3 + [
        "full"
    ] * 2
    assert "never holds data events" in found["us-east-1", 0][1]


def test_write_events_alone_are_a_part(states):
    found = states([page("us-east-1", START, START + timedelta(hours=8), "ReadOnly=false", [event(1, 3)])])
    assert set(found.values()) == {("partial", "Event history, write events only")}


def test_one_key_asked_for_is_not_the_region(states):
    found = states(
        [page("us-east-1", START, START + timedelta(hours=8), f"AccessKeyId={LEAKED}", [event(1, 3)])]
    )
    assert found["us-east-1", 2][0] == "not_collected"
    assert found["us-east-1", 3] == ("partial", "Event history, asked for a part of it only")


def test_a_region_without_events_was_looked_at(states):
    found = states(
        [
            page("us-east-1", START, START + timedelta(hours=8), events=[event(1, 3)]),
            page("eu-west-1", START, START + timedelta(hours=8)),
        ]
    )
    assert {found["eu-west-1", hour][0] for hour in range(8)} == {"full"}
