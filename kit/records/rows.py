"""Rows of event_records on their way into DuckDB, as Arrow batches: what they are and where each stands."""

from __future__ import annotations

from typing import Any

import numpy
import pyarrow as pa

from kit.records.identity import Identities
from kit.records.members import SCHEMA, TYPES
from kit.records.typed import Typed
from kit.records.typed_rows import TypedRows
from kit.records.untyped_rows import OddRows

# Rows and bytes a batch: small enough to keep memory low, large enough that DuckDB's cost a batch vanishes.
BATCH = 10_000
_BYTES = 24 << 20


class Columns:
    """Collects rows, numbered in the order in which they come; `batches` empties it."""

    def __init__(self, identities: Identities, first_no: int) -> None:
        self._typed, self._odd = TypedRows(identities), OddRows(identities)
        self._typed_places, self._odd_places = _Places(), _Places()
        self._next = first_no

    @property
    def rows(self) -> int:
        return self._typed.rows + self._odd.rows

    @property
    def full(self) -> bool:
        return self.rows >= BATCH or self._typed.bytes + self._odd.bytes >= _BYTES

    def add(self, records: Typed, start: int, end: int, file_id: int, position: int) -> None:
        """Rows for some of the records, at `position` and after it."""
        self._typed.add(records, start, end)
        self._typed_places.add(self._next, file_id, position, end - start)
        self._next += end - start

    def add_row(
        self, row: dict[str, Any], identity: bytes | None, size: int, file_id: int, position: int
    ) -> int:
        """One row given by column, see OddRows; returns its event_no."""
        self._odd.add(row, identity, size)
        self._odd_places.add(self._next, file_id, position, 1)
        self._next += 1
        return self._next - 1

    def batches(self) -> tuple[list[pa.RecordBatch], list[tuple[int, bytes]]]:
        """All rows, and (event_no, addendum) of the typed ones that correct another. It starts anew."""
        found, addenda = [], []
        if count := self._typed.rows:
            made, raws = self._typed.arrays()
            places = self._typed_places.arrays()
            addenda = [(places["event_no"][place].as_py(), raw) for place, raw in raws]
            made["columns_only"] = pa.repeat(pa.scalar(False), count)
            found.append(_batch({**made, **places}, count))
        if count := self._odd.rows:
            found.append(_batch({**self._odd.arrays(), **self._odd_places.arrays()}, count))
        return found, addenda


class _Places:
    """Number, file and position of each row, kept as spans of rows that follow one another."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int, int, int]] = []

    def add(self, number: int, file_id: int, position: int, count: int) -> None:
        self._spans.append((number, file_id, position, count))

    def arrays(self) -> dict[str, pa.Array]:
        numbers, file_ids, positions, counts = numpy.array(self._spans, dtype="int64").T
        self._spans = []
        ends = numpy.cumsum(counts)
        rows, before = numpy.arange(ends[-1], dtype="int64"), ends - counts
        return {
            "event_no": pa.array(rows + numpy.repeat(numbers - before, counts)),
            "file_id": pa.array(numpy.repeat(file_ids, counts)),
            "position": pa.array(rows + numpy.repeat(positions - before, counts)),
        }


def _batch(made: dict[str, pa.Array], count: int) -> pa.RecordBatch:
    arrays = [made[name] if name in made else pa.nulls(count, kind) for name, kind in TYPES.items()]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
