"""Tables as CSV: the console's Event history, results of queries, and whatever else holds a record in a cell.

A CSV is recognised by its header's names, or by a whole record in one of its cells; no name of a file is
asked.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime

from kit.ids import account_of_key, is_key_id
from kit.records import embedded, times
from kit.records.column_names import is_of_aws, looks_like_columns, place_of, plain_name
from kit.records.documents import walk
from kit.records.pieces import ColumnsOnly, Piece, Shape, Table
from kit.records.untyped import Reject

_LOOKED_AT = 20
# Signs in the text that what one row says depends on the others.
_DATES = re.compile(r"\b\d\d?[/.-]\d\d?[/.-]\d{4}\b")
_ROUNDED = re.compile(r"\d[.,]?\d*E\+1[01]\b", re.IGNORECASE)
_KEY = re.compile(r"\bA[KS]IA[A-Z2-7]{16}\b")
csv.field_size_limit(32 << 20)


def csv_kind(head: bytes) -> str | None:
    """What the beginning of a text is as a CSV of events: event_history_csv (the console's own words),
    lake_csv (a record's names), columns_csv (others' names), records_csv (whole records in cells); else
    None."""
    shown = head.decode("utf-8", "replace")
    try:
        rows = _rows(shown)
        header = next(rows, [])
        # The last row may be cut off where the head ends.
        first = [cells for cells, _ in zip(rows, range(_LOOKED_AT), strict=False)]
    except csv.Error:
        return None
    if any(_holds_record(cell) for cells in [header, *first[:3]] for cell in cells):
        return "records_csv"
    if not looks_like_columns(header):
        return None
    if first and not any(is_of_aws(dict(zip(header, cells, strict=False))) for cells in first):
        return None
    words = {name for name in header if plain_name(name) in ("eventname", "eventtime", "eventid")}
    if any(" " in name for name in words):
        return "event_history_csv"
    return "lake_csv" if words else "columns_csv"


def csv_text(data: bytes) -> tuple[str, str | None]:
    """The text of a CSV, and a remark for the ledger where it is not the UTF-8 that AWS writes.

    Japanese spreadsheets save CSV as Shift_JIS in Microsoft's variant, cp932.
    """
    for encoding, remark in (("utf-8", None), ("cp932", "no UTF-8: read as Shift_JIS (cp932)")):
        try:
            return data.decode(encoding), remark
        except UnicodeDecodeError:
            continue
    return data.decode(
        "utf-8", "replace"
    ), "neither UTF-8 nor Shift_JIS: bytes that are no text were replaced"


def in_csv(data: bytes, shape: Shape, latest: datetime | None) -> Iterator[Piece]:
    """What each row holds: its whole records, else its columns."""
    text, shape.remark = csv_text(data)
    rows = _rows(text)
    header = next(rows, [])
    if any(_holds_record(cell) for cell in header):
        header, rows = [f"column {number}" for number in range(1, len(header) + 1)], _rows(text)
    table = table_of(text, header, latest)
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield Reject("row does not fit the header")
            continue
        found = [piece for cell in cells if _may_hold(cell) for piece in _records(cell)]
        yield from found or [ColumnsOnly(dict(zip(header, cells, strict=True)), table)]


def table_of(text: str, header: list[str], latest: datetime | None) -> Table:
    """What the rows of a table say of one another: how dates are written, which accounts its keys are of."""
    places = {number: place.member for number, name in enumerate(header) if (place := place_of(name))}
    table = Table(frozenset(places.values()))
    if _DATES.search(text):
        dated = [number for number, member in places.items() if member == "eventTime"]
        values = (cells[n] for cells in _rows(text) for n in dated if n < len(cells))
        table.order = times.order_of(values, latest)
    if _ROUNDED.search(text):
        keys = {found for found in _KEY.findall(text) if is_key_id(found)}
        table.accounts = frozenset(account for key in keys if (account := account_of_key(key)))
    return table


def _may_hold(cell: str) -> bool:
    return len(cell) > 100 and embedded.may_hold(cell.encode("utf-8", "replace"))


def _records(cell: str) -> Iterator[Piece]:
    """Whole records in a cell; a cell may also be a request that holds none."""
    raw = cell.encode("utf-8", "replace")
    for value in embedded.values(raw):
        yield from (piece for piece in walk(value, Shape()) if isinstance(piece, bytes))


def _holds_record(cell: str) -> bool:
    return _may_hold(cell) and next(_records(cell), None) is not None


def _rows(text: str) -> Iterator[list[str]]:
    """Rows of cells, the header with them; names without the blanks around them."""
    bare = _without_comments(text)
    reader = csv.reader(io.StringIO(bare, newline=""), delimiter=_delimiter(bare))
    for number, cells in enumerate(reader):
        yield [cell.strip() for cell in cells] if not number else cells


def _without_comments(text: str) -> str:
    """Lake writes a comment line before the header; spreadsheets write `sep=;`."""
    text = text.removeprefix("\ufeff")
    while text[:1] in ("#", "\n", "\r") or text[:2] in ("--", "//") or text[:4] == "sep=":
        _, found, text = text.partition("\n")
        if not found:
            break
    return text


def _delimiter(text: str) -> str:
    line = text.partition("\n")[0]
    return max(",;\t|", key=line.count)
