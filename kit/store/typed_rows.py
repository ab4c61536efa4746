"""Rows of event_records from typed records: turned parts become Arrow arrays, without a Python object a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import numpy
import pyarrow as pa
import pyarrow.compute as pc

from kit.store.decode import Record
from kit.store.identity import Identities
from kit.store.members import FLAGS, JSON, PLAIN, RARE, plain_time
from kit.store.outcome import SUCCEEDED, SUSPECT, outcome
from kit.store.turned import TOGETHER, Part, Turned

# An empty text of these is a value; of all others an empty text in a part is a member that is absent.
_REQUIRED = {each.name for each in msgspec.structs.fields(Record) if each.required}
_TEXT = {each.name for each in msgspec.structs.fields(Record) if each.type is str}


class TypedRows:
    """Collects records in the order given; `arrays` empties it. Few records wait for others and are turned together."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._waiting: list[Record] = []
        self._parts: list[Part] = []
        self.rows = 0
        self.bytes = 0

    def add(self, records: Sequence[Record] | Turned, start: int, end: int) -> None:
        """Some of the records."""
        self.rows += end - start
        if isinstance(records, Turned):
            self._turn()
            for part in records.cut(start, end):
                self._take(part)
        else:
            self._waiting += records[start:end]
            if len(self._waiting) >= TOGETHER:
                self._turn()

    def arrays(self) -> tuple[dict[str, pa.Array], list[tuple[int, bytes]]]:
        """The columns of all rows, and (place of the row, addendum) of those that correct another. It starts anew."""
        self._turn()
        parts, count, self._parts, self.rows, self.bytes = self._parts, self.rows, [], 0, 0
        made = {column: _texts(parts, member, count) for column, member in {**PLAIN, **JSON}.items()}
        for column, member in FLAGS.items():
            values = [flag for part in parts for flag in part.flags.get(member) or [None] * part.count]
            made[column] = pa.array(values, pa.bool_())
        made["identity_no"], made["identity_hash"] = self._identities.arrays(
            _texts(parts, "userIdentity", count)
        )
        made["extra"] = _extras(parts, made["event_time"], count)
        made["outcome"] = _outcomes(made, count)
        addenda = [(place, raw) for place, raw in _present(parts, "addendum")]
        return made, addenda

    def _turn(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._take(Part.of(waiting))

    def _take(self, part: Part) -> None:
        self._parts.append(part)
        self.bytes += part.size


def _lengths(parts: list[Part], member: str) -> numpy.ndarray:
    found = [part.lengths.get(member) for part in parts]
    return numpy.concatenate(
        [
            numpy.zeros(part.count, numpy.int32) if each is None else each
            for part, each in zip(parts, found, strict=True)
        ]
    )


def _texts(parts: list[Part], member: str, count: int) -> pa.Array:
    """Values of one member of all parts."""
    data = b"".join([part.texts.get(member, b"") for part in parts])
    if not data and member not in _REQUIRED:
        return pa.nulls(count, pa.string())
    lengths, valid = _lengths(parts, member), None
    if member not in _REQUIRED and not lengths.all():
        valid = pa.py_buffer(numpy.packbits(lengths > 0, bitorder="little"))
    offsets = numpy.zeros(count + 1, numpy.int32)
    numpy.cumsum(lengths, out=offsets[1:])
    # The UTF-8 of the whole file was checked when it was decoded.
    return pa.Array.from_buffers(pa.string(), count, [valid, pa.py_buffer(offsets), pa.py_buffer(data)])


def _present(parts: list[Part], member: str) -> Iterator[tuple[int, bytes]]:
    """(place, value) of the rows that have the member."""
    first = 0
    for part in parts:
        if text := part.texts.get(member):
            ends = numpy.cumsum(part.lengths[member]).tolist()
            for place, (start, end) in enumerate(zip([0, *ends], ends, strict=False), first):
                if start < end:
                    yield place, text[start:end]
        first += part.count


def _outcomes(made: dict[str, pa.Array], count: int) -> pa.Array:
    replies, codes, messages = made["response_elements"], made["error_code"], made["error_message"]
    # Nearly all replies say nothing of a failure.
    look: set[int] = set()
    for said in (codes.is_valid(), messages.is_valid(), pc.match_substring_regex(replies, SUSPECT)):
        if pc.any(said).as_py():
            look.update(numpy.flatnonzero(said.fill_null(False)).tolist())
    if not look:
        return pa.repeat(pa.scalar(SUCCEEDED), count)
    outcomes, requests = [SUCCEEDED] * count, made["request_parameters"]
    for place in look:
        outcomes[place] = outcome(
            codes[place].as_py(), messages[place].as_py(), _bytes(replies[place]), _bytes(requests[place])
        )
    return pa.array(outcomes)


def _bytes(text: pa.StringScalar) -> bytes | None:
    return text.as_buffer().to_pybytes() if text.is_valid else None


def _extras(parts: list[Part], times: pa.Array, count: int) -> pa.Array:
    """`extra` of each record: its members that have no column."""
    extras: dict[int, bytes] = {}
    for name in RARE:
        for place, value in _present(parts, name):
            extras[place] = _with(extras.get(place), name, value)
    # The column holds seconds; any other way to write a time is kept as it was written.
    for place in _odd_times(times):
        extras[place] = _with(extras.get(place), "eventTime", times[place].as_py().encode())
    if not extras:
        return pa.nulls(count, pa.string())
    return pa.array([extras.get(place) for place in range(count)], pa.binary()).view(pa.string())


def _odd_times(times: pa.Array) -> list[int]:
    """Places of times that the column alone does not give back."""
    distinct = times.dictionary_encode()
    odd = [not plain_time(text) for text in distinct.dictionary.to_pylist()]
    if not any(odd):
        return []
    return numpy.flatnonzero(numpy.array(odd)[distinct.indices.to_numpy()]).tolist()


def _with(text: bytes | None, name: str, value: bytes) -> bytes:
    member = b'"' + name.encode() + b'":' + (msgspec.json.encode(value.decode()) if name in _TEXT else value)
    return b"{" + member + b"}" if text is None else text[:-1] + b"," + member + b"}"
