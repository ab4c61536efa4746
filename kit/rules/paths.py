"""Paths into the JSON of one event: `req.instancesSet.items[].instanceId`. Pure.

The first word names the part: `req` requestParameters, `res` responseElements, `add` additionalEventData,
`svc` serviceEventDetails, `who` userIdentity, `resources` the list of that name, `event` a column of view
`events`, `row` a column of the row that a remedy is for, `kit` a text of the kit's own; a path that
begins with a dot starts at the item of a list. `[]` goes through a list, and takes a lone object for a
list of one, because CloudTrail writes EC2's lists both ways; `[0]` is the first of a list. Keys are
compared exactly first and without regard to case second: the same member is `keyId` in one service's
records and `KeyId` in another's (the CloudTrail record page gives no rule). `a | b` takes the first that
is there. `{a}:{b}` in braces is a template; it has a value only if each of its paths has one. `=word` is
the word itself.

The same language serves two readers: `compile_value` and `compile_list` for Python, `place_of` for SQL,
which reads one path only (no alternatives, no template, one list at most) and knows keys as they are
written or with the first letter of each in the other case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kit.errors import CatalogueError

PARTS = ("req", "res", "add", "svc", "who", "resources", "event", "row", "kit")
_STEP = re.compile(r"^[A-Za-z0-9_$:*@-]+(\[\d*\])?$")
_LIST = re.compile(r"\[(\d*)\]$")
_BRACES = re.compile(r"\{([^{}]+)\}")
Reader = Callable[[Mapping, object], object]
# Where each part stands in view `events`: the column of JSON, and what comes before the keys in it.
_COLUMNS = {
    "req": ("request_parameters", "$"),
    "res": ("response_elements", "$"),
    "add": ("additional_event_data", "$"),
    "svc": ("extra", "$.serviceEventDetails"),
    "who": ("user_identity", "$"),
    "resources": ("resources", "$"),
}


@dataclass(frozen=True)
class Path:
    """One way into an event: `part` ('' = the item of a list) and keys, `[]` as a key of its own."""

    part: str
    steps: tuple[str, ...]

    def all(self, event: Mapping, item: object) -> Iterator[object]:
        """Every value at the path that is neither null nor empty."""
        yield from _walk(item if self.part == "" else event.get(self.part), self.steps)


@dataclass(frozen=True)
class Place:
    """Where a path leads in view `events`: column `part`, a JSON path in it (None for the whole column), and
    of each item of the list there another.

    `req.a.b[].c` is column request_parameters, path `$.a.b`, and of each item `$.c`; `other_path` has the
    first letter of each key in the other case.
    """

    part: str
    path: str | None = None
    item: str | None = None
    other_path: str | None = None


@dataclass(frozen=True)
class Word:
    """A word that stands for itself."""

    text: str

    def all(self, event: Mapping, item: object) -> Iterator[object]:
        """The word, whatever the event."""
        yield self.text


def compile_value(text: str) -> Reader:
    """Reader of one value: the first of the alternatives, or a filled template; None where nothing is
    there."""
    text = str(text)
    if "{" in text:
        inner = [(hole, compile_value(hole)) for hole in _BRACES.findall(text)]

        def fill(event: Mapping, item: object) -> object:
            values = {hole: read(event, item) for hole, read in inner}
            if any(value is None for value in values.values()):
                return None
            return _BRACES.sub(lambda match: as_text(values[match[1]]) or "", text)

        return fill
    paths = _alternatives(text)

    def first(event: Mapping, item: object) -> object:
        for path in paths:
            for value in path.all(event, item):
                return value
        return None

    return first


def compile_list(text: str) -> Callable[[Mapping], list[object]]:
    """Reader of all items at a path: the values of the first alternative that has any."""
    paths = _alternatives(text)

    def every(event: Mapping) -> list[object]:
        for path in paths:
            values = list(path.all(event, None))
            if values:
                return values
        return []

    return every


def alternatives(text: str) -> list[str]:
    """The paths of `a | b`, each for itself."""
    return [part.strip() for part in text.split("|")]


def parts_of(text: str) -> frozenset[str]:
    """Parts of the event one of which holds the value at the path as it is ('' = the item of a list); empty
    where a template puts it together, or a word may stand for it."""
    found = [] if "{" in text else _alternatives(text)
    parts = frozenset(path.part for path in found if isinstance(path, Path))
    return parts if all(isinstance(path, Path) for path in found) else frozenset()


def place_of(text: str) -> Place:
    """Where SQL finds the one path `text`. CatalogueError when it is more than one or starts at an item."""
    found = [] if "{" in text else _alternatives(text)
    if len(found) != 1 or not isinstance(found[0], Path) or found[0].steps.count("[]") > 1:
        raise CatalogueError(f"path {text!r}: SQL reads one path, with one list at most")
    part, steps = found[0].part, found[0].steps
    if part == "event" and len(steps) == 1:
        return Place(steps[0])
    if part not in _COLUMNS:
        raise CatalogueError(f"path {text!r}: SQL reads {', '.join(_COLUMNS)} and columns of event")
    column, start = _COLUMNS[part]
    before, after = (
        (steps[: steps.index("[]")], steps[steps.index("[]") + 1 :]) if "[]" in steps else (steps, None)
    )
    return Place(
        column,
        start + _json_path(before),
        None if after is None else "$" + _json_path(after),
        start + _json_path(_other_case(step) for step in before),
    )


def as_text(value: object) -> str | None:
    """A JSON value as text: text as it is, a time in UTC, anything else as compact JSON with sorted keys."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _alternatives(text: str) -> list[Path | Word]:
    return [Word(part[1:]) if part.startswith("=") else _path(part) for part in alternatives(text)]


def _path(text: str) -> Path:
    part, *steps = text.split(".")
    if part != "" and _LIST.sub("", part) not in PARTS:
        raise CatalogueError(f"path {text!r}: it must begin with one of {', '.join(PARTS)} or a dot")
    if steps == [""]:
        steps = []
    found: list[str] = []
    for step in steps:
        if not _STEP.match(step):
            raise CatalogueError(f"path {text!r}: {step!r} is no key")
        found.append(_LIST.sub("", step))
        if listed := _LIST.search(step):
            found.append(listed[0])
    if listed := _LIST.search(part):
        found.insert(0, listed[0])
    return Path(_LIST.sub("", part), tuple(found))


def _json_path(steps: Iterable[str]) -> str:
    """Steps as a JSON path of SQL, without its `$`."""
    return "".join(
        step if step[0] == "[" else f".{step}" if step.isidentifier() else f'."{step}"' for step in steps
    )


def _other_case(step: str) -> str:
    return step[0].swapcase() + step[1:]


def _walk(value: object, steps: tuple[str, ...]) -> Iterator[object]:
    if value is None or value == "" or value == [] or value == {}:
        return
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    if step == "[]":
        if isinstance(value, list):
            for item in value:
                yield from _walk(item, rest)
        elif isinstance(value, dict) and len(value) == 1 and isinstance(value.get("items"), list):
            for item in value["items"]:
                yield from _walk(item, rest)
        else:
            yield from _walk(value, rest)
        return
    if step[0] == "[":
        place = int(step[1:-1])
        if isinstance(value, list) and place < len(value):
            yield from _walk(value[place], rest)
        return
    if isinstance(value, str) and value[:1] == "{":
        try:
            value = json.loads(value)
        except ValueError:
            return
    if isinstance(value, dict):
        if step in value:
            yield from _walk(value[step], rest)
            return
        lower = step.lower()
        for key, inner in value.items():
            if key.lower() == lower:
                yield from _walk(inner, rest)
                return
