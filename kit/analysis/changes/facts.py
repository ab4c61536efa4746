"""What an event did, by the tables of effects: event row -> Facts, one per thing that the call touched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from kit.analysis.changes import unlisted
from kit.analysis.credentials import Key, normal_id
from kit.rules import VERB_ORDER, Effect, Effects, Kind, as_text, effects

if TYPE_CHECKING:
    from kit.rows import LedgerIntruderEventsRow, LedgerOtherEventsRow, LedgerWholeEventsRow

    EventRow = LedgerIntruderEventsRow | LedgerOtherEventsRow | LedgerWholeEventsRow

_JSON = {
    "req": "request_parameters",
    "res": "response_elements",
    "add": "additional_event_data",
    "svc": "service_event",
}


_quick = msgspec.json.Decoder().decode


class UnreadError(Exception):
    """A part of the event is asked for that its row was fetched without."""


@dataclass
class Fact:
    """One thing that one call did: `verb` on the thing `key`; `text` are the values read from the record.

    `known` is False where the record does not hold which thing it was (CloudTrail leaves out members over 100
    KB).
    """

    effect: Effect
    key: Key
    parent_key: Key | None
    id: str
    known: bool
    text: dict[str, str]
    event: EventRow = field(repr=False)

    @property
    def kind(self) -> Kind:
        """Kind of the thing."""
        return self.effect.kind

    @property
    def at(self) -> datetime:
        """When the call was."""
        return self.event["event_time"]

    @property
    def other_key(self) -> Key:
        """The same thing by its name, where a call may give either: a key pair by id or by name."""
        name = self.text.get("name")
        return (*self.key[:4], normal_id(self.kind, name)) if name else self.key

    @property
    def order(self) -> tuple:
        """Place in time; within one second, the resolution of eventTime, making comes before ending, and
        what was asked for before what a service made of it."""
        of_service = bool(self.event["invoked_by"])
        return (self.at, VERB_ORDER[self.effect.verb], of_service, self.event["event_key"])


def facts_of(events: Iterable[EventRow], tables: Effects) -> Iterator[Fact]:
    """Facts of each event, in the order given. Events: columns of step `ledger_events`. UnreadError where a
    row lacks a part that is needed."""
    for row in events:
        yield from facts_by(effects_of(row["event_source"], row["event_name"], tables), row)


def effects_of(source: str | None, name: str | None, tables: Effects) -> tuple[Effect, ...]:
    """What such a call may do; empty where it touches nothing."""
    return tables.of(source or "", name or "") or unlisted.effects_of(source or "", name or "")


def leaves(value: object) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


def parsed(row: EventRow) -> Mapping[str, object]:
    """The event as paths see it: its JSON parts, and its columns under `event`."""
    return _Parts(row)


class _Parts(Mapping[str, object]):
    """A part is parsed when a path first asks for it: most calls are told by their request alone, and replies
    are long."""

    def __init__(self, row: EventRow) -> None:
        self._row = row
        self._parts: dict[str, object] = {}

    def __getitem__(self, part: str) -> object:
        parts = self._parts
        if part in parts:
            return parts[part]
        if part == "event":
            parts[part] = self._columns()
        elif _JSON[part] in self._row:
            parts[part] = _json(self._row.get(_JSON[part]))
        else:
            raise UnreadError(part)
        return parts[part]

    def _columns(self) -> Mapping[str, object]:
        # A call without a name in its request speaks of its caller; where the evidence holds no requests (the
        # console's CSV), nobody knows of whom it speaks.
        if self._row["request_parameters"] is None:
            return {**self._row, "user_name": None, "user_arn": None}
        return self._row

    def __iter__(self) -> Iterator[str]:
        return iter(("event", *_JSON))

    def __len__(self) -> int:
        return 1 + len(_JSON)


def thing_key(kind: Kind, row: EventRow, id_: str, parent: str = "") -> Key:
    """Key of a thing of `kind` in the account and Region of the event."""
    return (*place_of(kind, row), parent if kind.within else "", id_)


def place_of(kind: Kind, row: EventRow) -> tuple[str, str, str]:
    """What the keys of all things of `kind` begin with that a call can touch: account, Region, kind."""
    return (str(row["account"] or ""), "" if kind.everywhere else str(row["aws_region"] or ""), kind.name)


def facts_by(found: tuple[Effect, ...], row: EventRow) -> Iterator[Fact]:
    """Facts of one event by the effects of its call."""
    if not found:
        return
    event = parsed(row)
    for effect in found:
        if not all(condition.holds(event) for condition in effect.when):
            continue
        items = effect.each(event) if effect.each else [None]
        for item in items:
            fact = _fact(row, event, effect, item)
            if fact is not None:
                yield fact
        if not items and _unsaid(effect, event):
            yield _unknown(row, event, effect)


def _fact(row: EventRow, event: Mapping, effect: Effect, item: object) -> Fact | None:
    text = {}
    for name, read in effect.read.items():
        value = as_text(read(event, item))
        if value not in (None, ""):
            text[name] = value
    kind = effect.kind
    if "id" not in text:
        return _unknown(row, event, effect) if _unsaid(effect, event) else None
    id_ = normal_id(kind, text["id"])
    parent_key = None
    parent = ""
    if kind.parent and "parent" in text:
        parent_kind = _kind_of_parent(effect)
        parent = normal_id(parent_kind, text["parent"])
        parent_key = thing_key(parent_kind, row, parent)
        text["parent"] = parent
    return Fact(effect, thing_key(kind, row, id_, parent), parent_key, id_, True, text, row)


def _kind_of_parent(effect: Effect) -> Kind:
    return effects().kinds[effect.kind.parent or ""]


def _unsaid(effect: Effect, event: Mapping) -> bool:
    """Whether the record leaves out which thing was made, so that the thing stands in the ledger without its
    name."""
    if effect.verb != "makes" or effect.kind.change != "created":
        return False
    return event["res"] is None or event["req"] is None or _omitted(event["res"]) or _omitted(event["req"])


def _unknown(row: EventRow, event: Mapping, effect: Effect) -> Fact:
    id_ = f"unknown@{row['event_key']}"
    text = {}
    for name, read in effect.read.items():
        value = as_text(read(event, None)) if name not in ("id", "name", "arn", "parent") else None
        if value not in (None, ""):
            text[name] = value
    return Fact(effect, thing_key(effect.kind, row, id_), None, id_, False, text, row)


def _omitted(value: object) -> bool:
    return isinstance(value, dict) and value.get("omitted") is True


def _json(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        return _quick(text)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        pass
    # What it refuses may be JSON all the same: half a character, a number beyond all bounds.
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
