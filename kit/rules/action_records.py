"""Where the catalogue's rows look inside a record, and the conditions they set.

The same places serve two readers: Python reads whole CloudTrail records, SQL the columns of view `events`.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

_TESTS = ("equals", "differs", "in", "contains", "pattern", "present")
_PATH = re.compile(r"\$(\.[A-Za-z][A-Za-z0-9_]*(\[(\d+|\*)\])?)+")
_PARTS = {
    "requestParameters": "request_parameters",
    "responseElements": "response_elements",
    "additionalEventData": "additional_event_data",
    "resources": "resources",
    "serviceEventDetails": "extra",
}
_COLUMNS = {  # what the view holds as columns of its own
    "$.userIdentity.userName": "user_name",
    "$.userIdentity.arn": "user_arn",
    "$.errorCode": "error_code",
}


@dataclass(frozen=True)
class Place:
    """Where a value of a record stands in view `events`: `part` is the column; path and item are null for a
    whole one.

    `$.requestParameters.a.b[*].c` is column request_parameters, path `$.a.b`, and of each item `$.c`.
    """

    part: str
    path: str | None = None
    item: str | None = None

    @classmethod
    def of(cls, text: str) -> Place:
        """Reads a JSON path of the catalogue; ValueError when it is none or leads nowhere."""
        if text in _COLUMNS:
            return cls(_COLUMNS[text])
        if not _PATH.fullmatch(text) or text.count("[*]") > 1:
            raise ValueError(f"{text!r} is no path such as $.requestParameters.userName")
        first = re.match(r"\$\.([A-Za-z]+)(.*)", text)
        if first is None or first[1] not in _PARTS:
            raise ValueError(f"{text!r} must begin with {', '.join(f'$.{part}' for part in _PARTS)}")
        rest = text[1:] if _PARTS[first[1]] == "extra" else first[2]
        before, star, after = rest.partition("[*]")
        return cls(_PARTS[first[1]], f"${before}", f"${after}" if star else None)

    @functools.cached_property
    def other_path(self) -> str | None:
        """The path with the first letter of each key in the other case, tried where the path itself finds
        nothing.

        The same member is `userName` in the records of one service or year and `UserName` in those of
        another.
        """
        if self.path is None:
            return None
        return re.sub(r"\.(\w)", lambda match: "." + match[1].swapcase(), self.path)

    def read(self, record: Mapping) -> object:
        """The value in a CloudTrail record, null where there is none; of `[*]` the list of values."""
        if self.part in _COLUMNS.values():
            whole = next(path for path, column in _COLUMNS.items() if column == self.part)
            return _walk(record, whole[2:].split("."))
        start = next(name for name, column in _PARTS.items() if column == self.part)
        base = record if self.part == "extra" else record.get(start)
        found = _walk(base, _steps(self.path))
        if found is None:
            found = _walk(base, _steps(self.other_path))
        if self.item is None or not isinstance(found, list):
            return found
        return [_walk(each, re.findall(r"\w+", self.item)) for each in found]


@dataclass(frozen=True)
class Condition:
    """One line of `when`: the text at `place` passes `test` against `value`.

    Tests: `equals`, `differs`, `in` (a list), `contains` (a piece of text), `pattern` (regular expression,
    found anywhere), `present` (true or false). A value that is no text counts as its compact JSON; a missing
    one passes only `differs` and `present: false`.
    """

    place: Place
    test: str
    values: tuple[str, ...]

    @classmethod
    def of(cls, line: object) -> Condition:
        """Reads a line of `when`; ValueError or re.error when it is none."""
        tests = set(line) - {"path"} if isinstance(line, dict) else set()
        if not isinstance(line, dict) or "path" not in line or len(tests) != 1 or not tests <= set(_TESTS):
            raise ValueError(f"when: {line!r} needs path and one of {', '.join(_TESTS)}")
        (test,) = tests
        values = line[test] if isinstance(line[test], list) else [line[test]]
        if not values or (test != "in" and len(values) > 1) or None in values:
            raise ValueError(f"when: {test}: {line[test]!r} will not do")
        if test == "pattern":
            re.compile(values[0])
        return cls(Place.of(line["path"]), test, tuple(as_text(value) or "" for value in values))

    def holds(self, record: Mapping) -> bool:
        """Whether the record meets the condition."""
        found = as_text(self.place.read(record))
        if self.test == "present":
            return (found is not None) == (self.values == ("true",))
        if self.test == "differs":
            return found not in self.values
        if found is None:
            return False
        if self.test in ("equals", "in"):
            return found in self.values
        if self.test == "contains":
            return self.values[0] in found
        return re.search(self.values[0], found) is not None


def as_text(value: object) -> str | None:
    """A JSON value as text, the way DuckDB's `->>` gives it."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _steps(path: str | None) -> list[str | int]:
    """The path as keys and list positions."""
    return [int(place) if place else key for key, place in re.findall(r"\.(\w+)|\[(\d+)\]", path or "")]


def _walk(value: object, steps: list) -> object:
    for step in steps:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
