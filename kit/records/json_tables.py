"""Rows of a table that JSON holds as lists: name and value side by side, or a list of names and lists of
values.

Lake, Logs Insights, Athena and the answers of databases write tables so. By content: which tool it was is not
asked.
"""

from __future__ import annotations

import json
from typing import Any

from kit.records.column_names import looks_like_columns

_NAMES, _VALUES = ("field", "name", "key", "Name", "Key"), ("value", "Value", "stringValue", "VarCharValue")
_HEADERS, _ROWS = ("columns", "fields", "header", "schema"), ("rows", "data", "values", "results", "datarows")
_MOST = 32 << 20


def row_of_list(text: bytes) -> dict[str, Any] | None:
    """The row that a list is whose members each hold one column, or None."""
    value = _read(text)
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return None
    row: dict[str, Any] = {}
    for each in value:
        if len(each) == 1:
            row |= each
            continue
        name = next((each[word] for word in _NAMES if word in each), None)
        word = next((word for word in _VALUES if word in each), None)
        if not isinstance(name, str) or word is None:
            return None
        row[name] = each[word]
    return row if len(value) > 1 and looks_like_columns(row) else None


def rows_of_object(text: bytes) -> list[dict[str, Any] | None]:
    """The rows of a table whose names stand in one list and whose values in others, None for one that does
    not fit the names; no rows where it is no table."""
    value = _read(text)
    if not isinstance(value, dict):
        return []
    header = next((value[word] for word in _HEADERS if isinstance(value.get(word), list)), None)
    rows = next((value[word] for word in (*_ROWS, "Rows") if isinstance(value.get(word), list)), None)
    if rows and header is None:
        cells = [_cells(row) for row in rows]
        header, rows = cells[0], cells[1:]
    if not header or not rows:
        return []
    names = [each.get("name") if isinstance(each, dict) else each for each in header]
    if not all(isinstance(name, str) for name in names) or not looks_like_columns(names):
        return []
    fitting = [cells if len(cells) == len(names) else None for cells in map(_cells, rows)]
    return [dict(zip(names, cells, strict=True)) if cells else None for cells in fitting]


def _cells(row: Any) -> list[Any]:
    """The values of a row: a list of them, or Athena's {"Data": [{"VarCharValue": ...}]}."""
    if isinstance(row, dict):
        row = row.get("Data") or row.get("f")
    if not isinstance(row, list):
        return []
    return [
        next(iter(each.values()), None) if isinstance(each, dict) and len(each) < 2 else each for each in row
    ]


def _read(text: bytes) -> Any:
    if len(text) > _MOST:
        return None
    try:
        return json.loads(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
