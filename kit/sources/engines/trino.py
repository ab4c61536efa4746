"""Trino as an engine: `trino://[USER@]HOST[:PORT]/CATALOG.SCHEMA.TABLE`, through its own Python client.

The client is an extra (`pip install 'leaked-key-kit[trino]'`). A password comes from the environment
(TRINO_PASSWORD), never from the word. Without TLS only this machine is asked. The statements only select, and
the session is told so where the catalog understands it; what Trino spills is its own.
"""

from __future__ import annotations

import getpass
import json
import os
import re
from collections.abc import Mapping
from typing import Any

from kit.errors import SourceError, UsageError
from kit.sources.engines import tables
from kit.sources.engines.engine import Bounds, EngineAnswer, Estimate, UnreadableError, as_csv, broken_file
from kit.sources.engines.statements import Statement

_WORD = re.compile(
    r"trino://(?:(?P<user>[^@/]+)@)?(?P<host>[^:/@]+|\[[^\]]+\])(?::(?P<port>\d+))?"
    r"/(?P<catalog>[^./]+)\.(?P<schema>[^./]+)\.(?P<table>[^./]+)"
)
_HERE = ("localhost", "127.0.0.1", "[::1]")
_DIALECT = "trino"


class Trino:
    """One table behind one coordinator. UsageError for a word that names none, SourceError where it does not
    answer."""

    def __init__(self, word: str) -> None:
        found = _WORD.fullmatch(word)
        if found is None:
            raise UsageError(
                f"{word}: no table of Trino; write trino://HOST:PORT/CATALOG.SCHEMA.TABLE,"
                " the password in TRINO_PASSWORD"
            )
        self.word = word
        self._parts = found
        self.left_out: set[str] = set()
        self._connection = self._connect()
        self.table = self._described()

    def statement(self, name: str, values: Mapping[str, object], bounds: Bounds) -> Statement:
        """Template `name` over the table, within the bounds."""
        return tables.over(self.table, _DIALECT, name, values, bounds.parts, self._readable())

    def _readable(self) -> str:
        return tables.without(self.left_out, _DIALECT)

    def answer(self, asked: Statement) -> EngineAnswer:
        """The rows of a statement as CSV, and the bytes that were read for it. UnreadableError for a file
        that ends the whole statement, as a gzip that is cut off does; the next one leaves it out."""
        cursor, rows = self._run(asked.text)
        columns = [column[0] for column in cursor.description or ()]
        stats = cursor.stats or {}
        facts = {
            "rows": len(rows),
            "bytes_read": stats.get("physicalInputBytes", stats.get("processedBytes")),
            "query_id": cursor.query_id,
        }
        return EngineAnswer(as_csv(columns, rows), {key: value for key, value in facts.items() if value})

    def estimate(self, bounds: Bounds) -> Estimate | None:
        """Trino's own estimate of what a statement over the table reads, where the table has statistics."""
        where = tables.condition(self.table, _DIALECT, *bounds.parts) or "true"
        _, rows = self._run(f"explain (type io, format json) select * from {self.table.name} where {where}")
        told = json.loads(rows[0][0]).get("estimate") or {}
        size = told.get("outputSizeInBytes")
        return Estimate(0, int(size)) if isinstance(size, (int, float)) else None

    def _run(self, text: str) -> tuple[Any, list]:
        from trino.exceptions import Error, HttpError

        cursor = self._connection.cursor()
        try:
            cursor.execute(text)
            return cursor, cursor.fetchall()
        except (Error, HttpError, OSError) as error:
            said = _said(error)
            place = broken_file(f"{getattr(error, 'error_name', '')} {said}")
            if place and place not in self.left_out:
                self.left_out.add(place)
                raise UnreadableError(self.word, place, _why(said, place)) from None
            raise SourceError(f"{self.word}: {said[:500]}") from None

    def _connect(self) -> Any:
        try:
            import trino
        except ImportError:
            raise UsageError(
                f"{self.word}: the client of Trino is not installed; `pip install 'leaked-key-kit[trino]'`"
            ) from None
        parts, password = self._parts, os.environ.get("TRINO_PASSWORD")
        here = parts["host"] in _HERE
        port = int(parts["port"] or (8080 if here else 443))
        secure = not here or bool(password) or port == 443
        user = parts["user"] or getpass.getuser()
        return trino.dbapi.connect(
            host=parts["host"].strip("[]"),
            port=port,
            user=user,
            http_scheme="https" if secure else "http",
            auth=trino.auth.BasicAuthentication(user, password) if password else None,
            source="leaked-key-kit",
            request_timeout=60,
        )

    def _described(self) -> tables.LogTable:
        parts = self._parts
        name = ".".join(_quoted(parts[part]) for part in ("catalog", "schema", "table"))
        _, columns = self._run(f"describe {name}")
        shape = tables.shape_of(self.word, {str(row[0]): str(row[1]) for row in columns})
        keys = tuple(str(row[0]) for row in columns if "partition key" in str(row[2] or ""))
        return tables.LogTable(name, shape, keys)


def _said(error: Exception) -> str:
    """An error in one line, with what was at the bottom of it: of a file that cannot be read only that says
    why."""
    said = " ".join(str(getattr(error, "message", None) or error).split())
    told = getattr(error, "failure_info", None) or {}
    while isinstance(told.get("cause"), dict):
        told = told["cause"]
    why = " ".join(str(told.get("message") or told.get("type") or "").split())[:120]
    return said if not why or why in said else f"{said}: {why}"


def _why(said: str, place: str) -> str:
    """What an error says of a file, without its name."""
    return said.partition(place)[2].strip(" :.")[:200] or said[:200]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
