"""A trail was off and came back: coverage, status, cannot_say and state_basis tell one story of that time.

The third party makes a user, stops the trail from 00:30 to 03:30 and goes on. What stands in for the trail
differs from test to test; whatever it is, an hour that one answer calls a gap is none that another calls
known.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from conftest import ACCOUNT, LEAKED, record

from kit.analysis.answers import ask
from kit.analysis.status import standing
from kit.case import new_case, open_case
from kit.collect import dispatch as gather
from kit.collect.run import collect_items
from kit.sources.item import Item

START, NOW = datetime(2026, 3, 1), datetime(2026, 3, 1, 12)
VERDICT = '\n[[verdicts]]\nnetwork = "198.51.100.0/24"\nactor = "intruder"\n'
# Reasons for which an hour is not told because a trail was off.
OFF = {"trail_stopped", "trail_stopped_part", "history_writes"}
HEADER = ("Event name", "AWS region", "Event ID", "Event time", "User name", "AWS access key",
          "Source IP address", "Event source", "Recipient account ID")  # fmt: skip


@dataclass
class Told:
    """What the four answers say of one case."""

    hours: dict[tuple[str, int], tuple[str, str]]  # Region, hour -> state, reason code
    gaps: list[dict]  # of status
    topics: dict[str, dict]  # of cannot_say
    basis: str  # of the user that the third party made

    def dark(self, region: str) -> set[int]:
        """Hours that coverage calls untold because of the trail."""
        return {hour for (name, hour), (_, code) in self.hours.items() if name == region and code in OFF}

    def listed(self, region: str) -> set[int]:
        """Hours that the gaps of status touch."""
        return {
            hour
            for gap in self.gaps
            if region in gap["regions"]
            for hour in range(24)
            if gap["trail_off_from"] < START + timedelta(hours=hour + 1)
            and gap["trail_off_until"] > START + timedelta(hours=hour)
        }


def trail(*more: dict) -> list[dict]:
    name = {"requestParameters": {"name": "main"}, "eventSource": "cloudtrail.amazonaws.com"}
    made = {"requestParameters": {"userName": "mallory"}, "eventSource": "iam.amazonaws.com"}
    elsewhere = {"awsRegion": "eu-west-1"}
    return [
        record(5, eventName="CreateUser", readOnly=False, **made),
        record(6, **elsewhere),
        record(30, eventName="StopLogging", readOnly=False, **name),
        record(210, eventName="StartLogging", readOnly=False, **name),
        record(250),
        record(251, **elsewhere),
        *more,
    ]


def history_csv(*regions: str) -> Item:
    """The console's Event history of these Regions, over the whole span of the trail."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for one in trail():
        if one["awsRegion"] in regions:
            cells = (one["eventName"], one["awsRegion"], one["eventID"], one["eventTime"], "app", LEAKED)
            writer.writerow((*cells, one["sourceIPAddress"], one["eventSource"], ACCOUNT))
    return Item("event_history.csv", NOW, data=text.getvalue().encode())


def page(region: str, start: int, end: int, attribute: str = "") -> Item:
    """A page of LookupEvents without an event, that speaks for these minutes."""
    meta = {
        "call": "LookupEvents", "account": ACCOUNT, "region": region, "attribute": attribute,
        "claims_from": (START + timedelta(minutes=start)).isoformat(),
        "claims_until": (START + timedelta(minutes=end)).isoformat(),
    }  # fmt: skip
    return Item(f"api://{region}/{start}/{attribute}", NOW, data=b'{"Events": []}', kind="api", meta=meta)


@pytest.fixture
def told(tmp_path):
    def of(items: list[Item], *more: dict) -> Told:
        case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
        case.file.write_text(case.file.read_text(encoding="utf-8") + VERDICT, encoding="utf-8")
        case = open_case(case.folder)
        data = json.dumps({"Records": trail(*more)}).encode()
        collect_items(case, [Item("trail.json", NOW, data=data), *items])
        gather.refresh(case)
        rows = ask(case, "coverage").dicts()
        (user,) = (row for row in ask(case, "principals").dicts() if row["name"] == "mallory")
        return Told(
            {(row["aws_region"], row["hour"].hour): (row["state"], row["reason_code"]) for row in rows},
            standing(case)["trail_gaps"],
            {row["topic"]: row for row in ask(case, "cannot_say").dicts()},
            user["state_basis"],
        )

    return of


BOTH = ("us-east-1", "eu-west-1")
WRITES = "ReadOnly=false"
STORIES = {
    "nothing": ([], {0, 1, 2, 3}, {0, 1, 2, 3}, "trail_with_gap"),
    "a csv of both": ([history_csv(*BOTH)], set(), set(), "trail"),
    "a csv of one": ([history_csv("us-east-1")], set(), {0, 1, 2, 3}, "trail"),
    "a csv of the other": ([history_csv("eu-west-1")], {0, 1, 2, 3}, set(), "trail_with_gap"),
    "pages of both": ([page(region, 0, 240) for region in BOTH], set(), set(), "trail"),
    "pages to the horizon": ([page(region, 0, 150) for region in BOTH], {2, 3}, {2, 3}, "trail_with_gap"),
    "pages with a hole": (
        [page("us-east-1", 0, 100), page("us-east-1", 130, 240), page("eu-west-1", 0, 240)],
        {1, 2},
        set(),
        "trail_with_gap",
    ),
    "writes alone": ([page(region, 0, 240, WRITES) for region in BOTH], {0, 1, 2, 3}, {0, 1, 2, 3}, "trail"),
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_the_four_answers_agree(told, story):
    items, home, elsewhere, basis = STORIES[story]
    found = told(items)
    assert found.dark("us-east-1") == home
    assert found.dark("eu-west-1") == elsewhere
    # One answer of two questions: what coverage calls dark is what status lists.
    for region in BOTH:
        assert found.listed(region) == found.dark(region)
    assert found.basis == basis
    open_ends = {"trail-stopped", "trail-stopped-reads"} & set(found.topics)
    assert bool(open_ends) == bool(home | elsewhere)
    assert ("trail-stopped-reads" in found.topics) == (story == "writes alone")


def test_event_history_as_csv_tells_the_whole_time_of_a_stopped_trail(told):
    """Stopped and started again, with the console's CSV over the whole span: nothing is a gap to anybody."""
    found = told([history_csv(*BOTH)])
    stopped = {found.hours["us-east-1", hour] for hour in (1, 2)}
    assert stopped == {("full", "history_file")}
    assert found.gaps == []
    assert "trail-stopped" not in found.topics
    assert "history-files" in found.topics, "a filter of the console cannot be excluded, and that is said"
    assert found.basis == "trail"


def test_data_events_of_a_stopped_trail_stay_unknown_whatever_history_says(told):
    """Event history never holds data events; where the trail kept them, that is told apart from the rest."""
    read = record(
        7, eventSource="s3.amazonaws.com", eventName="GetObject", eventCategory="Data", managementEvent=False
    )
    assert "trail-stopped-data" in told([history_csv(*BOTH)], read).topics


def test_where_no_data_event_was_kept_nothing_more_is_said_of_the_stop(told):
    assert "trail-stopped-data" not in told([history_csv(*BOTH)]).topics


def test_only_the_regions_that_are_dark_are_named(told):
    why = told([history_csv("us-east-1")]).topics["trail-stopped"]["why"]
    assert "eu-west-1" in why
    assert "us-east-1" not in why


def test_a_trail_that_stays_off_is_a_gap_up_to_the_end_of_the_logs(told, tmp_path):
    again = record(
        400,
        eventName="StopLogging",
        eventSource="cloudtrail.amazonaws.com",
        requestParameters={"name": f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/main"},
    )
    found = told([], again, record(500))
    assert [gap["trail_off_from"] for gap in found.gaps] == [
        START + timedelta(minutes=30),
        START + timedelta(minutes=400),
    ]
    assert found.gaps[1]["trail_off_until"] == START + timedelta(minutes=500)
    assert found.dark("us-east-1") == {0, 1, 2, 3, 6, 7, 8}
