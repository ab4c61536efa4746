"""Where a case stands: sums of the ledger, the span of the evidence, times that no source speaks for."""

from __future__ import annotations

import pytest
from conftest import LEAKED, record

from kit.analysis import standing


def at(hour: int, name: str = "GetCallerIdentity", source: str = "sts", **more) -> dict:
    return record(hour * 60, eventName=name, eventSource=f"{source}.amazonaws.com", **more)


@pytest.fixture
def stopped(make_case):
    trail = {"requestParameters": {"name": "main-trail"}, "readOnly": False}
    return make_case(
        [
            at(1),
            at(2, "StopLogging", "cloudtrail", **trail),
            at(6, "StartLogging", "cloudtrail", **trail),
            at(7),
        ]
    )


def test_sums_are_those_of_the_files(make_case):
    found = standing(make_case([at(1), at(2), at(2)], files={"broken.json": "{"}))
    assert found["keys"] == [LEAKED]
    # One file of three records, two of them one and the same event, and one that is no JSON.
    assert (found["items"], found["records"], found["loaded"], found["copies"]) == (2, 3, 2, 1)
    assert not found["complete"]


def test_a_case_whose_files_all_came_in_is_complete(make_case):
    found = standing(make_case([at(1), at(2)]))
    assert found["complete"]
    assert found["trail_gaps"] == []
    assert found["as_of"].isoformat() == "2026-03-01T02:00:00"


def test_a_stopped_trail_is_a_gap_that_event_history_can_fill_for_ninety_days(stopped):
    (gap,) = standing(stopped)["trail_gaps"]
    assert (gap["trail_off_until"] - gap["trail_off_from"]).total_seconds() == 4 * 3600
    assert (gap["lookup_events_until"] - gap["trail_off_until"]).days == 90
