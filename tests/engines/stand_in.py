"""DuckDB in the place of an engine: the same templates over a table in the shape that AWS documents."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kit.errors import SourceError
from kit.sources import EngineAnswer, Statement, UnreadableError, as_csv
from kit.sources.engines import index, tables
from kit.sources.engines.statements import quoted

_TEXTS = (
    "eventVersion", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent",
    "errorCode", "errorMessage", "requestID", "eventID", "eventType", "apiVersion", "readOnly",
    "recipientAccountId", "sharedEventID", "vpcEndpointId", "eventCategory", "sessionCredentialFromConsole",
)  # fmt: skip
_OBJECTS = (
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "serviceEventDetails",
    "tlsDetails",
)
_IDENTITY = ("type", "principalId", "arn", "accountId", "invokedBy", "accessKeyId", "userName")
_ISSUER = ("type", "principalId", "arn", "accountId", "userName")
_TEXT = pa.string()
SCHEMA = pa.schema(
    [
        *(pa.field(name.lower(), _TEXT) for name in (*_TEXTS, *_OBJECTS)),
        pa.field(
            "useridentity",
            pa.struct(
                [
                    *(pa.field(name.lower(), _TEXT) for name in _IDENTITY),
                    pa.field(
                        "sessioncontext",
                        pa.struct(
                            [
                                pa.field(
                                    "attributes",
                                    pa.struct(
                                        [pa.field("mfaauthenticated", _TEXT), pa.field("creationdate", _TEXT)]
                                    ),
                                ),
                                pa.field(
                                    "sessionissuer", pa.struct([pa.field(n.lower(), _TEXT) for n in _ISSUER])
                                ),
                            ]
                        ),
                    ),
                ]
            ),
        ),
        pa.field(
            "resources", pa.list_(pa.struct([pa.field(name, _TEXT) for name in ("arn", "accountid", "type")]))
        ),
        pa.field("path", _TEXT),
    ]
)


def records_in(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Every record below a folder of delivered files, with its file."""
    for path in sorted(folder.rglob("*.json.gz")):
        try:
            whole = json.loads(gzip.decompress(path.read_bytes()))
        except (OSError, ValueError, EOFError):
            continue
        for record in whole.get("Records", ()) if isinstance(whole, dict) else ():
            yield record, str(path)


def as_table(records: Iterable[tuple[dict[str, Any], str]]) -> pa.Table:
    """Records in the columns of AWS's documented table, every value text as its SerDe gives it."""
    return pa.Table.from_pylist([_row(record, path) for record, path in records], schema=SCHEMA)


def _row(record: dict[str, Any], path: str) -> dict[str, Any]:
    who = record.get("userIdentity") or {}
    session = who.get("sessionContext") or {}
    row = {name.lower(): _text(record.get(name)) for name in (*_TEXTS, *_OBJECTS)}
    row["useridentity"] = {
        **{name.lower(): _text(who.get(name)) for name in _IDENTITY},
        "sessioncontext": {
            "attributes": {
                "mfaauthenticated": _text((session.get("attributes") or {}).get("mfaAuthenticated")),
                "creationdate": _text((session.get("attributes") or {}).get("creationDate")),
            },
            "sessionissuer": {
                name.lower(): _text((session.get("sessionIssuer") or {}).get(name)) for name in _ISSUER
            },
        },
    }
    row["resources"] = [
        {
            "arn": _text(one.get("ARN")),
            "accountid": _text(one.get("accountId")),
            "type": _text(one.get("type")),
        }
        for one in record.get("resources") or ()
    ] or None
    row["path"] = path
    return row


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class StandIn:
    """An Engine on a DuckDB of its own."""

    def __init__(
        self, table: pa.Table, word: str = "trino://test/hive.logs.cloudtrail", beside: str | None = None
    ) -> None:
        """`beside` is Parquet with more rows of the same columns."""
        self.word = word
        self._con = duckdb.connect()
        self._con.register("arrow", table)
        self._con.execute(
            "create table source_table as select *, path as source_file,"
            " replace(substr(eventtime, 1, 10), '-', '/') as \"timestamp\","
            " cast(to_json(resources) as varchar) as resources_text from arrow"
        )
        if beside:
            self._con.execute("alter table source_table rename to planted")
            self._con.execute(
                "create view source_table as from planted union all by name select *, path as source_file,"
                " replace(substr(eventtime, 1, 10), '-', '/') as \"timestamp\","
                f" cast(to_json(resources) as varchar) as resources_text from '{beside}'"
            )
        self.table = tables.LogTable("source_table", "cloudtrail", ("timestamp",))
        self.left_out: set[str] = set()
        self.may_make = False
        # Files that end every statement which reads them.
        self.broken: set[str] = set()
        # Template -> a file that ends statements of that one alone, as where others do not read it.
        self.breaks: dict[str, str] = {}
        self.asked: list[Statement] = []
        self.answers: list[str] = []
        self.all_rows = table.num_rows
        # After so many statements the engine is gone.
        self.fails_after: int | None = None

    def statement(self, name, values, bounds):
        return tables.over(self.table, "duckdb", name, values, bounds.parts, self._readable())

    def _readable(self) -> str:
        if self.table.shape == "index":
            return ""
        return " and ".join(f"path <> {quoted(place, 'duckdb')}" for place in sorted(self.left_out))

    def indexed(self, word: str) -> StandIn:
        """The same engine, over an index that it made."""
        other = copy.copy(self)
        other.word, other.asked, other.answers, other.left_out = word, [], [], set()
        other.table = tables.LogTable(word.rpartition(".")[2], "index", ("period",))
        other.broken = set()
        return other

    def piece(self, word, name, piece, values, bounds):
        where = " and ".join(filter(None, [self._readable(), piece.where]))
        return index.table_as(
            name, {}, tables.over(self.table, "duckdb", "index", values, bounds.parts, where)
        )

    def view(self, word, names):
        return index.view_over(word.rpartition(".")[2], names)

    def make(self, asked):
        index.allowed(asked, self.may_make)
        return self._answered(asked)

    def there(self, word, name=None):
        wanted = name or word.rpartition(".")[2]
        return bool(
            self._con.execute(
                "select 1 from information_schema.tables where table_name = ?", [wanted]
            ).fetchall()
        )

    def answer(self, asked: Statement) -> EngineAnswer:
        index.only_reads(asked.text)
        return self._answered(asked)

    def _answered(self, asked: Statement) -> EngineAnswer:
        if self.fails_after is not None and len(self.asked) >= self.fails_after:
            raise SourceError(f"{self.word}: gone")
        for place in sorted((self.broken | {self.breaks.get(asked.name, "")}) - self.left_out - {""}):
            raise UnreadableError(self.word, place, "Unexpected end of ZLIB input stream")
        self.asked.append(asked)
        found = self._con.execute(asked.text)
        columns = [one[0] for one in found.description]
        data = as_csv(columns, found.fetchall())
        self.answers.append(data.decode())
        return EngineAnswer(data)

    def estimate(self, bounds):
        return None
