"""What a day would have cost by an account's own past: level, trend, weekday, day of the month; robust to
single peaks.

Pure: lists in, numbers out, no clock. Everything is a median: trend by Theil and Sen, weekday by the median
of its days, noise by the median absolute deviation. A positive series is fitted in logarithms (a weekend is a
factor, growth is a percentage), one that knows zeros as it is.
"""

from __future__ import annotations

import calendar
import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# A quarter of the past at most four months long: older habits say little, and the trend costs the square of
# it.
LONGEST = 120
# Normal noise passes this many deviations once in many thousand days; a miner passes it on its first.
STRICT = 4.5
# Noise is never taken as smaller than this share of the day: bills wobble, and a flat past has a deviation of
# zero.
LEAST_NOISE = 0.015
_MAD = 1.4826
_FLOOR = 1e-9


@dataclass(frozen=True)
class Expected:
    """What a day would have cost, and above which sum it has left the baseline."""

    usd: float
    bound: float


class Baseline:
    """The habit of one series of daily sums. `past` has every covered day; a day without charge is 0."""

    def __init__(self, past: Mapping[date, float]) -> None:
        days = sorted(past)[-LONGEST:]
        self._known = bool(days)
        self._first = days[0] if days else date.min
        values = [max(past[day], 0.0) for day in days]
        positive = [value for value in values if value > _FLOOR]
        self._log = bool(values) and len(positive) == len(values)
        shown = [math.log(value) for value in values] if self._log else values
        self._fit(days, shown)
        self._level = statistics.fmean(values[-28:]) if values else 0.0

    @property
    def usual(self) -> float:
        """USD a day lately, all days of the week together."""
        return self._level

    def expect(self, day: date) -> Expected:
        """What `day` would have cost."""
        if not self._known:
            return Expected(0.0, 0.0)
        shown = self._shown(day) + self._on_this_day(day)
        usd = math.exp(shown) if self._log else max(shown, 0.0)
        if self._log:
            bound = usd * math.exp(STRICT * max(self._noise, LEAST_NOISE))
        else:
            bound = usd + STRICT * max(self._noise, LEAST_NOISE * usd)
        return Expected(usd, bound)

    def _fit(self, days: list[date], shown: list[float]) -> None:
        self._slope, self._middle, self._weekdays = 0.0, 0.0, {}
        self._rest: dict[date, float] = {}
        self._noise = 0.0
        if not days:
            return
        places = [(day - self._first).days for day in days]
        weekly: dict[int, float] = {}
        # Weekday and trend each see the series without the other; two rounds settle them.
        for _ in range(3):
            flat = [value - weekly.get(day.weekday(), 0.0) for day, value in zip(days, shown, strict=True)]
            slope = _slope(places, flat)
            level = statistics.median(
                value - slope * place for place, value in zip(places, flat, strict=True)
            )
            over = [value - slope * place - level for place, value in zip(places, shown, strict=True)]
            weekly = _weekdays(days, over)
        rest = [value - weekly.get(day.weekday(), 0.0) for day, value in zip(days, over, strict=True)]
        self._slope, self._middle, self._weekdays = slope, level, weekly
        self._noise = _MAD * statistics.median(abs(value) for value in rest)
        self._rest = dict(zip(days, rest, strict=True))

    def _shown(self, day: date) -> float:
        place = (day - self._first).days
        return self._middle + self._slope * place + self._weekdays.get(day.weekday(), 0.0)

    def _on_this_day(self, day: date) -> float:
        """What every such day of a month adds: a batch at its end, a fee on its first, a run on the 15th."""
        bar = STRICT * max(self._noise, LEAST_NOISE if self._log else _FLOOR)
        for same, needed in _alike(day):
            seen = [rest for other, rest in self._rest.items() if same(other)]
            if len(seen) >= needed and min(seen) > bar:
                return statistics.median(seen)
        return 0.0


def _alike(day: date):
    """Which past days are the same day of the month, and how many of them it takes to believe it."""
    left = _left(day)
    if left < 3:
        yield (lambda other: _left(other) == left), 1
    yield (lambda other: other.day == day.day), 1 if day.day == 1 else 2


def _left(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1] - day.day


def _slope(places: list[int], values: list[float]) -> float:
    """Theil and Sen: the median slope of all pairs a week apart or more; 0 where it is lost in the noise."""
    if len(places) < 14:
        return 0.0
    slopes = [
        (values[b] - values[a]) / (places[b] - places[a])
        for a in range(len(places))
        for b in range(a + 7, len(places))
    ]
    slope = statistics.median(slopes)
    level = statistics.median(value - slope * place for place, value in zip(places, values, strict=True))
    noise = _MAD * statistics.median(
        abs(value - slope * place - level) for place, value in zip(places, values, strict=True)
    )
    span = places[-1] - places[0]
    # Standard error of a slope over `span` days, doubled; below it a trend would only be noise carried
    # forward.
    return slope if abs(slope) * span > 2 * noise * math.sqrt(12 / len(places)) else 0.0


def _weekdays(days: list[date], over: list[float]) -> dict[int, float]:
    by_day: dict[int, list[float]] = {}
    for day, value in zip(days, over, strict=True):
        by_day.setdefault(day.weekday(), []).append(value)
    return {weekday: statistics.median(values) for weekday, values in by_day.items() if len(values) >= 3}
