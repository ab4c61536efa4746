"""When a mail was sent, from its Date header or a line of a mail program (Sent:, 送信日時:)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAYS = (
    (re.compile(r"(\d{4})\s?[年/.-]\s?(\d{1,2})\s?[月/.-]\s?(\d{1,2})"), "ymd"),
    (re.compile(rf"(?i)(?<!\d)(\d{{1,2}})[\s.-]{{1,3}}{_MONTH},?[\s-](\d{{4}})"), "dmy"),
    (re.compile(rf"(?i){_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})"), "mdy"),
)
_CLOCK = re.compile(
    r"(?i)(?P<before>午前|午後|[ap]\.?m\.?)?\s?(?<!\d)(?P<hour>\d{1,2})\s?[:時]\s?(?P<minute>\d{2})"
    r"(?:\s?[:分]\s?(?P<second>\d{2}))?(?:\.\d+)?[分秒]?\s?(?P<after>[ap]\.?m\b\.?)?"
    r"\s?\(?(?P<zone>[+-]\d{2}:?\d{2}|(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}\b)?"
)
# Names of zones as mails carry them; hours from UTC.
_NAMED = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "JST": 9, "KST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2,
}  # fmt: skip


def moment(words: str, zone: str) -> datetime | None:
    """Naive UTC of a date with its time. One without an offset is in `zone`; one whose zone is unknown, and
    one without a time of day, is None."""
    day = next(((match, order) for pattern, order in _DAYS if (match := pattern.search(words[:200]))), None)
    if day is None:
        return None
    match, order = day
    part = dict(zip(order, match.groups(), strict=True))
    month = part["m"] if part["m"].isdigit() else _MONTHS.index(part["m"].lower()[:3]) + 1
    clock = _CLOCK.search(words[:200], match.end())
    if clock is None:
        return None
    try:
        hour = _hour(int(clock["hour"]), clock["before"] or clock["after"] or "")
        made = datetime(
            int(part["y"]), int(month), int(part["d"]), hour, int(clock["minute"]), int(clock["second"] or 0)
        )
        known = _zone(clock["zone"] or "", zone)
        return made.replace(tzinfo=known).astimezone(UTC).replace(tzinfo=None) if known else None
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str) -> int:
    half = half.lower().replace(".", "")
    if half in ("pm", "午後") and hour < 12:
        return hour + 12
    return 0 if half in ("am", "午前") and hour == 12 else hour


def _zone(said: str, zone: str) -> timezone | ZoneInfo | None:
    if not said:
        return ZoneInfo(zone)
    if offset := re.search(r"([+-])(\d{1,2}):?(\d{2})?$", said):
        length = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-length if offset[1] == "-" else length)
    hours = _NAMED.get(said.upper())
    return None if hours is None else timezone(timedelta(hours=hours))
