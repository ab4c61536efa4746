"""A message with arguments as analyses hand them over: times, lists, money and words of closed lists made
readable.

Arguments: datetime -> local time with UTC beside it; list -> at most eight, then how many more; `usd...` ->
money; `kind`, `state` and `tactic` -> their word; None -> empty. Everything else goes in as it is. Where both
`at` and `last` are given, `during` says "At ..." of one moment, "From ... to ..." of several, and that no
time is known where both are None.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kit.texts import formats, has, text

_MOST = 8


def say(lang: str, zone: str, message_id: str, args: Mapping[str, Any] | None = None) -> str:
    """The message in `lang` with times in `zone` (IANA)."""
    said = {name: _said(lang, zone, name, value) for name, value in (args or {}).items()}
    if "at" in said and "last" in said:
        said["during"] = _during(lang, said["at"], said["last"])
    return text(lang, message_id, **said)


def _during(lang: str, at: str, last: str) -> str:
    """From when to when; records may lack their times."""
    if at and last and at != last:
        return text(lang, "words-from-to", at=at, last=last)
    return text(lang, "words-at", at=at or last) if at or last else text(lang, "words-undated")


def _said(lang: str, zone: str, name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return formats.moment(lang, value, zone)
    if isinstance(value, timedelta):
        return formats.span(lang, value)
    if isinstance(value, list | tuple):
        shown = [str(_said(lang, zone, name, each)) for each in value[:_MOST]]
        if len(value) > _MOST:
            shown.append(text(lang, "words-more", count=len(value) - _MOST))
        return ("、" if lang == "ja" else ", ").join(shown)
    if name.startswith("usd"):
        return "" if value is None else formats.money(lang, float(value))
    if name in ("kind", "state", "tactic") and isinstance(value, str):
        word = f"{name}-{value}".replace(" ", "-")
        word = word.lower() if name == "tactic" else word
        return text(lang, word) if has(lang, word) else value.replace("_", " ")
    return "" if value is None else value
