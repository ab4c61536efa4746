"""Records turned into columns: the values of each member one after the other, and how long each is.

The one thing that is done with every record in Python, so it is done in parts that stay in the processor's
cache, and with the few functions that cost least: `zip` turns, `join` writes, `len` measures. Arrow takes the
result as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy
from msgspec import Struct

# Records a part: as many as stay in the cache, which makes turning three times as fast.
TOGETHER = 250


class Part:
    """At most a few hundred records. A member that none of them has is in no table.

    `texts` holds the values of a member without quotes, `lengths` the bytes of each (0 where it is absent),
    `flags` the true, false or None of each. `size` is how long the records' JSON is without white space.
    """

    __slots__ = ("count", "flags", "lengths", "size", "texts")

    def __init__(self, count: int) -> None:
        self.count = count
        self.texts: dict[str, bytes] = {}
        self.lengths: dict[str, numpy.ndarray] = {}
        self.flags: dict[str, Sequence[bool | None]] = {}
        self.size = 0

    @classmethod
    def of(cls, records: Sequence[Struct]) -> Part:
        """The part that these records make; they are of one class, whose members are str, Raw and bool."""
        part = cls(len(records))
        columns = zip(*map(msgspec.structs.astuple, records), strict=True)
        # An object has two braces, and one comma less than members.
        size = part.count
        for (name, kind, around), values in zip(_shapes(type(records[0])), columns, strict=True):
            if kind is bool:
                true, false = values.count(True), values.count(False)
                if true or false:
                    part.flags[name] = values
                size += true * (around + 4) + false * (around + 5)
                continue
            joined: Any = "".join(values) if kind is str else b"".join(values)
            if joined:
                part.texts[name] = joined.encode() if kind is str else joined
                part.lengths[name] = lengths = _lengths(values, joined)
                size += len(part.texts[name]) + around * int(numpy.count_nonzero(lengths))
        part.size = size
        return part

    def cut(self, start: int, end: int) -> Part:
        """Some of its records; their size is not measured."""
        if (start, end) == (0, self.count):
            return self
        part = Part(end - start)
        for name, lengths in self.lengths.items():
            first, length = int(lengths[:start].sum()), int(lengths[start:end].sum())
            if length:
                part.texts[name] = self.texts[name][first : first + length]
                part.lengths[name] = lengths[start:end]
        part.flags = {name: values[start:end] for name, values in self.flags.items()}
        part.size = self.size * part.count // self.count
        return part


class Turned:
    """Many records, in parts; a slice has some of them."""

    def __init__(self, records: Sequence[Struct]) -> None:
        self.parts = [
            Part.of(records[start : start + TOGETHER]) for start in range(0, len(records), TOGETHER)
        ]

    @property
    def size(self) -> int:
        """Bytes of the records' JSON and the commas between them."""
        return sum(part.size for part in self.parts) + len(self) - 1

    def __len__(self) -> int:
        return sum(part.count for part in self.parts)

    def cut(self, start: int, end: int) -> Iterator[Part]:
        """The parts of the records from `start` up to `end`."""
        first = 0
        for part in self.parts:
            begin, stop = max(start - first, 0), min(end - first, part.count)
            if begin < stop:
                yield part.cut(begin, stop)
            first += part.count


_SHAPES: dict[type[Struct], list[tuple[str, type, int]]] = {}


def _shapes(kind: type[Struct]) -> list[tuple[str, type, int]]:
    """Name and type of each member, and the bytes that JSON puts around its value: name, quotes, colon,
    comma."""
    if kind not in _SHAPES:
        _SHAPES[kind] = [
            (each.name, each.type, len(each.name) + (6 if each.type is str else 4))
            for each in msgspec.structs.fields(kind)
        ]
    return _SHAPES[kind]


def _lengths(values: Sequence[Any], joined: str | bytes) -> numpy.ndarray:
    """Bytes of each value; `joined` is all of them."""
    each, rest = divmod(len(joined), len(values))
    if isinstance(joined, str):
        if not joined.isascii():
            return numpy.fromiter((len(value.encode()) for value in values), numpy.int32, len(values))
        if not rest and each == len(values[0]) and joined == values[0] * len(values):
            return numpy.full(len(values), each, numpy.int32)
    return numpy.fromiter(map(len, values), numpy.int32, len(values))
