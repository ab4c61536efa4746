"""Findings as sentences in the case's language, and as text that is kept until something changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from kit.analysis.findings.finding import Finding
from kit.store import Answer
from kit.texts import has, say

if TYPE_CHECKING:
    from kit.case import Case

COLUMNS = ("finding_id", "severity", "title", "statement", "event_ids", "query", "tactic", "technique")


def said(case: Case, found: Iterable[Finding]) -> Answer:
    """An answer with a row per finding, in the order given; `event_ids` is a JSON list of at most twenty."""
    rows = []
    for each in found:
        own = f"{each.message}-title"
        name = own if has(case.language, own) else f"finding-{each.rule}-title"
        title = say(case.language, case.timezone, name, each.args)
        statement = say(case.language, case.timezone, each.message, each.args)
        rows.append(
            (
                each.finding_id,
                each.severity,
                title,
                statement,
                json.dumps(list(each.event_ids)),
                each.query,
                each.tactic,
                each.technique,
            )
        )
    return Answer(list(COLUMNS), ["VARCHAR"] * len(COLUMNS), rows)


def as_text(found: Iterable[Finding]) -> str:
    """Findings as JSON, with all that their sentences say. TypeError for a value of another type."""
    return json.dumps([_plain(asdict(each)) for each in found], ensure_ascii=False)


def of_text(text: str) -> list[Finding]:
    """The findings of `as_text`."""
    return [Finding(**_value(each)) for each in json.loads(text)]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    for name, (kind, write, _) in _KINDS.items():
        if isinstance(value, kind):
            return {name: write(value)}
    raise TypeError(f"{type(value).__name__} in a finding")


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        ((name, inner),) = value.items()
        return _KINDS[name][2](inner)
    return value


def _written(value: Iterable[Any]) -> list[Any]:
    return [_plain(each) for each in value]


# Name in the text -> type, how it is written, how it is read.
_KINDS: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "time": (datetime, datetime.isoformat, datetime.fromisoformat),
    "span": (timedelta, lambda inner: inner / timedelta(microseconds=1), lambda n: timedelta(microseconds=n)),
    "day": (date, date.isoformat, date.fromisoformat),
    "list": (list, _written, lambda inner: [_value(each) for each in inner]),
    "tuple": (tuple, _written, lambda inner: tuple(_value(each) for each in inner)),
    "set": (set, _written, lambda inner: {_value(each) for each in inner}),
    "object": (
        dict,
        lambda inner: [[_plain(name), _plain(each)] for name, each in inner.items()],
        lambda inner: {_value(name): _value(each) for name, each in inner},
    ),
}
