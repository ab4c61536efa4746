"""A bill and its lines, before any format.

Amounts are whole numbers of 10**-10 USD, the finest that AWS prints, so that every format adds up to the same
cent.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime

UNIT = 10**10


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill. `charge`: Usage, Tax or Credit; `incident`: whether the intruder caused it."""

    start: datetime
    end: datetime
    account: str
    region: str
    code: str
    service: str
    usage_type: str
    operation: str
    resource: str
    charge: str
    units: int
    quantity: float
    unit: str
    incident: bool = False

    @property
    def day(self) -> str:
        return _day(self.start)


@functools.lru_cache(maxsize=64)  # asked for line by line, in the order of time
def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")


@dataclass(frozen=True)
class Bill:
    """All lines, in order of time, and the days it spans."""

    lines: list[Line]
    account: str
    begin: datetime
    end: datetime


def money(units: int) -> str:
    """Whole units as AWS prints an amount."""
    sign, units = ("-" if units < 0 else ""), abs(units)
    return f"{sign}{units // UNIT}.{units % UNIT:010d}"
