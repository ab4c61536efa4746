"""One load step: everything that a single transaction puts into the database."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import pyarrow as pa

from kit.store import decode, odd_records
from kit.store.columns import Columns
from kit.store.decode import Record
from kit.store.files import FileRow
from kit.store.identity import Identities
from kit.store.odd_records import Reject, Row, SetApart

# Rows a batch: small enough to keep memory low, large enough that DuckDB's cost a batch vanishes.
BATCH = 20_000
MAX_EVENTS = 250_000

_addendum = operator.attrgetter("addendum")
_id, _name = operator.attrgetter("eventID"), operator.attrgetter("eventName")
_source, _time = operator.attrgetter("eventSource"), operator.attrgetter("eventTime")
_category, _type = operator.attrgetter("eventCategory"), operator.attrgetter("eventType")
# Categories and types of records that are no calls; see odd_records.category_of.
_NO_CALLS = {
    "Insight",
    "NetworkActivity",
    "Aggregated",
    "AwsCloudTrailInsight",
    "AwsVpceEvents",
    "AwsVpceEvent",
}


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
        self.addenda: list[tuple[int, str]] = []
        self._columns = Columns(identities)
        self._put = put

    @property
    def full(self) -> bool:
        return self.events >= MAX_EVENTS

    def records(self, row: FileRow, records: Sequence[Record]) -> None:
        """Records that the types hold; those that are no plain calls go one by one."""
        if not _plain(records):
            for record in records:
                if _plain([record]):
                    self._add(row, [record])
                else:
                    self.odd(row, decode.encode(record))
            return
        self._add(row, records)

    def odd(self, row: FileRow, text: bytes) -> None:
        """One record of any shape."""
        if (record := decode.exact_one(text)) is not None and _plain([record]):
            self._add(row, [record])
            return
        self.judged(row, odd_records.read(text))

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

    def _add(self, row: FileRow, records: Sequence[Record]) -> None:
        for start in range(0, len(records), BATCH):
            part = records[start : start + BATCH]
            self._corrections(part)
            self._columns.add(part, row.file_id, range(row.records, row.records + len(part)))
            row.records += len(part)
            self._count(row, len(part))

    def _corrections(self, records: Iterable[Record]) -> None:
        for place, raw in enumerate(map(_addendum, records)):
            if raw is not None and b"UPDATED_DATA" in bytes(raw):
                original = json.loads(bytes(raw)).get("originalEventID")
                if isinstance(original, str):
                    self.addenda.append((self.first_no + self.events + place, original))

    def _count(self, row: FileRow, count: int) -> None:
        self.events += count
        self.added[row.file_id] = self.added.get(row.file_id, 0) + count
        if self._columns.rows >= BATCH:
            self._send()

    def _send(self) -> None:
        self._put(self._columns.batch(self.first_no + self.events - self._columns.rows))


def _plain(records: Sequence[Record]) -> bool:
    """Whether all of them are calls with an id, a time, a name and a source."""
    ids = list(map(_id, records))
    if None in ids or None in map(_name, records) or None in map(_source, records):
        return False
    if None in map(_time, records):
        return False
    if not _NO_CALLS.isdisjoint(map(_category, records)) or not _NO_CALLS.isdisjoint(map(_type, records)):
        return False
    # An id that is blank, or that looks like a key of the kit's own making, needs a closer look.
    joined = "".join(ids)
    return (
        "#" not in joined
        and "sha256:" not in joined
        and (len(joined) == 36 * len(ids) or all(map(str.strip, ids)))
    )
