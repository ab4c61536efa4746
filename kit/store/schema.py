"""The raw tables of case.duckdb: schema.sql, statement by statement, with their columns and the stamp of each
make.

Whoever writes a raw table takes names and types from here; they are written down once, in schema.sql.
"""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

# The table that says which make of each table a database holds.
STAMPS = "schema_stamps"
_STATEMENT = re.compile(r"^create table if not exists (\w+) \((.*?)\);$", re.MULTILINE | re.DOTALL)


def _found() -> dict[str, re.Match[str]]:
    text = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    return {found[1]: found for found in _STATEMENT.finditer(text)}


_FOUND = _found()
# Name of a table -> the statement that makes it, in the order of the file.
TABLES = {name: found[0].rstrip(";") for name, found in _FOUND.items()}


@functools.cache
def stamps() -> dict[str, str]:
    """Table -> hash of its statement, white space aside; the table of the stamps has none itself."""
    return {
        name: hashlib.sha256(" ".join(statement.split()).encode()).hexdigest()[:16]
        for name, statement in TABLES.items()
        if name != STAMPS
    }


@functools.cache
def columns(table: str) -> dict[str, str]:
    """Column -> DuckDB type of a raw table, in order."""
    words = (column.split() for column in _FOUND[table][2].split(","))
    return {name: kind for name, kind, *_ in words}


@functools.cache
def required(table: str) -> frozenset[str]:
    """Columns of a raw table that are never empty."""
    parts = (column.split() for column in _FOUND[table][2].split(","))
    return frozenset(part[0] for part in parts if part[2:4] == ["not", "null"])


@functools.cache
def arrow(table: str) -> pyarrow.Schema:
    """The columns of a raw table as Arrow takes them to DuckDB, in order."""
    import pyarrow  # `kit sql` opens a case without it

    kinds = {
        "bigint": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "double": pyarrow.float64(),
        "integer": pyarrow.int32(),
        "timestamp": pyarrow.timestamp("us"),
        "varchar": pyarrow.string(),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in columns(table).items()])
