"""Columns of many records on their way: what the decoder and the splitter both make, and rows are made of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Protocol

import numpy


class Part:
    """At most a few thousand records. A member that none of them has is in no table.

    `texts` holds the values of a member without quotes, `lengths` the bytes of each (0 where it is absent, or
    a number), `flags` 0 (absent, or of a hint unknown), 1 (false) or 2 (true) of each. `numbers` holds ids
    and times that stand for their text: 16 bytes a UUID, microseconds since 1970 a time, zeros where
    `numbered` says that there is none. `size` is how long the records' JSON is without white space.
    """

    __slots__ = ("count", "flags", "lengths", "numbered", "numbers", "size", "texts")

    def __init__(self, count: int, size: int = 0) -> None:
        self.count = count
        self.size = size
        self.texts: dict[str, bytes | memoryview] = {}
        self.lengths: dict[str, numpy.ndarray] = {}
        self.flags: dict[str, numpy.ndarray] = {}
        self.numbers: dict[str, numpy.ndarray] = {}
        self.numbered: dict[str, numpy.ndarray] = {}

    def cut(self, start: int, end: int) -> Part:
        """Some of its records; their size is not measured."""
        if (start, end) == (0, self.count):
            return self
        part = Part(end - start, self.size * (end - start) // self.count)
        for name, lengths in self.lengths.items():
            first, length = int(lengths[:start].sum()), int(lengths[start:end].sum())
            if length:
                part.texts[name] = self.texts[name][first : first + length]
                part.lengths[name] = lengths[start:end]
        for table in ("flags", "numbers", "numbered"):
            getattr(part, table).update(
                (name, values[start:end]) for name, values in getattr(self, table).items()
            )
        return part


class Gathering(Protocol):
    """Where records of several texts are collected; their columns are made once, when they are asked for."""

    def part(self) -> Part:
        """All of them."""
        ...


class Slice:
    """Records of a gathering, from `first` on; `size` as of a Part."""

    __slots__ = ("count", "first", "of", "size")

    def __init__(self, of: Gathering, first: int, count: int, size: int) -> None:
        self.of, self.first, self.count, self.size = of, first, count, size

    def cut(self, start: int, end: int) -> Slice:
        """Some of them."""
        return Slice(self.of, self.first + start, end - start, self.size * (end - start) // self.count)


def columns(parts: Iterable[Part | Slice]) -> Iterator[Part]:
    """The columns of all parts, in their order; slices that lie side by side are one part."""
    for gathering, some in itertools.groupby(
        parts, lambda part: part.of if isinstance(part, Slice) else None
    ):
        if gathering is None:
            yield from (part for part in some if isinstance(part, Part))
            continue
        first = end = 0
        for part in some:
            assert isinstance(part, Slice), "grouped by its gathering"
            if end and part.first != end:
                yield gathering.part().cut(first, end)
                end = 0
            if not end:
                first = part.first
            end = part.first + part.count
        yield gathering.part().cut(first, end)
