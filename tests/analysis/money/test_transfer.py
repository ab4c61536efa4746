"""How much can have been taken, by the quantities of the bill."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bill import FIRST, billed, line

from kit.analysis.money.transfer import transfer_bound


def moved(before: float, since: float, usage_type: str = "DataTransfer-Out-Bytes", unit: str = "GB", **given):
    return [
        line(
            FIRST + timedelta(days=place),
            1.0,
            usage_type=usage_type,
            usage_amount=before if place < 20 else since,
            usage_unit=unit,
            **given,
        )
        for place in range(22)
    ]


def bound(lines, **params):
    return transfer_bound(*billed(lines), params).dicts()


def test_what_left_above_the_habit_is_the_bound():
    (row,) = bound(moved(5.0, 500.0))
    assert (row["kind"], row["unit"], row["usual_per_day"]) == ("data transfer out", "GB", pytest.approx(5.0))
    # Two days at 500 GB where 5 is usual; the habit itself may have been lower, so a little more at most.
    assert row["incident"] == pytest.approx(1000.0)
    assert row["above_habit"] == pytest.approx(990.0)
    assert 990.0 <= row["at_most"] <= 1000.0
    assert row["first_day"] == "2026-03-22"


def test_usual_traffic_bounds_nothing_above_it():
    (row,) = bound(moved(5.0, 5.0))
    assert row["above_habit"] == 0.0
    assert row["first_day"] is None
    assert row["at_most"] < 1.0


def test_reads_of_s3_are_counted_in_requests():
    s3 = moved(100.0, 9_000.0, "Requests-Tier2", "Requests", service="Amazon Simple Storage Service")
    (row,) = bound(s3)
    assert (row["kind"], row["unit"], row["above_habit"]) == ("S3 reads", "requests", pytest.approx(17_800.0))


def test_without_a_past_there_is_a_quantity_and_no_bound():
    """The first bill that was collected is that of the incident: nothing says what was usual."""
    (row,) = bound(moved(5.0, 500.0)[20:])
    assert row["incident"] == pytest.approx(1000.0)
    assert row["above_habit"] is None
    assert row["at_most"] is None


def test_other_usage_moves_no_data():
    assert bound(moved(5.0, 500.0, "BoxUsage:m5.large", "Hrs")) == []
