"""Numbers, money, days and times as people of each language write them.

Times come in as naive UTC; a zone is an IANA name. Money is rounded for reading only: files keep the figure.
Days, numbers and dollars are written as Babel writes them, but without it, for it takes long to load; other
currencies are left to it. tests/test_texts.py holds the two together.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Currencies that are written without a fraction; Babel knows them, the pattern below needs it too.
_YEN = {"JPY": "#,##0 円"}


def number(lang: str, value: float | int | None, digits: int = 0) -> str:
    """1234567 -> '1,234,567'; None -> an en dash."""
    if value is None:
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    # As decimal digits, half to even: the binary value of 2.675 lies below its half.
    exact = value if isinstance(value, int) else Decimal(repr(float(value)))
    shown = f"{exact:,.{digits}f}"
    return shown.removeprefix("-") if not shown.strip("-0.") else shown  # no minus before nothing


def money(lang: str, value: float | None, currency: str = "USD", digits: int | None = None) -> str:
    """12.5 -> '$12.50'; yen read '1,980 円' in Japanese and '¥1,980' in English; None -> an en dash.

    `digits` overrides the currency's own fraction (0 for headlines, 4 for prices an hour).
    """
    if value is None:
        return "–"
    if currency == "USD":
        shown = number(lang, value, 2 if digits is None else digits)
        return f"-${shown[1:]}" if shown.startswith("-") else f"${shown}"
    from babel.numbers import format_currency, format_decimal

    if lang == "ja" and currency in _YEN:
        yen = _YEN[currency] if not digits else _YEN[currency].replace("0 ", f"0.{'0' * digits} ")
        return format_decimal(value, format=yen, locale="ja")
    pattern = None if digits is None else "¤#,##0" + ("." + "0" * digits if digits else "")
    shown = format_currency(
        value,
        currency,
        format=pattern,
        locale="en_US" if lang == "en" else "ja_JP",
        currency_digits=digits is None,
    )
    return shown.replace("US$", "$")


def day(lang: str, value: date | datetime | str) -> str:
    """A calendar day: '26 Mar 2026' or '2026年3月26日'."""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if lang == "ja":
        return f"{value.year:04}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04}"


def local(value: datetime, zone: str) -> datetime:
    """Naive UTC -> naive time on the clock of `zone`."""
    return value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def moment(
    lang: str, value: datetime | None, zone: str = "UTC", seconds: bool = True, beside: bool = True
) -> str:
    """'2026-03-26 10:02:11 JST (01:02:11 UTC)'; the UTC day is written out where it is another one.

    `beside=False` leaves the UTC part out (table columns whose head says the zone).
    """
    if value is None:
        return "–"
    try:
        aware = value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    except OverflowError:  # the first or last day that a calendar has: the log's own nonsense
        aware = value.replace(tzinfo=UTC)
    name = aware.tzname() or zone
    first = f"{day(lang, aware)}{' ' if lang == 'ja' else ', '}{_clock(aware, seconds)}"
    if not beside:
        return first
    if not aware.utcoffset():
        return f"{first} UTC"
    other = _clock(value, seconds)
    if aware.date() != value.date():
        short = f"{value.month}/{value.day}" if lang == "ja" else f"{value.day} {_MONTHS[value.month - 1]}"
        other = f"{short} {other}"
    return f"{first} {name} ({other} UTC)"


def _clock(value: datetime, seconds: bool) -> str:
    return f"{value:%H:%M:%S}" if seconds else f"{value:%H:%M}"


def span(lang: str, value: timedelta | float | None) -> str:
    """A duration in its two largest units: '3 d 4 h' or '3日4時間'; seconds as a number are fine too."""
    if value is None:
        return "–"
    seconds = int(value.total_seconds() if isinstance(value, timedelta) else value)
    units = ("日", "時間", "分", "秒") if lang == "ja" else (" d", " h", " min", " s")
    sizes = (86400, 3600, 60, 1)
    parts: list[str] = []
    for unit, size in zip(units, sizes, strict=True):
        count, seconds = divmod(seconds, size)
        if count or parts:
            parts.append(f"{count}{unit}" if count else "")
        if len(parts) == 2:
            break
    joined = ("" if lang == "ja" else " ").join(part for part in parts if part)
    return joined or ("0秒" if lang == "ja" else "0 s")
