"""Rows of event_records from typed records: turned parts become Arrow arrays, without a Python object a
value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy
import pyarrow as pa
import pyarrow.compute

from kit.records.identity import Identities
from kit.records.members import FLAGS, JSON, PLAIN, RARE, SURE_TIME, plain_time
from kit.records.outcome import FAILED, SUCCEEDED, SUSPECT, outcome
from kit.records.turned import TOGETHER, Part, Turned
from kit.records.typed import Record, Typed

# Its functions are made when it is imported, so nobody knows their types.
pc: Any = pyarrow.compute

# An empty text of these is a value; of all others an empty text in a part is a member that is absent.
_REQUIRED = {each.name for each in msgspec.structs.fields(Record) if each.required}
_TEXT = {each.name for each in msgspec.structs.fields(Record) if each.type is str}


class TypedRows:
    """Collects records in the order given; `arrays` empties it. Few records wait for others and are turned
    together."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._waiting: list[Record] = []
        self._parts: list[Part] = []
        self.rows = 0
        self.bytes = 0

    def add(self, records: Typed, start: int, end: int) -> None:
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
        """The columns of all rows, and (place of the row, addendum) of those that correct another. It starts
        anew."""
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
        made["outcome"] = _outcomes(made)
        return made, list(_present(parts, "addendum"))

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


def _outcomes(made: dict[str, pa.Array]) -> pa.Array:
    replies, requests = made["response_elements"], made["request_parameters"]
    failed = pc.or_(made["error_code"].is_valid(), made["error_message"].is_valid())
    outcomes = pc.if_else(failed, FAILED, SUCCEEDED)
    # Nearly all other replies say nothing of a failure.
    suspect = pc.and_not(pc.match_substring_regex(replies, SUSPECT).fill_null(False), failed)
    places = numpy.flatnonzero(suspect)
    if not len(places):
        return outcomes
    judged = [outcome(None, None, _bytes(replies[place]), _bytes(requests[place])) for place in places]
    return pc.replace_with_mask(outcomes, suspect, pa.array(judged))


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
    which = numpy.full(count, -1)
    which[list(extras)] = range(len(extras))
    texts = pa.array(extras.values(), pa.binary()).view(pa.string())
    return texts.take(pa.array(which, mask=which < 0))


def _odd_times(times: pa.Array) -> list[int]:
    """Places of times that the column alone does not give back."""
    distinct = times.dictionary_encode()
    sure = pc.match_substring_regex(distinct.dictionary, SURE_TIME)
    if pc.all(sure).as_py():
        return []
    texts = zip(sure.to_pylist(), distinct.dictionary.to_pylist(), strict=True)
    odd = numpy.array([not (plain or plain_time(text)) for plain, text in texts])
    return numpy.flatnonzero(odd[distinct.indices.to_numpy()]).tolist()


def _with(text: bytes | None, name: str, value: bytes) -> bytes:
    member = b'"' + name.encode() + b'":' + (msgspec.json.encode(value.decode()) if name in _TEXT else value)
    return b"{" + member + b"}" if text is None else text[:-1] + b"," + member + b"}"
