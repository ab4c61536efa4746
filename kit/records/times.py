"""Times as logs, tables and spreadsheets write them, as naive UTC.

A writing that can be read in one way only is read; where day and month could change places, the other
times of the same file decide, or nobody does. Whoever keeps a time keeps the text beside it where the text
says more.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# AWS began in 2006; CloudTrail has no event of before.
EARLIEST = datetime(2006, 1, 1)
# Where no clock says when the evidence was fetched, a time of after this is none all the same.
LATEST = datetime(2100, 1, 1)
_TOMORROW = timedelta(days=1)
_SHOWN = re.compile(
    r"(\w+ \d{1,2}, \d{4}),? (\d\d?:\d\d:\d\d(?: ?[AP]M)?) \(UTC([+-]\d\d:?\d\d)\)", re.IGNORECASE
)
_WITH_ZONE = re.compile(r"(.*\d) ?(?:UTC|GMT|Z)", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d")
_EPOCH = re.compile(r"\d{10}(\.\d+)?|\d{13}(\.\d+)?|\d{16}|\d{19}")
_CLOCK = r"(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?([AP]\.?M\.?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[/.年-](\d\d?)[/.月-](\d\d?)日?[,T]? ?{_CLOCK}", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(\d\d?)([/.-])(\d\d?)\2(\d{{4}}),? {_CLOCK}", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_NAMED = re.compile(
    rf"(?:(\d\d?)[ /-]([a-z]{{3}})[a-z]*|([a-z]{{3}})[a-z]* (\d\d?),?)[ /-](\d{{4}})(?:,| @|:)? ?{_CLOCK}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """What a text says: `moment` in naive UTC, and what had to be assumed for it, or nothing."""

    moment: datetime
    assumed: str = ""


NO_OFFSET = "times without offset are read as UTC"
DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"


def latest_of(fetched_at: datetime) -> datetime:
    """After this no event can be that was fetched then; LATEST where the clock itself cannot be right."""
    return fetched_at + _TOMORROW if 2020 <= fetched_at.year < LATEST.year else LATEST


def possible(moment: datetime | None, latest: datetime | None) -> bool:
    """Whether an event of CloudTrail can have this time."""
    return moment is not None and EARLIEST <= moment <= (latest or LATEST)


def read(value: object, order: str | None = None) -> Reading | None:
    """What a time says, in any writing that leaves no doubt; `order` is how this file writes dates with the
    year at their end. None for anything else."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return None
    text = str(value).strip()
    try:
        return _iso(text) or _epoch(text) or _shown(text) or _without_offset(text, order) or _mail(text)
    except (ValueError, OverflowError):
        return None


def utc(value: object) -> datetime | None:
    """Naive UTC of a time whose writing leaves no doubt; None for anything else."""
    found = read(value)
    return found.moment if found else None


def order_of(values: Iterable[str], latest: datetime | None) -> str | None:
    """How these times of one file write day and month, where they have the year at their end: one that can be
    read in one way only decides, or that only one way leaves them in order and in the past. None where
    nothing decides."""
    texts = [text for text in values if _YEAR_LAST.fullmatch(text.strip())]
    ways = [way for way in (DAY_FIRST, MONTH_FIRST) if _all_possible(texts, way, latest)]
    if len(ways) == 1:
        return ways[0]
    orderly = [way for way in ways if _orderly(texts, way)]
    return orderly[0] if len(orderly) == 1 else None


def _all_possible(texts: list[str], way: str, latest: datetime | None) -> bool:
    found = [read(text, way) for text in texts]
    return bool(found) and all(each is not None and possible(each.moment, latest) for each in found)


def _orderly(texts: list[str], way: str) -> bool:
    """Whether they go in one direction, over three days or more."""
    moments = [each.moment for text in texts if (each := read(text, way))]
    if len({moment.date() for moment in moments}) < 3:
        return False
    pairs = list(itertools.pairwise(moments))
    return all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _iso(text: str) -> Reading | None:
    if not _ISO.match(text):
        return None
    if zoned := _WITH_ZONE.fullmatch(text):
        text = zoned[1] + "Z"
    try:
        return Reading(_naive(datetime.fromisoformat(text.replace(" +", "+"))))
    except ValueError:
        return None


def _epoch(text: str) -> Reading | None:
    if not _EPOCH.fullmatch(text):
        return None
    number = float(text)
    while number > 1e11:  # milliseconds, microseconds, nanoseconds
        number /= 1000
    if number < 1e9:
        return None
    return Reading(datetime.fromtimestamp(round(number, 6), UTC).replace(tzinfo=None))


def _shown(text: str) -> Reading | None:
    """As the console shows it: March 05, 2026, 12:05:00 (UTC+09:00)."""
    shown = _SHOWN.fullmatch(text)
    found = _without_offset(f"{shown[1]} {shown[2]}", None) if shown else None
    if not shown or not found:
        return None
    sign, hours, minutes = shown[3][0], shown[3][1:3], shown[3][-2:]
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return Reading(found.moment + offset if sign == "-" else found.moment - offset)


def _mail(text: str) -> Reading | None:
    """RFC 5322: Thu, 05 Mar 2026 12:05:00 +0900."""
    if not re.match(r"[A-Z][a-z]{2}, \d", text):
        return None
    return Reading(_naive(parsedate_to_datetime(text)))


def _without_offset(text: str, order: str | None) -> Reading | None:
    offset = re.search(r" ?([+-]\d\d):?(\d\d)$", text)
    zoned = _WITH_ZONE.fullmatch(text)
    bare = text[: offset.start()] if offset and ":" in text[: offset.start()] else zoned[1] if zoned else text
    found = _date(bare, order)
    if found is None:
        return None
    moment, assumed = found
    if bare is text:
        assumed = "; ".join(filter(None, (NO_OFFSET, assumed)))
    elif offset and not zoned:
        moment -= timedelta(hours=int(offset[1]), minutes=int(offset[1][0] + offset[2]))
    return Reading(moment, assumed)


def _date(text: str, order: str | None) -> tuple[datetime, str] | None:
    if first := _YEAR_FIRST.fullmatch(text):
        return _moment(first[1], first[2], first[3], first.groups()[3:]), ""
    if named := _NAMED.fullmatch(text):
        month = str(_MONTHS.index((named[2] or named[3]).lower()) // 4 + 1)
        return _moment(named[5], month, named[1] or named[4], named.groups()[5:]), ""
    last = _YEAR_LAST.fullmatch(text)
    if not last:
        return None
    one, other = last[1], last[3]
    # Nobody writes the month first and a point behind it.
    way = DAY_FIRST if last[2] == "." else order
    if way is None:
        if int(one) > 12:
            way = DAY_FIRST
        elif int(other) > 12:
            way = MONTH_FIRST
        else:
            return None
    day, month = (one, other) if way == DAY_FIRST else (other, one)
    return _moment(last[4], month, day, last.groups()[4:]), f"dates are read as {way}"


def _moment(year: str, month: str, day: str, clock: tuple) -> datetime:
    hour, minute, second, fraction, half = clock
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            raise ValueError("no hour of a half day")
        number = number % 12 + (12 if half[0] in "Pp" else 0)
    micro = int((fraction or "0").ljust(6, "0")[:6])
    return datetime(int(year), int(month), int(day), number, int(minute), int(second or 0), micro)
