"""One load step: everything that a single transaction puts into the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pyarrow as pa

from kit.records import columns_only, exact_json, times, typed, untyped
from kit.records.identity import Identities
from kit.records.ledger_row import FileRow
from kit.records.pieces import ColumnsOnly
from kit.records.rows import BATCH, Rows
from kit.records.typed import Typed
from kit.records.untyped import Reject, Row, SetApart

# Two row groups of DuckDB: a step of whole ones needs no write-ahead log and no second compression.
MAX_EVENTS = 245_760
# Bytes that may wait for the end of a step beside its events.
MAX_HELD = 128 << 20


class RowsError(Exception):
    """What was read cannot be made into rows: a mistake of the kit's, whatever the evidence."""


class Step:
    """Collects rows; full batches of events go to `put` at once."""

    def __init__(self, first_no: int, identities: Identities, put: Callable[[pa.RecordBatch], None]) -> None:
        self.first_no = first_no
        self.events = 0
        # Bytes that wait for the end of the step: bills, records set apart.
        self.held = 0
        self.added: dict[int, int] = {}
        self.files: list[FileRow] = []
        self.rejects: list[tuple[int, int, str]] = []
        # (file_id, position or None for the whole file, member, reason) of what was loaded and set aside.
        self.notes: list[tuple[int, int | None, str, str]] = []
        self.set_apart: list[tuple[int, int, str, datetime | None, str | None, str]] = []
        # Table -> rows of what an engine counted, made by the store.
        self.counts: dict[str, list[tuple]] = {}
        self.specials: list[tuple[str, int, str, bytes]] = []
        self.bills: list[tuple[FileRow, str, bytes | memoryview]] = []
        self.states: list[tuple[FileRow, bytes]] = []
        self.hunts: list[tuple[FileRow, bytes]] = []
        self.addenda: list[tuple[int, str]] = []
        self._rows = Rows(identities, first_no)
        self._put = put
        self._last: datetime | None = None

    @property
    def room(self) -> int:
        """How many events still fit; at least 1."""
        return max(1, MAX_EVENTS - self.events)

    @property
    def full(self) -> bool:
        return self.events >= MAX_EVENTS or self.held >= MAX_HELD

    def typed(self, row: FileRow, records: Typed, start: int, end: int) -> None:
        """Some of the records that the types hold."""
        self._rows.latest = self._latest(row)
        for first in range(start, end, BATCH):
            last = min(first + BATCH, end)
            self._rows.add(records, first, last, row.file_id, row.records)
            row.records += last - first
            self._count(row, last - first)

    def record(self, row: FileRow, text: bytes) -> None:
        """One record of any shape."""
        record = typed.exact_one(text)
        if record is None:
            self.judged(row, untyped.read(text, self._latest(row)), len(text))
        else:
            self.typed(row, [record], 0, 1)

    def columns(self, row: FileRow, piece: ColumnsOnly) -> None:
        """A record of which only columns are known."""
        self.judged(row, columns_only.row_of(piece, self._latest(row)))

    def judged(self, row: FileRow, found: Row | SetApart | Reject, size: int = 0) -> None:
        """A record that was looked at by itself, and how long it is."""
        position = row.records
        row.records += 1
        if isinstance(found, Reject):
            row.rejected += 1
            self.rejects.append((row.file_id, position, found.reason))
            self.held += 200
        elif isinstance(found, SetApart):
            row.set_apart += 1
            apart = (found.category, found.event_time, found.event_id, found.text)
            self.set_apart.append((row.file_id, position, *apart))
            self.held += len(found.text) + 200
        else:
            number = self._rows.add_row(found.values, found.identity, size, row.file_id, position)
            if found.corrects:
                self.addenda.append((number, found.corrects))
            self.notes += [(row.file_id, position, member, reason) for member, reason in found.notes]
            self._count(row, 1)

    def flush(self) -> None:
        """Sends what is left."""
        if self._rows.rows:
            self._send()

    def _latest(self, row: FileRow) -> datetime | None:
        """The last moment that an event of this step's files can have."""
        latest = times.latest_of(row.fetched_at)
        if latest is not None and (self._last is None or latest > self._last):
            self._last = latest
        return self._last

    def _count(self, row: FileRow, count: int) -> None:
        self.events += count
        self.added[row.file_id] = self.added.get(row.file_id, 0) + count
        if self._rows.full:
            self._send()

    def _send(self) -> None:
        try:
            found = self._rows.batches()
        except Exception as error:
            # Rows of several files: none of them is to be told to be damaged.
            raise RowsError(f"rows cannot be made: {error}") from error
        for batch in found.batches:
            self._put(batch)
        self.notes += found.notes
        for event_no, raw in found.addenda:
            if original := untyped.corrected(exact_json.parse(raw.decode())):
                self.addenda.append((event_no, original))
