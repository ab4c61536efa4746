"""Rows of the live tables while a load step gathers them: checked against the table, put in together by
Arrow."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

_TEXT, _TIME, _WHOLE = pa.string(), pa.timestamp("us"), pa.int64()
_KINDS = {
    **dict.fromkeys(("file_id", "things", "page", "period_seconds"), _WHOLE),
    **dict.fromkeys(("created_at", "last_used_at", "checked_at", "generated_at", "period_start"), _TIME),
    "value": pa.float64(),
}


class StateRows:
    """Gathers rows by table; `put` writes them."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: str, **values: Any) -> None:
        """One row; a column that is not named stays empty."""
        self._rows[table].append(values)

    def put(self, con: duckdb.DuckDBPyConnection) -> None:
        """Writes what was gathered, by column name."""
        for table, rows in self._rows.items():
            names = list(dict.fromkeys(name for row in rows for name in row))
            columns = [pa.array([row.get(name) for row in rows], _KINDS.get(name, _TEXT)) for name in names]
            con.register("state_rows", pa.table(columns, names=names))
            try:
                con.execute(f"insert into {table} ({', '.join(names)}) select * from state_rows")
            finally:
                con.unregister("state_rows")
        self._rows.clear()


def moment(text: object) -> datetime | None:
    """Naive UTC of an ISO text; None for none. AWS writes some times as numbers or words: those stay out."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = found.utcoffset()
    return found.replace(tzinfo=None) - offset if offset else found.replace(tzinfo=None)
