"""What a day would have cost by the account's own past."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kit.analysis.money.baseline import Baseline

MONDAY = date(2026, 1, 5)


def past(days: int, usd) -> dict[date, float]:
    return {
        MONDAY + timedelta(days=number): usd(MONDAY + timedelta(days=number), number)
        for number in range(days)
    }


def test_a_flat_past_expects_the_same_and_little_more():
    baseline = Baseline(past(35, lambda day, number: 20.0))
    expected = baseline.expect(MONDAY + timedelta(days=40))
    assert baseline.usual == pytest.approx(20.0)
    assert expected.usd == pytest.approx(20.0)
    # A bound of 4.5 deviations of at least 1.5 % each.
    assert 20.0 < expected.bound < 22.0


def test_a_weekend_is_expected_cheaper_than_a_working_day():
    baseline = Baseline(past(42, lambda day, number: 4.0 if day.weekday() >= 5 else 16.0))
    saturday, monday = MONDAY + timedelta(days=47), MONDAY + timedelta(days=49)
    assert baseline.expect(saturday).usd == pytest.approx(4.0)
    assert baseline.expect(monday).usd == pytest.approx(16.0)


def test_growth_is_carried_on():
    baseline = Baseline(past(56, lambda day, number: 100 * 1.01**number))
    assert baseline.expect(MONDAY + timedelta(days=60)).usd == pytest.approx(100 * 1.01**60, rel=0.01)


def test_a_peak_in_the_past_is_no_habit():
    calm = Baseline(past(35, lambda day, number: 20.0))
    with_peak = Baseline(past(35, lambda day, number: 900.0 if number == 17 else 20.0))
    day = MONDAY + timedelta(days=40)
    assert with_peak.expect(day).usd == pytest.approx(calm.expect(day).usd)


def test_the_batch_on_the_last_day_of_a_month_is_expected_again():
    def usd(day: date, number: int) -> float:
        return 90.0 if (day + timedelta(days=1)).day == 1 else 10.0

    baseline = Baseline(past(56, usd))
    assert baseline.expect(date(2026, 2, 28) + timedelta(days=31)).usd == pytest.approx(90.0)
    assert baseline.expect(date(2026, 3, 30)).usd == pytest.approx(10.0)


def test_a_series_that_knows_zeros_expects_no_less_than_zero():
    baseline = Baseline(past(35, lambda day, number: 0.0))
    expected = baseline.expect(MONDAY + timedelta(days=36))
    assert (expected.usd, expected.bound) == (0.0, 0.0)


def test_without_a_past_nothing_is_expected():
    assert Baseline({}).expect(MONDAY).usd == 0.0
    assert Baseline({}).usual == 0.0
