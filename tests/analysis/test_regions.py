"""Answer `regions` on the demo incident: Regions, what runs there, and money that agrees with the other
answers."""

from __future__ import annotations

import pytest

from kit.analysis.answers import ask


@pytest.fixture(scope="module")
def rows(demo_case):
    return {(row["account_id"], row["aws_region"]): row for row in ask(demo_case, "regions").dicts()}


def test_money_of_a_region_is_that_of_spend_daily_since_the_intruders_first_day(demo_case, demo_truth, rows):
    first = demo_truth["first_intruder_event"]
    day = (first if isinstance(first, str) else first["event_time"])[:10]
    spent: dict[tuple, float] = {}
    for line in ask(demo_case, "spend_daily").dicts():
        if str(line["period"])[:10] >= day:
            place = line["account_id"], line["aws_region"]
            spent[place] = spent.get(place, 0) + line["usd"]
    assert sum(row["spend"] is not None for row in rows.values()) > 3
    for place, row in rows.items():
        assert row["spend"] == (pytest.approx(spent[place]) if place in spent else None), place


def test_what_runs_is_what_resources_say(demo_case, rows):
    running: dict[tuple, list] = {}
    for row in ask(demo_case, "resources").dicts():
        if row["cost_bearing"] and row["state"] == "alive":
            running.setdefault((row["account_id"], row["aws_region"]), []).append(row["usd_per_hour"] or 0)
    assert running, "the demo leaves machines running"
    for place, row in rows.items():
        assert row["resources_running"] == len(running.get(place, [])), place
        assert (row["usd_per_hour"] or 0) == pytest.approx(sum(running.get(place, []))), place


def test_regions_are_those_of_the_truth(demo_truth, rows):
    told = {(row["account_id"], row["aws_region"]): row["used_before"] for row in demo_truth["regions"]}
    assert {place: row["used_before"] for place, row in rows.items()} == told
