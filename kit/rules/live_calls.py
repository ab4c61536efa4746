"""Which calls tell the state of an account, and where in their answers the things are:
tables/live_calls.yml.

Sources ask by it, the store reads the answers by it: one table, so that nothing is asked that nobody reads.
The file says what its fields mean; names of services are those of boto3. CatalogueError when a row is broken.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from kit.errors import CatalogueError
from kit.rules.pages import Paths, Row, Word, convert, table
from kit.rules.paths import as_text, compile_list, compile_value

FILE = "live_calls.yml"
_VALUES = ("id", "name", "arn", "parent", "state", "size", "created", "detail")
_TAGS = ".Tags | .tags | .TagList | .TagSet | .tagList"


class OverRow(Row, frozen=True, rename={"name": "as"}):
    """The earlier call that a call is asked over."""

    call: Word
    values: Paths
    name: Word
    batch: int = 0
    keep: tuple[Word, ...] = ()


class CallRow(Row, frozen=True, rename={"parameters": "with"}):
    """One call as the file has it."""

    call: Word
    parameters: Mapping[str, Any] = msgspec.field(default_factory=dict)
    over: OverRow | None = None
    values: Paths | None = None
    each: Paths | None = None
    kind: Word | None = None
    part: bool = False
    absent: tuple[Word, ...] = ()
    unused: tuple[Word, ...] = ()
    once: Word | None = None
    keep: bool = False
    tells: Word | None = None
    id: Paths | None = None
    name: Paths | None = None
    arn: Paths | None = None
    parent: Paths | None = None
    state: Paths | None = None
    size: Paths | None = None
    created: Paths | None = None
    detail: Paths | None = None


class File(Row, frozen=True):
    """The file; its calls are read one by one, so that an error names its own."""

    states: dict[Literal["stopped", "gone"], tuple[Word, ...]]
    unused: tuple[Word, ...]
    calls: dict[Word, dict[Word, tuple[Any, ...]]]


@dataclass(frozen=True)
class Over:
    """The earlier call whose answers give the parameter `name`, one by one or `batch` at a time."""

    service: str
    call: str
    values: str
    name: str
    batch: int = 0
    keep: tuple[str, ...] = ()


@dataclass(frozen=True)
class LiveCall:
    """One call and how its answer is read. `once`: the only Region it is asked of, None for every Region."""

    source: str
    service: str
    call: str
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)
    over: Over | None = None
    each: str | None = None
    kind: str | None = None
    paths: Mapping[str, str] = field(default_factory=dict, hash=False)
    part: bool = False
    absent: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    once: str | None = None
    keep: bool = False
    tells: str | None = None

    @property
    def member(self) -> str | None:
        """The member of the answer that its things lie in; None where no list is read or paths differ."""
        found = re.match(r"res\.(\w+)", self.each or "")
        return found[1] if found and "|" not in (self.each or "") else None

    def things(self, event: Mapping[str, Any]) -> list[dict[str, str | None]]:
        """The things in an answer, each with the values of its paths as text.

        `event` has the parts `res` (answer), `req` (parameters) and `event` (account and region).
        """
        if self.each is None:
            return []
        every, read = _compiled(self)
        return [{name: as_text(value(event, item)) for name, value in read.items()} for item in every(event)]


@functools.cache
def _compiled(call: LiveCall) -> tuple:
    return compile_list(call.each or ""), {name: compile_value(path) for name, path in call.paths.items()}


@functools.cache
def live_calls(source: str | None = None) -> tuple[LiveCall, ...]:
    """Every call of one source (`sweep`, `iam`, `posture`), or of all, in the order of the file."""
    return tuple(call for call in _table()[0] if source in (None, call.source))


def known(source: str, service: str, call: str) -> LiveCall | None:
    """The row of a call that a stored answer names; None for one of another version of the kit."""
    return _table()[1].get((source, service, call))


def state_of(word: str | None) -> str:
    """A service's word for a state as alive, stopped or gone."""
    return _table()[2].get((word or "").lower().replace(" ", "_"), "alive")


def answers(value: Any, path: str) -> list[Any]:
    """Values at `path` (`res.clusters[].arn`) of one answer."""
    found = compile_list(path)({"res": value})
    return list(dict.fromkeys(each for each in found if isinstance(each, (str, int))))


@functools.cache
def _table() -> tuple[tuple[LiveCall, ...], Mapping, Mapping[str, str]]:
    found = table(FILE, File)
    calls = tuple(
        _call(source, service, row, found.unused)
        for source, services in found.calls.items()
        for service, rows in services.items()
        for row in rows
    )
    by_name = {(call.source, call.service, call.call): call for call in calls}
    if len(by_name) != len(calls):
        raise CatalogueError(f"{FILE}: a call is there twice")
    for call in calls:
        if call.over and (call.source, call.over.service, call.over.call) not in by_name:
            raise CatalogueError(f"{FILE}: {call.call}: no row {call.over.call} to ask over")
    states = {word: state for state, words in found.states.items() for word in words}
    return calls, by_name, states


def _call(source: str, service: str, content: Any, unused: tuple[str, ...]) -> LiveCall:
    named = content.get("call") if isinstance(content, dict) else content
    where = f"{FILE}: {service}.{named}"
    row = convert(content, CallRow, where)
    if row.kind and not (row.each and row.id):
        raise CatalogueError(f"{where}: a kind needs each and id")
    paths = {name: path for name in _VALUES if (path := getattr(row, name))}
    made = LiveCall(
        source=source,
        service=service,
        call=row.call,
        parameters=row.parameters,
        over=_over(service, row.over) if row.over else None,
        each=row.each or row.values,
        kind=row.kind,
        paths=paths | ({"tags": _TAGS} if row.kind else {}),
        part=row.part,
        absent=row.absent,
        unused=(*unused, *row.unused),
        once=row.once,
        keep=row.keep,
        tells=row.tells,
    )
    try:
        _compiled(made)
    except CatalogueError as error:
        raise CatalogueError(f"{where}: {error}") from None
    return made


def _over(service: str, row: OverRow) -> Over:
    other, _, name = row.call.rpartition(".")
    return Over(other or service, name, row.values, row.name, row.batch, row.keep)
