"""Bills and cost answers: which format a file is in, and its lines into spend_lines and spend_bills.

Formats: cur_legacy, cur2, focus (CSV or Parquet), console_bill and console_cost (CSV of the billing console),
cost_explorer (GetCostAndUsage answers, one or many pages), bill_manifest, price_list (GetProducts answers).
Nothing is added up here, and no source is preferred: that is for the questions.
"""

from __future__ import annotations

import contextlib
import csv
import io
import tempfile
import zlib
from collections.abc import Generator
from pathlib import Path

import duckdb

from kit.bills import cost_answers, deliveries
from kit.bills.columns import format_of, missing, places
from kit.bills.tables import TableFile, insert
from kit.errors import SourceError
from kit.records import LOADED, REJECTED, SET_APART, SKIPPED, FileRow, blocks

_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_HEAD = 1 << 16


def recognise(head: bytes) -> str | None:
    """The format of a bill by the first bytes of its content (inflated or not); None when it is none."""
    head = bytes(head[:_HEAD])
    if head[:2] == _GZIP:
        with contextlib.suppress(zlib.error):
            head = zlib.decompressobj(31).decompress(head, _HEAD)
    if head[:4] == _PARQUET:
        return "parquet"
    if head.lstrip()[:1] in (b"{", b"["):
        return cost_answers.format_of(head)
    return format_of(_header(head)) or cost_answers.console_format(_header(head))


def load_bill(con: duckdb.DuckDBPyConnection, row: FileRow, kind: str, content: bytes | memoryview) -> None:
    """Puts the lines of one file in and settles its ledger line `row`, also when it is no usable bill.

    Runs in the transaction of the caller. `content` is what the file holds, gzip or inflated.
    """
    row.settle(LOADED)
    try:
        with _on_disk(con, content) as (path, damage):
            if kind == "parquet":
                kind = _parquet_format(con, path)
                row.format = f"{kind}_parquet"
                _table(con, row, kind, TableFile(path, _parquet_header(con, path), parquet=True))
            elif kind in cost_answers.LOADERS:
                row.format = kind
                row.records = cost_answers.LOADERS[kind](con, row.file_id, path)
                row.loaded = row.records
            else:
                row.format = f"{kind}_csv"
                header = _header(_first_bytes(path))
                _table(
                    con,
                    row,
                    kind,
                    TableFile(path, header, parquet=False, null="NULL" if kind == "focus" else ""),
                )
            if damage and row.status != SKIPPED:
                con.execute("insert into rejects values (?, ?, ?)", (row.file_id, row.records, damage))
                row.records, row.rejected = row.records + 1, row.rejected + 1
                row.reason = "; ".join(filter(None, (damage, row.reason)))
    except SourceError as error:
        con.execute("delete from spend_lines where file_id = ?", [row.file_id])
        row.records = row.loaded = row.rejected = row.set_apart = 0
        row.settle(REJECTED if "no bill" not in str(error) else SKIPPED, str(error))
        return
    if row.status not in (SKIPPED, REJECTED):
        row.settle(SET_APART if row.records and row.set_apart == row.records else LOADED, row.reason)
    note = deliveries.note(con, row)
    row.reason = "; ".join(filter(None, (row.reason, note))) or None


def _table(con: duckdb.DuckDBPyConnection, row: FileRow, kind: str, file: TableFile) -> None:
    lacking = missing(kind, places(kind, file.header))
    if lacking:
        word = "column" if len(lacking) == 1 else "columns"
        raise SourceError(
            f"{word} {', '.join(lacking)} missing: export the bill with"
            f" {'it' if len(lacking) == 1 else 'them'}"
        )
    bad, apart = insert(con, row.file_id, kind, file)
    ((row.loaded,),) = con.execute(
        "select count(*) from spend_lines where file_id = ?", [row.file_id]
    ).fetchall()
    row.rejected, row.set_apart = len(bad), sum(apart.values())
    row.records = row.loaded + row.rejected + row.set_apart
    notes = (f"{count:,} line{'s' * (count > 1)} set apart: {why}" for why, count in apart.items())
    row.reason = "; ".join(notes) or None
    if bad:
        con.executemany("insert into rejects values (?, ?, ?)", [(row.file_id, *one) for one in bad[:10_000]])
    if not row.records:
        row.settle(SKIPPED, "a bill without a line")
    elif row.rejected == row.records:
        row.settle(REJECTED, f"none of its lines can be read: {bad[0][1]}")


@contextlib.contextmanager
def _on_disk(
    con: duckdb.DuckDBPyConnection, content: bytes | memoryview
) -> Generator[tuple[Path, str | None]]:
    """The inflated content as a file beside the database, and what is wrong with its gzip stream.

    A plain file is what DuckDB reads on every core.
    """
    ((place,),) = con.execute(
        "select path from duckdb_databases() where database_name = current_database()"
    ).fetchall()
    damage = None
    with tempfile.NamedTemporaryFile(
        dir=Path(place).parent if place else None, prefix="bill-", suffix=".tmp"
    ) as stream:
        try:
            for part in blocks(content) if content[:2] == _GZIP else [content]:
                stream.write(part)
        except ValueError as error:
            damage = str(error)
        stream.flush()
        yield Path(stream.name), damage


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)


def _header(head: bytes) -> list[str]:
    text = head.decode("utf-8-sig", "replace")
    with contextlib.suppress(csv.Error):
        return next(csv.reader(io.StringIO(text)), [])
    return []


def _parquet_header(con: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    name = str(path).replace("'", "''")
    try:
        return [row[0] for row in con.execute(f"describe from read_parquet('{name}')").fetchall()]
    except duckdb.Error as error:
        raise SourceError(f"Parquet that cannot be read: {' '.join(str(error).split())[:200]}") from None


def _parquet_format(con: duckdb.DuckDBPyConnection, path: Path) -> str:
    kind = format_of(_parquet_header(con, path))
    if kind is None:
        raise SourceError("Parquet, but no bill that is known")
    return kind
