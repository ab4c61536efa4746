"""A message with arguments as analyses hand them over: times, lists, money and words of closed lists made
readable.

Arguments: datetime -> local time with UTC beside it; list -> at most eight, then how many more; `usd...` ->
money; `kind`, `state`, `change`, `service` and `tactic` -> their word; `things`, a list of (service, kind) ->
how many of each, and beside it `thing` (the most frequent kind, without number) and `kinds` (how many kinds);
nothing (None, no letter, an empty list) -> the word for not known, so that no sentence has a hole. Everything
else goes in as it is. Where `at` and `last` are both given, `during` says "At ..." of one moment, "From ...
to ..." of several, and that no time is known where both are None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from kit.texts import formats, has, naming, text

_MOST = 8


def say(lang: str, zone: str, message_id: str, args: Mapping[str, Any] | None = None) -> str:
    """The message in `lang` with times in `zone` (IANA)."""
    args = args or {}
    said = {name: _said(lang, zone, name, value) for name, value in args.items()}
    if args.get("things"):
        said |= _things(lang, args["things"])
    if "at" in said and "last" in said:
        known = {name: said[name] for name in ("at", "last") if args[name] is not None}
        said["during"] = _during(lang, known.get("at", ""), known.get("last", ""))
    return text(lang, message_id, **said)


def _things(lang: str, found: Sequence[naming.Kind]) -> dict[str, Any]:
    counts = Counter(found).most_common()
    first, count = counts[0] if counts else (("", ""), 0)
    return {
        "things": naming.things(lang, found),
        "thing": naming.thing(lang, first, count),
        "kinds": len(counts),
    }


def _during(lang: str, at: str, last: str) -> str:
    """From when to when; records may lack their times."""
    if at and last and at != last:
        return text(lang, "words-from-to", at=at, last=last)
    return text(lang, "words-at", at=at or last) if at or last else text(lang, "words-undated")


def _said(lang: str, zone: str, name: str, value: Any) -> Any:
    if value is None or (isinstance(value, str | list | tuple) and not any(value)):
        return text(lang, "words-unknown")
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
        return formats.money(lang, float(value))
    if name == "service" and isinstance(value, str):
        return naming.service(lang, value)
    if name in ("kind", "state", "change", "tactic") and isinstance(value, str):
        word = f"{name}-{value}".replace(" ", "-")
        word = word.lower() if name == "tactic" else word
        return text(lang, word) if has(lang, word) else value.replace("_", " ")
    return value
