"""Columns of many records at once, by splitter.wasm: a small program of the kit's own for WebAssembly.

splitter.c is its source, `make splitter` compiles it; who installs the kit needs no compiler, because
wasmtime runs the same file on every machine. It runs in a sandbox: it reaches nothing but the memory that
it is given, so that evidence made to break a parser breaks nothing else. What it does not take, and where
there is no wasmtime, is decoded by kit.records.typed in the other way, with the same result.
"""

from __future__ import annotations

import atexit
import ctypes
import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy

PROGRAM = Path(__file__).with_name("splitter.wasm")
# Text, JSON as it stands, true or false, and no member but a hint at one: as splitter.c counts them.
TEXT, JSON, FLAG, HINT = range(4)
# Records a part.
TOGETHER = 2000
# To start it costs as much as the other way does with this much text.
AFTER = 32 << 20
# Shorter texts are decoded as fast without it.
WORTH = 16 << 10
# Memory that it has at least, so that it does not grow file by file.
_ROOM = 4 << 20
_BEYOND_ASCII, _UNICODE_ESCAPES = 1, 2


@dataclass(frozen=True)
class Member:
    """A member that records may have; those of kind TEXT that are needed may be empty. One of kind HINT is
    none: it says of member `of` whether a name in it may tell of a failure (kit.records.outcome.SUSPECT)."""

    name: str
    kind: int
    needed: bool
    of: str = ""


@dataclass
class Columns:
    """At most TOGETHER records: values of each member without quotes, one behind the other, bytes of each (0
    where it is absent), and for flags and hints 0 absent, 1 false, 2 true. `size` is how long their text
    is."""

    count: int
    size: int
    texts: dict[str, bytes | memoryview] = field(default_factory=dict)
    lengths: dict[str, numpy.ndarray] = field(default_factory=dict)
    flags: dict[str, numpy.ndarray] = field(default_factory=dict)


@dataclass
class Split:
    """All records of a text; whether it has letters beyond ASCII, which may be no UTF-8, and `\\u` escapes,
    which may be half a character."""

    parts: list[Columns]
    beyond_ascii: bool
    unicode_escapes: bool


class Splitter:
    """One run of the program, with memory of its own; not for several threads at once."""

    def __init__(self, members: Sequence[Member]) -> None:
        """ImportError without wasmtime; OSError or wasmtime's errors where it cannot run."""
        import wasmtime

        # A trap is a mistake in the program; the text is read in the other way.
        self._errors = (wasmtime.WasmtimeError, wasmtime.Trap)
        engine, program = _program()
        self._store = wasmtime.Store(engine)
        found: Any = wasmtime.Instance(self._store, program, []).exports(self._store)
        self._memory, self._prepare, self._split = found["memory"], found["prepare"], found["split"]
        self._members = members
        for number, member in enumerate(members):
            # No text of JSON begins as the name of a hint does.
            name = b"\xff" if member.kind == HINT else f'"{member.name}":'.encode()
            ctypes.memmove(self._base + found["member"](self._store, number), name, len(name))
            found["define"](self._store, number, len(name), member.kind, int(member.needed))
            if member.kind == HINT:
                of = next(place for place, each in enumerate(members) if each.name == member.of)
                found["watch"](self._store, of, number)
        self._part = found["part"](self._store)
        self._room = self._text = 0

    def split(self, text: bytes, begin: int, end: int) -> Split | None:
        """The records that stand in `text` from `begin` to `end`, with commas between them; None where one
        of them is not taken."""
        try:
            if len(text) > self._room:
                self._room = max(len(text), _ROOM)
                self._text = self._prepare(self._store, self._room, TOGETHER)
            if not self._text:
                self._room = 0
                return None
            ctypes.memmove(self._base + self._text, text, len(text))
            parts, seen = [], 0
            while begin != end:
                count = self._split(self._store, len(text), begin, end)
                if count < 0:
                    return None
                position, noted, part = self._taken(begin, count)
                begin, seen = position, seen | noted
                parts.append(part)
        except self._errors:
            return None
        return Split(parts, bool(seen & _BEYOND_ASCII), bool(seen & _UNICODE_ESCAPES))

    @property
    def _base(self) -> int:
        """Where its memory begins; growing may move it."""
        return ctypes.addressof(self._memory.data_ptr(self._store).contents)

    def _taken(self, begin: int, count: int) -> tuple[int, int, Columns]:
        """Where the next part begins, what was seen, and this part, which began at `begin`."""
        base = self._base
        table = ctypes.string_at(base + self._part, 16 + 8 * len(self._members))
        position, seen, at, held, *sizes = memoryview(table).cast("I").tolist()
        made = Columns(count, position - begin)
        taken = memoryview(ctypes.string_at(base + at, held))
        value = 0
        lengths = held - sum(sizes[1::2])
        for member, values, measured in zip(self._members, sizes[::2], sizes[1::2], strict=True):
            if not measured:
                continue
            each = numpy.frombuffer(taken, "<i4", count, lengths)
            lengths += measured
            if member.kind >= FLAG:
                made.flags[member.name] = each
            else:
                made.texts[member.name] = taken[value : value + values]
                made.lengths[member.name] = each
                value += values
        return position, seen, made


class _Shared:
    """What the threads of this process share: the program, and runs of it that nobody uses just now."""

    def __init__(self) -> None:
        self.read = 0
        self.idle: list[Splitter] = []
        self.failed = False


_shared = _Shared()


@functools.cache
def _program() -> tuple[Any, Any]:
    """Engine and compiled program."""
    import wasmtime

    config = wasmtime.Config()
    # It is compiled in milliseconds; threads for that would be dearer.
    config.parallel_compilation = False
    engine = wasmtime.Engine(config)
    # At the very end of Python wasmtime can no longer give anything back.
    atexit.register(_let_go)
    return engine, wasmtime.Module(engine, PROGRAM.read_bytes())


def _let_go() -> None:
    _shared.idle.clear()
    _program.cache_clear()


def split(text: bytes, begin: int, end: int, members: Sequence[Member]) -> Split | None:
    """As Splitter.split; None also where it is not worth its while or cannot run. For any thread; `members`
    are the same every time."""
    if len(text) < WORTH:
        return None
    _shared.read += len(text)
    if _shared.read <= AFTER or _shared.failed:
        return None
    try:
        mine = _shared.idle.pop()
    except IndexError:
        try:
            mine = Splitter(members)
        except Exception:  # whatever keeps it from running, there is the other way
            _shared.failed = True
            return None
    found = mine.split(text, begin, end)
    _shared.idle.append(mine)
    return found
