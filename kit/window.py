"""Times at the border: text in any zone becomes naive UTC, and back. Windows are half-open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kit.errors import UsageError

_AGO = re.compile(r"^(\d{1,5})\s*(m|min|h|d|w)( ago)?$")
_FIRST, _LAST = 1900, 2200
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def zone_of(name: str) -> ZoneInfo:
    """The time zone called `name` (IANA). UsageError when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"time zone {name!r}: unknown; write an IANA name such as Asia/Tokyo") from None


def parse_time(text: str, zone: str = "UTC", now: datetime | None = None) -> datetime:
    """Naive UTC of an ISO 8601 date or time; without offset it is in `zone`.

    `now` (naive UTC) also allows spans such as `36h` or `7d`, counted back from it.
    UsageError when the text is no time.
    """
    cleaned = text.strip()
    span = _AGO.match(cleaned)
    if span and now is not None:
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    try:
        # AWS also writes basic notation such as 20131102T010628Z, which fromisoformat reads.
        parsed = datetime.fromisoformat(cleaned)
    except ValueError:
        raise UsageError(
            f"time {text[:40]!r}: not understood; write 2026-03-22, 2026-03-22T10:00 or 2026-03-22T01:00:00Z"
        ) from None
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=zone_of(zone))
    # Nearer to the ends of the calendar, a day less or a zone further is no time any more.
    if not _FIRST <= parsed.year <= _LAST:
        raise UsageError(f"time {text[:40]!r}: out of range; years are {_FIRST} to {_LAST}")
    return parsed.astimezone(UTC).replace(tzinfo=None)


def utc_text(moment: datetime | date) -> str:
    """`2026-03-22T01:02:03Z`, with the fraction if there is one; a date stays `2026-03-22`."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    naive = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    text = naive.isoformat()
    return (text.rstrip("0") if naive.microsecond else text) + "Z"


@dataclass(frozen=True)
class Window:
    """Half-open span of naive UTC times; None is open on that side."""

    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since >= self.until:
            raise UsageError(
                f"window: --since {utc_text(self.since)} is not before --until {utc_text(self.until)}"
            )

    def __contains__(self, moment: datetime) -> bool:
        return not (self.since and moment < self.since) and not (self.until and moment >= self.until)
