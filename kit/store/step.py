"""One load step: everything that a single transaction puts into the database."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import pyarrow as pa

from kit.store import decode, exact_json, odd_records
from kit.store.columns import Columns, is_plain
from kit.store.decode import Record
from kit.store.files import FileRow
from kit.store.identity import Identities
from kit.store.odd_records import Reject, Row, SetApart

# Rows a batch: small enough to keep memory low, large enough that DuckDB's cost a batch vanishes.
BATCH = 10_000
# Two row groups of DuckDB: a step of whole ones needs no write-ahead log and no second compression.
MAX_EVENTS = 245_760

_addendum = operator.attrgetter("addendum")


class Step:
    """Collects rows; full batches of events go to `put` at once."""

    def __init__(self, first_no: int, identities: Identities, put: Callable[[pa.RecordBatch], None]) -> None:
        self.first_no = first_no
        self.events = 0
        self.added: dict[int, int] = {}
        self.files: list[FileRow] = []
        self.rejects: list[tuple[int, int, str]] = []
        self.set_apart: list[tuple[int, int, str, datetime | None, str | None, str]] = []
        self.specials: list[tuple[str, int, str, bytes]] = []
        self.bills: list[tuple[FileRow, str, bytes | memoryview]] = []
        self.states: list[tuple[FileRow, bytes]] = []
        self.addenda: list[tuple[int, str]] = []
        self._columns = Columns(identities)
        self._put = put
        self._held: list[Record] = []
        self._held_at: list[int] = []

    @property
    def room(self) -> int:
        """How many events still fit; at least 1."""
        return max(1, MAX_EVENTS - self.events)

    @property
    def full(self) -> bool:
        return self.events >= MAX_EVENTS

    def records(self, row: FileRow, records: Sequence[Record]) -> None:
        """Records that the types hold; those that are no plain calls go one by one."""
        for start in range(0, len(records), BATCH):
            part = records[start : start + BATCH]
            first = row.records
            if self._add(row, part, range(first, first + len(part))):
                row.records += len(part)
            else:
                for record in part:
                    self.odd(row, decode.encode(record))

    def odd(self, row: FileRow, text: bytes) -> None:
        """One record of any shape. Records that the types hold wait for others of their file; see `settle`."""
        record = decode.exact_one(text)
        if record is None or not is_plain(record):
            self.judged(row, odd_records.read(text))
            return
        self._held.append(record)
        self._held_at.append(row.records)
        row.records += 1
        if len(self._held) >= 1_000:
            self.settle(row)

    def settle(self, row: FileRow) -> None:
        """Puts the waiting records of a file into columns; called at its end."""
        if self._held:
            self._add(row, self._held, self._held_at)
            self._held, self._held_at = [], []

    def judged(self, row: FileRow, found: Row | SetApart | Reject) -> None:
        """A record that was looked at by itself."""
        position = row.records
        row.records += 1
        if isinstance(found, Reject):
            row.rejected += 1
            self.rejects.append((row.file_id, position, found.reason))
        elif isinstance(found, SetApart):
            row.set_apart += 1
            apart = (found.category, found.event_time, found.event_id, found.text)
            self.set_apart.append((row.file_id, position, *apart))
        else:
            if found.corrects:
                self.addenda.append((self.first_no + self.events, found.corrects))
            self._columns.add_row(found.values, found.identity, row.file_id, position)
            self._count(row, 1)

    def flush(self) -> None:
        """Sends what is left."""
        if self._columns.rows:
            self._send()

    def _add(self, row: FileRow, records: Sequence[Record], positions: Iterable[int]) -> bool:
        if not self._columns.add(records, row.file_id, positions):
            return False
        addenda = list(map(_addendum, records))
        if any(addenda):
            for place, raw in enumerate(addenda):
                original = (
                    None if raw is None else odd_records.corrected(exact_json.parse(bytes(raw).decode()))
                )
                if original:
                    self.addenda.append((self.first_no + self.events + place, original))
        self._count(row, len(records))
        return True

    def _count(self, row: FileRow, count: int) -> None:
        self.events += count
        self.added[row.file_id] = self.added.get(row.file_id, 0) + count
        if self._columns.rows >= BATCH:
            self._send()

    def _send(self) -> None:
        self._put(self._columns.batch(self.first_no + self.events - self._columns.rows))
