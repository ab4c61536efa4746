"""Bills and cost answers: which format a file is in, and its lines into spend_lines and spend_bills.

A bill has a transaction of its own: a reader that gives up in the midst of a statement ends the one it runs
in, and the loader's holds the trail beside the bill.

Formats: cur_legacy, cur2, focus (CSV or Parquet), console_bill and console_cost (CSV of the billing console),
cost_explorer (GetCostAndUsage answers, one or many pages), bill_manifest, price_list (GetProducts answers).
Nothing is added up here, and no source is preferred: that is for the questions.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import os
import re
import tempfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import duckdb

from kit.bills import console_table, cost_answers, deliveries, foreign_tables
from kit.bills.columns import format_of, missing, places
from kit.bills.tables import TableFile, insert, one_line
from kit.errors import SourceError
from kit.records import LOADED, PENDING, REJECTED, SET_APART, SKIPPED, FileRow, blocks

_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_HEAD, _PIECE = 1 << 16, 1 << 20
_LOADERS = {**cost_answers.LOADERS, "console_cost": console_table.load}
_LINE_END = re.compile(rb"\r+\n?")
# Tables that a bill fills.
_FILLS = ("spend_lines", "spend_bills", "spend_manifests", "price_list")


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
    return format_of(_header(head)) or console_table.format_of(_header(head))


def load_bill(
    con: duckdb.DuckDBPyConnection,
    row: FileRow,
    kind: str,
    content: bytes | memoryview,
    accounts: Iterable[str] = (),
) -> None:
    """Puts the lines of one file in and settles its ledger line `row`, also when it is no usable bill.

    In a transaction of its own: the caller has none open, and whatever the file does to its reader costs
    nothing but this file. `content` is what the file holds, gzip or inflated; `accounts` are those of the
    case, one of which an id that a spreadsheet rounded may be.
    """
    row.settle(LOADED)
    con.begin()
    try:
        with _on_disk(con, content) as (path, damage):
            _read(con, row, kind, path, damage)
        if row.status not in (SKIPPED, REJECTED):
            row.settle(SET_APART if row.records and row.set_apart == row.records else LOADED, row.reason)
        mended = foreign_tables.mend_accounts(con, row.file_id, accounts)
        note = deliveries.note(con, row)
        row.reason = "; ".join(filter(None, (row.reason, mended, note))) or None
        con.commit()
    except BaseException as error:
        with contextlib.suppress(duckdb.Error):
            con.rollback()
        if not isinstance(error, Exception) or _of_the_machine(error):
            raise
        row.records = row.loaded = row.rejected = row.set_apart = 0
        if isinstance(error, SourceError):
            row.settle(REJECTED if "no bill" not in str(error) else SKIPPED, str(error))
        else:  # whatever else a file makes of its reader is this file's line alone
            row.settle(REJECTED, f"cannot be read as a bill: {one_line(error)}")


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Takes out the bills that a step put in and was killed before their lines of the ledger stood."""
    for table in _FILLS:
        con.execute(
            f"delete from {table} where file_id not in (select file_id from files where status <> ?)",
            [PENDING],
        )


def _of_the_machine(error: Exception) -> bool:
    """A full disk is the analyst's to mend; then the same command goes on."""
    return isinstance(error, OSError) or "No space left" in str(error)


def _read(con: duckdb.DuckDBPyConnection, row: FileRow, kind: str, path: Path, damage: str | None) -> None:
    """The lines of the file at `path` into the tables of `con`, its sums into `row`."""
    if kind == "parquet":
        header = _parquet_header(con, path)
        kind = _parquet_format(header)
        row.format = f"{kind}_parquet"
        _table(con, row, kind, TableFile(path, header, parquet=True))
    elif kind in _LOADERS:
        row.format = kind
        row.records = _LOADERS[kind](con, row.file_id, path)
        row.loaded = row.records
    else:
        row.format = f"{kind}_csv"
        header = _header(_first_bytes(path))
        _table(con, row, kind, TableFile(path, header, parquet=False, null="NULL" if kind == "focus" else ""))
    if damage and row.status != SKIPPED:
        con.execute("insert into rejects values (?, ?, ?)", (row.file_id, row.records, damage))
        row.records, row.rejected = row.records + 1, row.rejected + 1
        row.reason = "; ".join(filter(None, (damage, row.reason)))


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
            for part in _one_line_end(blocks(content) if content[:2] == _GZIP else _slices(content)):
                stream.write(part)
        except ValueError as error:
            damage = str(error)
        stream.flush()
        yield Path(stream.name), damage


def _slices(content: bytes | memoryview) -> Iterator[memoryview]:
    """A piece at a time: what is mapped from a long file must not become memory all at once."""
    view = memoryview(content)
    return (view[at : at + _PIECE] for at in range(0, len(view), _PIECE))


def _one_line_end(parts: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """The same content; text that does not end its lines in LF or CR LF throughout, in LF alone.

    Programs that write CR LF themselves where the file is opened as text make CR CR LF, and parts of several
    origins make a mixture; DuckDB takes either for one long line.
    """
    first = next(parts, b"")
    sample = bytes(first[:_HEAD])
    text = not sample.startswith(_PARQUET) and b"\0" not in sample
    crlf = sample.count(b"\r\n")
    plain = text and sample.count(b"\r") == crlf and crlf in (0, sample.count(b"\n"))
    open_cr = b""
    for part in itertools.chain([first], parts):
        if not text or (plain and not crlf and b"\r" not in bytes(part)):
            yield part
            continue
        data = open_cr + bytes(part)
        open_cr = data[len(data.rstrip(b"\r")) :]
        yield _LINE_END.sub(b"\n", data.removesuffix(open_cr) if open_cr else data)
    if open_cr:
        yield b"\n"


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)


def _header(head: bytes) -> list[str]:
    text = _LINE_END.sub(b"\n", head).decode("utf-8-sig", "replace")
    with contextlib.suppress(csv.Error):
        return next(csv.reader(io.StringIO(text)), [])
    return []


def _parquet_header(con: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    name = str(path).replace("'", "''")
    try:
        return [row[0] for row in con.execute(f"describe from read_parquet('{name}')").fetchall()]
    except duckdb.Error as error:
        with path.open("rb") as stream:
            stream.seek(-len(_PARQUET), os.SEEK_END)
            if stream.read() != _PARQUET:
                raise SourceError(
                    "Parquet that breaks off before its end, where its index stands: fetch the file again"
                ) from None
        raise SourceError(f"Parquet that cannot be read: {one_line(error)}") from None


def _parquet_format(header: list[str]) -> str:
    kind = format_of(header)
    if kind is None:
        raise SourceError("Parquet, but no bill that is known")
    return kind
