"""The raw tables of case.duckdb: schema.sql, statement by statement, and what tells one make of a table from
another."""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path

# The table that says which make of each table a database holds.
STAMPS = "schema_stamps"
_STATEMENT = re.compile(r"^create table if not exists (\w+) \(.*?\);$", re.MULTILINE | re.DOTALL)


def _statements() -> dict[str, str]:
    text = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    return {found[1]: found[0].rstrip(";") for found in _STATEMENT.finditer(text)}


# Name of a table -> the statement that makes it, in the order of the file.
TABLES = _statements()


@functools.cache
def stamps() -> dict[str, str]:
    """Table -> hash of its statement, white space aside; the table of the stamps has none itself."""
    return {
        name: hashlib.sha256(" ".join(statement.split()).encode()).hexdigest()[:16]
        for name, statement in TABLES.items()
        if name != STAMPS
    }
