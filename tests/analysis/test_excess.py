"""The habit and what goes beyond it, on series with a known truth."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from kit.analysis.money.baseline import Baseline
from kit.analysis.money.excess import added

FIRST = date(2026, 1, 30)
DAYS = [FIRST + timedelta(days=number) for number in range(60)]
BEGIN = DAYS[51]


def weekend(day: date, number: int) -> float:
    return 0.35 if day.weekday() >= 5 else 1.0


def month_end(day: date, number: int) -> float:
    return 9.0 if (day + timedelta(days=1)).day == 1 else 1.0


def growth(day: date, number: int) -> float:
    return 1.012**number


def steady(day: date, number: int) -> float:
    return 1.0


def all_at_once(day: date, number: int) -> float:
    return weekend(day, number) * month_end(day, number) * growth(day, number)


SHAPES = (steady, weekend, month_end, growth, all_at_once)


def series(
    shape, seed: int, *, per_day: float = 20.0, shift: int = 0, noise: float = 0.01
) -> dict[date, float]:
    dice = random.Random(f"{shape.__name__} {seed}")
    days = [day + timedelta(days=shift) for day in DAYS]
    return {
        day: per_day * shape(day, number) * dice.uniform(1 - noise, 1 + noise)
        for number, day in enumerate(days)
    }


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("shift", [0, 9, 20, 33, 64, 130])
def test_zero_where_nothing_happened(shape, shift):
    for seed in range(10):
        days = series(shape, seed, shift=shift)
        found = added(days, days, BEGIN + timedelta(days=shift))
        assert found.excess == 0.0, (seed, found)
        assert not found.days


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("shift", [0, 9, 20, 33, 64, 130])
def test_within_five_percent_of_the_truth_in_a_region_used_before(shape, shift):
    begin = BEGIN + timedelta(days=shift)
    for seed in range(10):
        days = series(shape, seed, shift=shift)
        truth = {day: 24.0 for day in days if day >= begin}
        found = added({day: usd + truth.get(day, 0.0) for day, usd in days.items()}, days, begin)
        assert found.excess == pytest.approx(sum(truth.values()), rel=0.05), seed
        # On a day of the month's batch the addition is smaller than the batch's own noise: one day later at
        # most.
        assert begin <= min(found.days) <= begin + timedelta(days=1)


def test_a_single_peak_of_the_past_is_no_habit():
    days = series(steady, 1)
    days[DAYS[20]] *= 30
    days[DAYS[21]] *= 12
    truth = dict.fromkeys(DAYS[51:], 15.0)
    found = added({day: usd + truth.get(day, 0.0) for day, usd in days.items()}, days, BEGIN)
    assert found.excess == pytest.approx(sum(truth.values()), rel=0.05)


def test_a_region_never_used_adds_all_of_it():
    found = added({DAYS[52]: 3.0, DAYS[53]: 4.0}, DAYS, BEGIN)
    assert (found.excess, found.usual, min(found.days), found.past_days) == (7.0, 0.0, DAYS[52], 51)


def test_without_a_past_the_excess_is_unknown_not_zero():
    found = added({DAYS[52]: 3.0}, DAYS[51:], BEGIN)
    assert (found.excess, found.incident) == (None, 3.0)


def test_a_service_that_runs_once_a_week_keeps_its_habit():
    days = {day: 5.0 for day in DAYS if day.weekday() == 2}
    assert added(days, DAYS, BEGIN).excess == 0.0
    days[DAYS[53]] = days.get(DAYS[53], 0.0) + 8.0
    assert added(days, DAYS, BEGIN).excess == pytest.approx(8.0)


def test_a_cent_of_noise_is_nobodys_incident():
    days = dict.fromkeys(DAYS, 0.0001)
    days[DAYS[55]] = 0.003
    assert added(days, DAYS, BEGIN).excess == 0.0


def test_no_trend_is_carried_forward_out_of_noise():
    for seed in range(20):
        days = series(steady, seed, noise=0.15)
        expected = Baseline({day: usd for day, usd in days.items() if day < BEGIN}).expect(DAYS[-1])
        assert expected.usd == pytest.approx(20.0, rel=0.12)
