"""Conditions on a record: `when` of a page, a mapping of paths to what must stand there.

`path: word` or a list of words: one of them, whatever its case; or one test: `{present: true}` or `false`,
`{differs: word}`, `{contains: piece of text}`, `{pattern: regular expression, found anywhere}`. A value that
is no text counts as its compact JSON; a missing one passes only `differs` and `present: false`. All lines
must hold. Python reads them of a whole event, SQL of the columns of view `events`
(queries/views/event_actions.sql).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kit.errors import CatalogueError
from kit.rules.pages import Scalar, Test, When
from kit.rules.paths import Reader, as_text, compile_value


@dataclass(frozen=True)
class Condition:
    """The text at `path` passes `test` (`in`, `present`, `differs`, `contains` or `pattern`) against
    `values`."""

    path: str
    read: Reader
    test: str
    values: tuple[str, ...]

    def holds(self, event: Mapping) -> bool:
        """Whether the event, as paths see it, meets the condition."""
        found = as_text(self.read(event, None)) or None
        if self.test == "present":
            return (found is not None) == (self.values == ("true",))
        if self.test == "differs":
            return found is None or found.lower() not in self.values
        if found is None:
            return False
        if self.test == "in":
            return found.lower() in self.values
        if self.test == "contains":
            return self.values[0] in found
        return re.search(self.values[0], found) is not None


def conditions(when: When) -> tuple[Condition, ...]:
    """The lines of a `when`. CatalogueError when a path or a pattern is broken."""
    return tuple(_condition(path, wanted) for path, wanted in when.items())


def _condition(path: str, wanted: Scalar | list[Scalar] | Test) -> Condition:
    if not isinstance(wanted, Test):
        words = wanted if isinstance(wanted, list) else [wanted]
        if not words:
            raise CatalogueError(f"when: {path}: an empty list holds never")
        return Condition(path, compile_value(path), "in", tuple(_text(word).lower() for word in words))
    given = {name: value for name in Test.__struct_fields__ if (value := getattr(wanted, name)) is not None}
    if len(given) != 1:
        raise CatalogueError(f"when: {path}: exactly one of {', '.join(Test.__struct_fields__)}")
    ((test, value),) = given.items()
    if test == "pattern":
        try:
            re.compile(value)
        except re.error as error:
            raise CatalogueError(f"when: {path}: pattern {value!r}: {error}") from None
    text = _text(value)
    return Condition(path, compile_value(path), test, (text.lower() if test == "differs" else text,))


def _text(value: Scalar) -> str:
    return as_text(value) or ""
