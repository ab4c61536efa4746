"""Ledger lines: one per item asked for, archive members included, with what became of its records."""

from __future__ import annotations

import json
from dataclasses import fields

import duckdb
import pyarrow as pa

from kit.records import FileRow, column
from kit.store import schema
from kit.store.vault import Entry

_SCHEMA = pa.schema([schema.arrow("files").field(each.name) for each in fields(FileRow)])


def of_entry(entry: Entry) -> FileRow:
    """The line of a vault entry, before anything is known of its records."""
    return FileRow(
        file_id=entry.file_id,
        origin=entry.origin,
        kind=entry.kind,
        fetched_at=entry.moment,
        bytes=entry.bytes,
        sha256=entry.sha256,
        same_as=entry.same_as,
        pack=entry.pack,
        meta=json.dumps(entry.meta, ensure_ascii=False, default=str) if entry.meta else None,
    )


def save(con: duckdb.DuckDBPyConnection, rows: list[FileRow]) -> None:
    """Inserts the lines, in place of those of the same file, and of failures of the same origin."""
    if not rows:
        return
    for row in rows:
        row.reason = row.reason and _one_line(row.reason)
    columns = [column([getattr(row, each.name) for row in rows], each.type) for each in _SCHEMA]
    con.register("new_files", pa.table(columns, schema=_SCHEMA))
    try:
        con.execute(
            "delete from files where file_id in (select file_id from new_files) or (status = 'failed' and"
            " parent_file_id is null and origin in (select origin from new_files))"
        )
        con.execute(f"insert into files ({', '.join(_SCHEMA.names)}) select * from new_files")
    finally:
        con.unregister("new_files")


def _one_line(reason: str) -> str:
    """A reason is one line of a table; what it names comes from a file, which may hold lines of its own."""
    return reason if len(reason.splitlines()) < 2 else " ".join(reason.split())


def pending(con: duckdb.DuckDBPyConnection) -> dict[int, FileRow]:
    """Lines of files that were loaded in part, by file_id."""
    rows = con.execute(f"select {', '.join(_SCHEMA.names)} from files where status = 'pending'").fetchall()
    return {row[0]: FileRow(**dict(zip(_SCHEMA.names, row, strict=True))) for row in rows}
