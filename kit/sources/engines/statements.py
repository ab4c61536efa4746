"""Statements for an engine over the log bucket: templates of queries/engine with their values written in.

A template is plain SQL that means the same everywhere; its copies in Trino's and Spark's words are made at
build time (kit.cli.engine_sql) and committed. Values come from logs, so they are hostile: each is written as
a literal by `quoted`, the one place for that; engines differ in what a backslash is there.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kit import questions
from kit.errors import QueryError

DIALECTS = ("duckdb", "trino", "spark")
# Athena takes 262,144 bytes of a statement.
LONGEST = 200_000
_PLACE = re.compile(r"\$([a-z_][a-z0-9_]*)")


@dataclass(frozen=True)
class Statement:
    """One statement for an engine. `name` is its template, `rows` whether its answer holds records (else an
    aggregate), `shape` what the table that it reads looks like."""

    name: str
    text: str
    rows: bool
    shape: str = "cloudtrail"

    @property
    def digest(self) -> str:
        """Names the statement: twelve hex digits of the sha256 of its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def statement(
    name: str, values: Mapping[str, object], *, dialect: str, shape: str, table: str, bounds: str = ""
) -> Statement:
    """Template `name` over `table` (as the engine writes it), which has `shape`.

    `bounds` is a condition on partition columns, in the engine's own words. QueryError for a value that the
    template has no place for, or lacks.
    """
    body = _template(name, dialect)
    missing = set(_PLACE.findall(body)) ^ set(values)
    if missing:
        raise QueryError(f"queries/engine/{name}.sql: values {sorted(missing)} do not fit the template")
    body = _PLACE.sub(lambda found: _written(values[found[1]], dialect), body)
    calls = _template(f"shapes/{shape}", dialect)
    calls = calls.replace("source_table", table).replace("bounds_hold", bounds or "1 = 1")
    text = f"with calls as (\n{calls}\n)\n\n{body}"
    return Statement(name, text, rows=body.lstrip().startswith("select *"), shape=shape)


def quoted(value: str, dialect: str) -> str:
    """A string literal. Spark reads backslashes in it, the others do not."""
    if "\0" in value:
        raise QueryError("a value with a zero byte cannot be asked for")
    text = value.replace("\\", "\\\\") if dialect == "spark" else value
    return "'" + text.replace("'", "\\'" if dialect == "spark" else "''") + "'"


def _written(value: object, dialect: str) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value, dialect)
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        # Rows for `values (...)`, which writes the first and the last bracket.
        return "), (".join(", ".join(quoted(str(cell), dialect) for cell in row) for row in value)
    if isinstance(value, Iterable):
        # An empty list of SQL is no list; the empty text is nobody's name.
        return ", ".join(quoted(str(each), dialect) for each in sorted(value)) or quoted("", dialect)
    raise QueryError(f"{value!r}: no value that a statement can hold")


@functools.cache
def _template(name: str, dialect: str) -> str:
    return questions.engine(name, None if dialect == "duckdb" else dialect).sql
