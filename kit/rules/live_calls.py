"""kit/live_calls.yml: which calls tell the state of an account, and where in their answers the things are.

Sources ask by it, the store reads the answers by it: one table, so that nothing is asked that nobody reads.
The file says what its fields mean; names of services are those of boto3. CatalogueError when a row is broken.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.errors import CatalogueError
from kit.rules.paths import as_text, compile_list, compile_value

FILE = Path(__file__).with_suffix(".yml")
VALUES = ("id", "name", "arn", "parent", "state", "size", "created", "detail", "tags")
_TAGS = ".Tags | .tags | .TagList | .TagSet | .tagList"
_FIELDS = {
    "call",
    "with",
    "over",
    "values",
    "each",
    "kind",
    "part",
    "absent",
    "unused",
    "once",
    "keep",
    *VALUES,
}
_OVER = {"call", "values", "as", "batch", "keep"}


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
    return list(dict.fromkeys(compile_list(path)({"res": value})))


@functools.cache
def _table() -> tuple[tuple[LiveCall, ...], dict, dict[str, str]]:
    import yaml

    try:
        table = yaml.load(
            FILE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{FILE.name}: cannot be read: {' '.join(str(error).split())}") from None
    unused = tuple(table["unused"])
    calls = tuple(
        _call(source, service, row, unused)
        for source, services in table["calls"].items()
        for service, rows in services.items()
        for row in rows
    )
    by_name = {(call.source, call.service, call.call): call for call in calls}
    if len(by_name) != len(calls):
        raise CatalogueError(f"{FILE.name}: a call is there twice")
    for call in calls:
        if call.over and (call.source, call.over.service, call.over.call) not in by_name:
            raise CatalogueError(f"{FILE.name}: {call.call}: no row {call.over.call} to ask over")
    states = {word: state for state, words in table["states"].items() for word in words}
    return calls, by_name, states


def _call(source: str, service: str, row: Mapping[str, Any], unused: tuple[str, ...]) -> LiveCall:
    where = f"{FILE.name}: {service}.{row.get('call')}"
    if set(row) - _FIELDS or "call" not in row or ("kind" in row and not {"each", "id"} <= set(row)):
        raise CatalogueError(f"{where}: needs call, and each and id with a kind; knows {sorted(_FIELDS)}")
    over = row.get("over")
    if over is not None:
        if set(over) - _OVER or not {"call", "values", "as"} <= set(over):
            raise CatalogueError(f"{where}: over needs call, values and as")
        other, _, name = over["call"].rpartition(".")
        over = Over(
            other or service,
            name,
            over["values"],
            over["as"],
            over.get("batch", 0),
            tuple(over.get("keep", ())),
        )
    made = LiveCall(
        source=source,
        service=service,
        call=row["call"],
        parameters=row.get("with", {}),
        over=over,
        each=row.get("each") or row.get("values"),
        kind=row.get("kind"),
        paths={name: str(row[name]) for name in VALUES if name in row}
        | ({"tags": _TAGS} if "kind" in row else {}),
        part=row.get("part", False),
        absent=tuple(row.get("absent", ())),
        unused=(*unused, *row.get("unused", ())),
        once=row.get("once"),
        keep=row.get("keep", False),
    )
    _compiled(_checked(made, where))
    return made


def _checked(call: LiveCall, where: str) -> LiveCall:
    try:
        compile_list(call.each or "res.x")
        for path in call.paths.values():
            compile_value(path)
    except CatalogueError as error:
        raise CatalogueError(f"{where}: {error}") from None
    return call
