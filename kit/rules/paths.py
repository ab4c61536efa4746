"""Paths into the JSON of one event: `req.instancesSet.items[].instanceId`. Pure.

The first word names the part: `req` requestParameters, `res` responseElements, `add` additionalEventData,
`svc` serviceEventDetails, `event` a column of view `events`; a path that begins with a dot starts at the item
of a list. `[]` goes through a list, and takes a lone object for a list of one, because CloudTrail writes
EC2's lists both ways. Keys are compared exactly first and without regard to case second: the same member is
`keyId` in one service's records and `KeyId` in another's (the CloudTrail record page gives no rule). `a | b`
takes the first that is there. `{a}:{b}` in braces is a template; it has a value only if each of its paths has
one. `=word` is the word itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kit.errors import CatalogueError

PARTS = ("req", "res", "add", "svc", "event", "key")
_STEP = re.compile(r"^[A-Za-z0-9_$:*@-]+(\[\])?$")
_BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Path:
    """One way into an event: `part` ('' = the item of a list) and keys, `[]` as a key of its own."""

    part: str
    steps: tuple[str, ...]

    def all(self, event: Mapping, item: object) -> Iterator[object]:
        """Every value at the path that is neither null nor empty."""
        yield from _walk(item if self.part == "" else event.get(self.part), self.steps)


@dataclass(frozen=True)
class Word:
    """A word that stands for itself."""

    text: str

    def all(self, event: Mapping, item: object) -> Iterator[object]:
        """The word, whatever the event."""
        yield self.text


def compile_value(text: str) -> Callable[[Mapping, object], object]:
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


def as_text(value: object) -> str | None:
    """A JSON value as text: text as it is, a time in UTC, anything else as compact JSON with sorted keys."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _alternatives(text: str) -> list[Path | Word]:
    parts = [part.strip() for part in text.split("|")]
    return [Word(part[1:]) if part.startswith("=") else _path(part) for part in parts]


def _path(text: str) -> Path:
    part, *steps = text.split(".")
    if part != "" and part not in PARTS:
        raise CatalogueError(f"path {text!r}: it must begin with one of {', '.join(PARTS)} or a dot")
    if steps == [""]:
        steps = []
    found: list[str] = []
    for step in steps:
        if not _STEP.match(step):
            raise CatalogueError(f"path {text!r}: {step!r} is no key")
        found.append(step.removesuffix("[]"))
        if step.endswith("[]"):
            found.append("[]")
    return Path(part, tuple(found))


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
