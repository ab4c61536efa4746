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
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError, UsageError
from kit.sources import failures, unread
from kit.sources.aws import ERRORS
from kit.sources.engines import index, objects, tables
from kit.sources.engines.engine import (
    Bounds,
    EngineAnswer,
    Estimate,
    ParquetFiles,
    UnreadableError,
    as_csv,
    broken_file,
    said_of,
)
from kit.sources.engines.index import Making, Piece
from kit.sources.engines.statements import Statement, quoted

if TYPE_CHECKING:
    from kit.sources.aws import Account
    from kit.sources.s3_bucket import Found

_WORD = re.compile(
    r"trino://(?:(?P<user>[^@/]+)@)?(?P<host>[^:/@]+|\[[^\]]+\])(?::(?P<port>\d+))?"
    r"/(?P<catalog>[^./]+)\.(?P<schema>[^./]+)\.(?P<table>[^./]+)"
)
_HERE = ("localhost", "127.0.0.1", "[::1]")
_DIALECT = "trino"
# A column in a plan: `eventname_50 := eventname:string:REGULAR`, `... := useridentity#arn:string:REGULAR`.
_READ = re.compile(r":= ([^:\s\"]+):[^\"]*:REGULAR\"")
_FORMAT = re.compile(r"partition_projection_format = '([^']*)'")


class Trino:
    """One table or view behind one coordinator; `account` lists its objects for a plan. UsageError for a word
    that names none, SourceError where it does not answer."""

    def __init__(self, word: str, account: Callable[[], Account] | None = None) -> None:
        found = _WORD.fullmatch(word)
        if found is None:
            raise UsageError(
                f"{word}: no table of Trino; write trino://HOST:PORT/CATALOG.SCHEMA.TABLE,"
                " the password in TRINO_PASSWORD"
            )
        self.word = word
        self._parts = found
        self.left_out: set[str] = set()
        # The analyst agreed that an index is made.
        self.may_make = False
        self._account = account
        # Where its files lie and whether they are Parquet, as far as Trino tells.
        self._place, self._parquet = "", False
        self._connection = self._connect()
        self.table = self._described()

    def statement(self, name: str, values: Mapping[str, object], bounds: Bounds) -> Statement:
        """Template `name` over the table, within the bounds."""
        return tables.over(self.table, _DIALECT, name, values, bounds.parts, self._readable())

    def _readable(self) -> str:
        return tables.without(self.left_out, _DIALECT, self.table)

    def answer(self, asked: Statement) -> EngineAnswer:
        """The rows of a statement as CSV, and the bytes that were read for it. UnreadableError for a file
        that ends the whole statement, as a gzip that is cut off does; the next one leaves it out."""
        index.only_reads(asked.text)
        return self._answered(asked)

    def piece(
        self, word: str, name: str, piece: Piece, values: Mapping[str, object], bounds: Bounds
    ) -> Making:
        """Makes a part of index `word` (a table of this coordinator's) as table `name`, where the catalog
        keeps its tables."""
        select = tables.over(
            self.table, _DIALECT, "index", values, bounds.parts, self._readable(), piece.where
        )
        catalog = quoted(self._target(word)["catalog"], _DIALECT)
        _, rows = self._run(
            f"select connector_name from system.metadata.catalogs where catalog_name = {catalog}"
        )
        parted = "partitioning" if rows and rows[0][0] == "iceberg" else "partitioned_by"
        properties = {"format": "'PARQUET'", parted: "array['period']"}
        return index.table_as(self._beside(word, name), properties, select)

    def view(self, word: str, names: Iterable[str]) -> Making:
        """Makes index `word` out of its parts."""
        return index.view_over(self._beside(word), [self._beside(word, name) for name in names])

    def make(self, asked: Making) -> EngineAnswer:
        """Runs a statement that makes a part of an index; RefusedCallError where nobody agreed to it."""
        index.allowed(asked, self.may_make)
        return self._answered(asked)

    def there(self, word: str, name: str | None = None) -> bool:
        """Whether index `word`, or table `name` of its parts, was made."""
        parts = self._target(word)
        _, rows = self._run(
            f"select 1 from {_quoted(parts['catalog'])}.information_schema.tables"
            f" where table_schema = {quoted(parts['schema'], _DIALECT)}"
            f" and table_name = {quoted(name or parts['table'], _DIALECT)}"
        )
        return bool(rows)

    def _beside(self, word: str, name: str | None = None) -> str:
        parts = self._target(word)
        own = index.named(word, name or parts["table"])
        return ".".join(map(_quoted, (parts["catalog"], parts["schema"], own)))

    def _target(self, word: str) -> Mapping[str, str]:
        """The parts of an index's word; UsageError where it is none of this coordinator's."""
        found = _WORD.fullmatch(word)
        if found is None or (found["host"], found["port"]) != (self._parts["host"], self._parts["port"]):
            raise UsageError(
                f"{word}: no table of the same Trino; write trino://HOST:PORT/CATALOG.SCHEMA.TABLE"
            )
        return found.groupdict()

    def _answered(self, asked: Statement) -> EngineAnswer:
        cursor, rows = self._run(asked.text)
        columns = [column[0] for column in cursor.description or ()]
        stats = cursor.stats or {}
        facts = {
            "rows": len(rows),
            "bytes_read": stats.get("physicalInputBytes", stats.get("processedBytes")),
            "query_id": cursor.query_id,
        }
        facts = {key: value for key, value in facts.items() if value is not None}
        return EngineAnswer(as_csv(columns, rows), facts)

    def estimate(self, bounds: Bounds) -> Estimate | None:
        """What a statement over the table reads, by listing its objects; None where they are not in S3, or
        the analyst did not say as whom to list them.

        Trino's own estimate is of rows as they come out, where it has any; what is read is files.
        """
        if self._account is None or not self._place.startswith("s3"):
            return None
        account = self._account()
        try:
            found = unread.read(lambda: list(objects.within(account, self.table, self._place, bounds)))
        except ERRORS as error:
            raise SourceError(f"{self.word}: {failures.reason(error)}") from None
        return Estimate(len(found), sum(one.size for one in found), parquet=self._footers(account, found))

    def _footers(self, account: Account, found: list[Found]) -> ParquetFiles | None:
        """None too for who may list the objects and not read them: then the plan stays their size."""
        if not self._parquet:
            return None
        try:
            tails = unread.read(lambda: list(objects.tails(account, self._place, found)))
        except ERRORS:
            return None
        return ParquetFiles(tails, self._columns_of)

    def _columns_of(self, asked: Statement) -> set[str]:
        """The columns and members of columns that a statement reads, as Trino plans it; nothing is run."""
        _, rows = self._run(f"explain (type logical, format json) {asked.text}")
        return {found.replace("#", ".") for found in _READ.findall(str(rows[0][0]))}

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
                raise UnreadableError(self.word, place, said_of(said, place)) from None
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
        columns, keys = self._columns(name)
        shape = tables.shape_of(self.word, columns)
        if shape == "index":
            return tables.LogTable(name, shape, ("period",))
        below = self._below(name)
        if below is None:
            return tables.LogTable(name, shape, keys)
        if below.lower() != name.lower():
            # A view; by the partitions that it shows it reads only those.
            keys = tuple(key for key in self._columns(below)[1] if key in columns)
        _, rows = self._run(f"show create table {below}")
        told = str(rows[0][0])
        self._place = _value(told, "partition_projection_location_template") or _value(
            told, "external_location"
        )
        self._parquet = _value(told, "format").upper() == "PARQUET"
        formats = {key: _FORMAT.search(told, told.find(f"   {key} ")) for key in keys}
        return tables.LogTable(name, shape, keys, {key: said[1] for key, said in formats.items() if said})

    def _columns(self, name: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """Columns with their types, and those that partition the table."""
        _, rows = self._run(f"describe {name}")
        keys = tuple(str(row[0]) for row in rows if "partition key" in str(row[2] or ""))
        return {str(row[0]): str(row[1]) for row in rows}, keys

    def _below(self, name: str) -> str | None:
        """The one table that is read where `name` is asked; itself, or that of a view."""
        _, rows = self._run(f"explain (type io, format json) select * from {name}")
        read = [each["table"] for each in json.loads(rows[0][0]).get("inputTableColumnInfos", ())]
        if len(read) != 1:
            return None
        where = read[0]["schemaTable"]
        return ".".join(map(_quoted, (read[0]["catalog"], where["schema"], where["table"])))


def _value(told: str, name: str) -> str:
    """A property of a table in the words of `show create table`; '' where it has none."""
    found = re.search(rf"\b{name} = '((?:[^']|'')*)'", told)
    return found[1].replace("''", "'") if found else ""


def _said(error: Exception) -> str:
    """An error in one line, with what was at the bottom of it: of a file that cannot be read only that says
    why."""
    said = " ".join(str(getattr(error, "message", None) or error).split())
    told = getattr(error, "failure_info", None) or {}
    while isinstance(told.get("cause"), dict):
        told = told["cause"]
    why = " ".join(str(told.get("message") or told.get("type") or "").split())[:120]
    return said if not why or why in said else f"{said}: {why}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
