"""A time scale that leaves long quiet stretches out, so that a burst of minutes can be read beside a call
days later."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST_GAP = timedelta(hours=2)
MOST_GAPS = 6


@dataclass(frozen=True)
class Scale:
    """`gaps` are left out of begin..end; `shown` is what remains."""

    begin: datetime
    end: datetime
    gaps: tuple[tuple[datetime, datetime], ...]

    @property
    def shown(self) -> timedelta:
        return self.end - self.begin - sum((b - a for a, b in self.gaps), timedelta())

    def share(self, at: datetime) -> float:
        """Where on the axis `at` is, 0 to 1."""
        hidden = sum((min(b, at) - a for a, b in self.gaps if a < at), timedelta())
        return (at - self.begin - hidden) / self.shown


def scale(times: Iterable[datetime]) -> Scale:
    """The scale that holds all `times`: of the quiet stretches at most the six longest are left out.

    A stretch counts where it is a twelfth of the whole or more and no shorter than two hours; what is kept of
    it on either side lets the marks beside it stand free.
    """
    known = sorted(set(times))
    whole = known[-1] - known[0]
    quiet = [(a, b) for a, b in itertools.pairwise(known) if b - a >= max(whole / 12, LEAST_GAP)]
    longest = sorted(quiet, key=lambda gap: gap[0] - gap[1])[:MOST_GAPS]
    busy = whole - sum((b - a for a, b in longest), timedelta())
    margin = max(busy * 0.04, timedelta(minutes=10))
    gaps = tuple(sorted((a + margin, b - margin) for a, b in longest if b - a > margin * 3))
    return Scale(known[0] - margin, known[-1] + margin, gaps)
