"""What a hunt for the leaked key brought, into its tables: what was searched, what was found, what could
not be read.

The document is kit.hunt's: {"kit_hunt": 1, kit, root, kind, began_at, ended_at, complete, stopped, keys,
looked, notes, unread, hits}. It holds no secret; the files that were searched are not in the case.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import duckdb

from kit.records import LOADED, REJECTED, FileRow
from kit.store import schema
from kit.store.state_rows import StateRows, moment

FORMAT = "hunt"


def load(con: duckdb.DuckDBPyConnection, found: Iterable[tuple[FileRow, bytes]]) -> None:
    """Puts the rows of all searches in and settles their ledger lines, in the transaction of the caller."""
    rows = StateRows()
    for row, text in found:
        part = StateRows()
        try:
            _search(part, row, json.loads(text))
            rows.take(part)
        except Exception as error:  # whatever it holds: it is this search's line alone
            row.records = row.loaded = 0
            why = " ".join(str(error).split())[:200] or type(error).__name__
            row.settle(REJECTED, f"a hunt of the kit's own that is damaged: {why}")
    rows.put(con)


def _search(rows: StateRows, row: FileRow, said: Mapping[str, Any]) -> None:
    looked = said["looked"]
    rows.add(
        "hunt_searches",
        file_id=row.file_id,
        root=said["root"],
        kind=said["kind"],
        keys=", ".join(said["keys"]),
        began_at=_at(said["began_at"]),
        ended_at=_at(said["ended_at"]),
        complete=said["complete"],
        stopped=said.get("stopped"),
        **{name: int(looked.get(name, 0)) for name in ("files", "objects", "members", "bytes", "unread")},
        notes="\n".join(said.get("notes") or ()) or None,
        kit=said.get("kit"),
        own=row.kind == FORMAT,
    )
    columns = schema.columns("hunt_hits").keys()
    for hit in said["hits"]:
        values = {"commit_id" if name == "commit" else name: value for name, value in hit.items()}
        values["committed_at"] = moment(values.get("committed_at"))
        if values.get("note_args") is not None:
            values["note_args"] = json.dumps(values["note_args"], ensure_ascii=False)
        rows.add("hunt_hits", **{**{name: values.get(name) for name in columns}, "file_id": row.file_id})
    for one in said.get("unread") or ():
        rows.add("hunt_unread", file_id=row.file_id, place=one["place"], reason=one["reason"])
    for one in said.get("secrets") or ():
        rows.add("hunt_secrets", **{**one, "file_id": row.file_id})
    row.format = FORMAT
    row.records = row.loaded = len(said["hits"])
    row.settle(LOADED)


def _at(text: str) -> datetime:
    found = moment(text)
    if found is None:
        raise ValueError(f"no time: {text}")
    return found
