"""Rows of event_records on their way into DuckDB, as Arrow batches: what they are and where each stands.

Records that the types hold become Arrow arrays without a Python object a value; all others come one by one,
given by column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
import numpy
import pyarrow as pa
import pyarrow.compute

from kit.records import gate
from kit.records.identity import Identities
from kit.records.members import FLAGS, JSON, PLAIN, RARE, SCHEMA, TYPES, UUIDS
from kit.records.outcome import FAILED, SUCCEEDED, SUSPECT, outcome
from kit.records.parts import Part, Slice, columns
from kit.records.typed import SUSPECT_REPLY, TOGETHER, Record, Transposed, Typed, part_of

# Rows and bytes a batch: small enough to keep memory low, large enough that DuckDB's cost a batch vanishes.
BATCH = 10_000
_BYTES = 24 << 20
# Its functions are made when it is imported, so nobody knows their types.
pc: Any = pyarrow.compute

# An empty text of these is a value; of all others an empty text in a part is a member that is absent.
_REQUIRED = {each.name for each in msgspec.structs.fields(Record) if each.required}
_TEXT = {each.name for each in msgspec.structs.fields(Record) if each.type is str}


class Rows:
    """Collects rows, numbered in the order in which they come; `batches` empties it."""

    def __init__(self, identities: Identities, first_no: int) -> None:
        self._typed, self._untyped = TypedRows(identities), UntypedRows(identities)
        self._typed_places, self._untyped_places = _Places(), _Places()
        self._next = first_no
        # The last moment that an event of these files can have.
        self.latest: datetime | None = None

    @property
    def rows(self) -> int:
        return self._typed.rows + self._untyped.rows

    @property
    def full(self) -> bool:
        return self.rows >= BATCH or self._typed.bytes + self._untyped.bytes >= _BYTES

    def add(self, records: Typed, start: int, end: int, file_id: int, position: int) -> None:
        """Rows for some of the records, at `position` and after it."""
        self._typed.add(records, start, end)
        self._typed_places.add(self._next, file_id, position, end - start)
        self._next += end - start

    def add_row(
        self, row: dict[str, Any], identity: bytes | None, size: int, file_id: int, position: int
    ) -> int:
        """One row given by column, see UntypedRows; returns its event_no."""
        self._untyped.add(row, identity, size)
        self._untyped_places.add(self._next, file_id, position, 1)
        self._next += 1
        return self._next - 1

    def batches(self) -> Batches:
        """All rows. Empties itself."""
        found = Batches()
        if count := self._typed.rows:
            made, raws, notes = self._typed.arrays(self.latest)
            places = self._typed_places.arrays()
            found.addenda = [(places["event_no"][place].as_py(), raw) for place, raw in raws]
            found.add_notes(notes, places)
            made["columns_only"] = pa.repeat(pa.scalar(False), count)
            found.batches.append(_batch({**made, **places}, count))
        if count := self._untyped.rows:
            made, notes = self._untyped.arrays()
            places = self._untyped_places.arrays()
            found.add_notes(notes, places)
            found.batches.append(_batch({**made, **places}, count))
        return found


@dataclass
class Batches:
    """Rows on their way: the batches, (event_no, addendum) of those that correct another, and (file_id,
    position, member, reason) of members that were set aside."""

    batches: list[pa.RecordBatch] = field(default_factory=list)
    addenda: list[tuple[int, bytes]] = field(default_factory=list)
    notes: list[tuple[int, int | None, str, str]] = field(default_factory=list)

    def add_notes(self, notes: list[tuple[int, str, str]], places: dict[str, pa.Array]) -> None:
        """Notes on rows by their place in the batch."""
        for place, member, reason in notes:
            file_id, position = places["file_id"][place].as_py(), places["position"][place].as_py()
            self.notes.append((file_id, position, member, reason))


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


class TypedRows:
    """Collects records in the order given; `arrays` empties it. Few records wait for others and are
    transposed together."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._waiting: list[Record] = []
        self._parts: list[Part | Slice] = []
        self.rows = 0
        self.bytes = 0

    def add(self, records: Typed, start: int, end: int) -> None:
        """Some of the records."""
        self.rows += end - start
        if isinstance(records, Transposed):
            self._transpose()
            for part in records.cut(start, end):
                self._take(part)
        else:
            self._waiting += records[start:end]
            if len(self._waiting) >= TOGETHER:
                self._transpose()

    def arrays(
        self, latest: datetime | None
    ) -> tuple[dict[str, pa.Array], list[tuple[int, bytes]], list[tuple[int, str, str]]]:
        """The columns of all rows, (place of the row, addendum) of those that correct another, and (place,
        member, reason) of what was set aside. `latest`: the last moment that can be true. Empties itself."""
        self._transpose()
        parts, count, self._parts, self.rows, self.bytes = [*columns(self._parts)], self.rows, [], 0, 0
        made: dict[str, pa.Array] = {}
        kept: dict[int, bytes] = {}
        notes: list[tuple[int, str, str]] = []
        for column, member in JSON.items():
            texts = _texts(parts, member, count)
            passed = gate.json_column(texts)
            made[column] = passed.values
            for place in passed.kept:
                kept[place] = _with(kept.get(place), member, texts[place].as_buffer().to_pybytes())
        for column, member in UUIDS.items():
            made[column] = _numbers(parts, member, count, TYPES[column])
        for column, member in PLAIN.items():
            texts = _texts(parts, member, count)
            if column == "event_time":
                moments = _numbers(parts, member, count, TYPES["event_moment"])
                made["event_moment"], texts = gate.late_as_texts(moments, texts, latest)
                passed = gate.time_column(texts, latest)
            else:
                passed = gate.text_column(member, texts)
            made[column] = passed.values
            # The column holds no more than it can; what was written is kept as it was written.
            for place in passed.kept:
                kept[place] = _with(kept.get(place), member, texts[place].as_buffer().to_pybytes())
            notes += [(place, member, reason) for place, reason in passed.notes]
        for column, member in FLAGS.items():
            made[column] = _flags(parts, member)
        made["identity_no"], made["identity_hash"], odd = self._identities.arrays(
            _texts(parts, "userIdentity", count)
        )
        notes += odd
        made["extra"] = _extras(parts, kept, count)
        made["outcome"] = _outcomes(made, _each(parts, "flags", SUSPECT_REPLY))
        return made, list(_present(parts, "addendum")), notes

    def _transpose(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._take(part_of(waiting))

    def _take(self, part: Part | Slice) -> None:
        self._parts.append(part)
        self.bytes += part.size


def _each(parts: list[Part], numbers: str, member: str, kind: Any = numpy.int8) -> numpy.ndarray:
    """`lengths`, `flags`, `numbers` or `numbered` of one member of all parts; 0 where a part has none."""
    found = [getattr(part, numbers).get(member) for part in parts]
    return numpy.concatenate(
        [
            numpy.zeros(part.count, kind) if each is None else each
            for part, each in zip(parts, found, strict=True)
        ]
    )


def _texts(parts: list[Part], member: str, count: int) -> pa.Array:
    """Values of one member of all parts; NULL where it is absent, or a number."""
    data = b"".join([part.texts.get(member, b"") for part in parts])
    needed = member in _REQUIRED
    numbered = _each(parts, "numbered", member, bool) if needed else None
    if not data and (numbered is None or numbered.all()):
        return pa.nulls(count, pa.string())
    lengths, valid = _each(parts, "lengths", member), None
    there = lengths > 0 if numbered is None else ~numbered
    if not there.all():
        valid = pa.py_buffer(numpy.packbits(there, bitorder="little"))
    offsets = numpy.zeros(count + 1, numpy.int32)
    numpy.cumsum(lengths, out=offsets[1:])
    # The UTF-8 of the whole file was checked when it was decoded.
    return pa.Array.from_buffers(pa.string(), count, [valid, pa.py_buffer(offsets), pa.py_buffer(data)])


def _numbers(parts: list[Part], member: str, count: int, kind: Any) -> pa.Array:
    """Ids or times of one member of all parts, of Arrow's type `kind`; NULL where there is none."""
    there = _each(parts, "numbered", member, bool)
    if not there.any():
        return pa.nulls(count, kind)
    values = _each(parts, "numbers", member, "V16" if kind == pa.uuid() else "i8")
    valid = None if there.all() else pa.py_buffer(numpy.packbits(there, bitorder="little"))
    stored = getattr(kind, "storage_type", kind)
    made = pa.Array.from_buffers(stored, count, [valid, pa.py_buffer(values)])
    return made if stored is kind else pa.ExtensionArray.from_storage(kind, made)


def _flags(parts: list[Part], member: str) -> pa.Array:
    """True, false or NULL of one member of all parts."""
    values = _each(parts, "flags", member)
    return pa.array(values == 2, mask=values == 0)


def _present(parts: list[Part], member: str) -> Iterator[tuple[int, bytes]]:
    """(place, value) of the rows that have the member."""
    first = 0
    for part in parts:
        if text := part.texts.get(member):
            places = numpy.flatnonzero(part.lengths[member])
            ends = numpy.cumsum(part.lengths[member])[places].tolist()
            for place, start, end in zip(places.tolist(), [0, *ends], ends, strict=False):
                yield first + place, bytes(text[start:end])
        first += part.count


def _outcomes(made: dict[str, pa.Array], suspect: numpy.ndarray) -> pa.Array:
    """`suspect`: 1 where a reply is known to tell of no failure."""
    replies, requests = made["response_elements"], made["request_parameters"]
    failed = pc.or_(made["error_code"].is_valid(), made["error_message"].is_valid())
    outcomes = pc.if_else(failed, FAILED, SUCCEEDED)
    # Nearly all other replies say nothing of a failure.
    places = numpy.flatnonzero((suspect != 1) & ~failed.to_numpy(zero_copy_only=False))
    telling = pc.match_substring_regex(replies.take(pa.array(places)), SUSPECT).fill_null(False)
    places = places[telling.to_numpy(zero_copy_only=False)]
    if not len(places):
        return outcomes
    judged = [outcome(None, None, _bytes(replies[place]), _bytes(requests[place])) for place in places]
    mask = numpy.zeros(len(outcomes), bool)
    mask[places] = True
    return pc.replace_with_mask(outcomes, pa.array(mask), pa.array(judged))


def _bytes(text: pa.StringScalar) -> bytes | None:
    return text.as_buffer().to_pybytes() if text.is_valid else None


def _extras(parts: list[Part], kept: dict[int, bytes], count: int) -> pa.Array:
    """`extra` of each record: its members that have no column, and `kept`: members that their column does not
    give back."""
    made = pa.nulls(count, pa.string())
    members = [
        _members(_texts(parts, name, count), name)
        for name in RARE
        if any(name in part.texts for part in parts)
    ]
    if members:
        # Each with a comma before it, of which the first one opens the object. (Arrow drops rows where it is
        # to skip all that it joins, and cannot slice a text that is empty.)
        joined = pc.binary_join_element_wise(*members, "", null_handling="replace", null_replacement="")
        opened = pc.replace_substring(joined, ",", "{", max_replacements=1)
        made = pc.if_else(pc.equal(joined, ""), made, pc.binary_join_element_wise(opened, "}", ""))
    if not kept:
        return made
    texts = {}
    for place, text in kept.items():
        beside = _bytes(made[place])
        texts[place] = text if beside is None else beside[:-1] + b"," + text[1:]
    mask = numpy.zeros(count, bool)
    mask[list(texts)] = True
    return pc.replace_with_mask(
        made,
        pa.array(mask),
        pa.array([texts[place] for place in sorted(texts)], pa.binary()).view(pa.string()),
    )


def _members(texts: pa.Array, name: str) -> pa.Array:
    """Each value as a member of an object, a comma before it; NULL where there is none. Many records have the
    same few."""
    coded = texts.dictionary_encode()
    members = [b"," + _member(name, _bytes(value) or b"") for value in coded.dictionary]
    return pa.array(members, pa.binary()).view(pa.string()).take(coded.indices)


def _member(name: str, value: bytes) -> bytes:
    return b'"' + name.encode() + b'":' + (msgspec.json.encode(value.decode()) if name in _TEXT else value)


def _with(text: bytes | None, name: str, value: bytes) -> bytes:
    member = _member(name, value)
    return b"{" + member + b"}" if text is None else text[:-1] + b"," + member + b"}"


class UntypedRows:
    """Collects rows in the order given; `arrays` empties it."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._rows: list[dict[str, Any]] = []
        self._who: list[bytes | None] = []
        self.bytes = 0

    @property
    def rows(self) -> int:
        return len(self._rows)

    def add(self, row: dict[str, Any], identity: bytes | None, size: int) -> None:
        """One row; columns that it does not name are NULL. `size` is how long its record is."""
        self._rows.append(row)
        self._who.append(identity)
        self.bytes += size

    def arrays(self) -> tuple[dict[str, pa.Array], list[tuple[int, str, str]]]:
        """The columns of all rows, and (place, member, reason) of identities of which something was set
        aside. Empties itself."""
        rows, who, self._rows, self._who, self.bytes = self._rows, self._who, [], [], 0
        made = {
            name: pa.array([_value(row.get(name)) for row in rows], kind)
            for name, kind in TYPES.items()
            if any(name in row for row in rows)
        }
        made["columns_only"] = pa.array([row.get("columns_only", False) for row in rows])
        texts = pa.array(who, pa.binary()).view(pa.string())
        made["identity_no"], made["identity_hash"], odd = self._identities.arrays(texts)
        return made, odd


def _value(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value
