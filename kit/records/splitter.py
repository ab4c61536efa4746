"""Columns of many records at once, by splitter.wasm: a small program of the kit's own for WebAssembly.

splitter.c is its source, `make splitter` compiles it; who installs the kit needs no compiler, because
wasmtime runs the same file on every machine. It runs in a sandbox: it reaches nothing but the memory that
it is given, so that evidence made to break a parser breaks nothing else. What it does not take, and where
there is no wasmtime, is decoded by kit.records.typed in the other way, with the same result.

Texts are split as they come; the columns of some megabytes of them are made together, when somebody asks for
them or there is no more room.
"""

from __future__ import annotations

import atexit
import ctypes
import functools
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from kit.records.parts import Part, Slice

PROGRAM = Path(__file__).with_name("splitter.wasm")
# Text, JSON as it stands, true or false, no member but a hint at one, and texts that are numbers where they
# are written as AWS writes them: as splitter.c counts them.
TEXT, JSON, FLAG, HINT, UUID, TIME = range(6)
# What the values of a text have to be: letters of ids, at least one; none that holds a shunned word.
IS_ID, SHUNS = 1, 2
# Records whose columns are made together, and bytes of their texts: about as many as stay in the processor's
# cache.
TOGETHER = 5000
ROOM = 1 << 20
# To start it costs as much as the other way does with this much text.
AFTER = 32 << 20
# Shorter texts are decoded as fast without it.
WORTH = 16 << 10
_BEYOND_ASCII, _UNICODE_ESCAPES = 1, 2
_AS_NUMBER = -1
# What the program is told of a text and tells of it, as splitter.c lays them out.
_GIVEN, _FOUND = struct.Struct("<4I"), struct.Struct("<i2I")

# Whether a text is sound that has letters beyond ASCII, which may be no UTF-8, or `\u` escapes, which may be
# half a character.
Sound = Callable[[bool, bool], bool]


@dataclass(frozen=True)
class Member:
    """A member that records may have; those that are needed may be empty. One of kind HINT is none: it says
    of member `of` whether a name in it may tell of a failure (kit.records.outcome.SUSPECT). `judged` is what
    its values have to be."""

    name: str
    kind: int
    needed: bool
    of: str = ""
    judged: int = 0


class _Gathered:
    """Records of some texts, in the program's memory until their columns are asked for."""

    def __init__(self, splitter: Splitter) -> None:
        self._splitter: Splitter | None = splitter
        self._part: Part | None = None
        self.count = 0
        # Where each text is, and where its records begin and end.
        self.texts: list[tuple[int, int, int]] = []

    @property
    def size(self) -> int:
        """Bytes of their text."""
        return sum(end - begin for _, begin, end in self.texts)

    def part(self) -> Part:
        if self._splitter:
            self._splitter.gather(self)
        assert self._part is not None, "gathered just now"
        return self._part

    def have(self, part: Part) -> None:
        """These are its columns."""
        self._part, self._splitter = part, None


class Splitter:
    """One run of the program, with memory of its own."""

    def __init__(
        self, members: Sequence[Member], shunned: Sequence[bytes], decoded: Callable[[list[bytes]], Part]
    ) -> None:
        """`decoded` makes the columns of texts, each records with commas between them, where the program
        fails. ImportError without wasmtime; OSError or wasmtime's errors where it cannot run."""
        import wasmtime

        # A trap is a mistake in the program; the text is read in the other way.
        self._errors = (wasmtime.WasmtimeError, wasmtime.Trap)
        self._decoded = decoded
        # Who asks for columns may be another thread than who splits.
        self._one = threading.RLock()
        engine, program = _program()
        self._store = wasmtime.Store(engine)
        found: Any = wasmtime.Instance(self._store, program, []).exports(self._store)
        self._memory, self._prepare = found["memory"], found["prepare"]
        self._split, self._back, self._gather = found["split"], found["back"], found["gather"]
        self._members = members
        for number, member in enumerate(members):
            # No text of JSON begins as the name of a hint does.
            name = b"\xff" if member.kind == HINT else f'"{member.name}":'.encode()
            ctypes.memmove(self._base + found["member"](self._store, number), name, len(name))
            found["define"](self._store, number, len(name), member.kind, int(member.needed), member.judged)
            if member.kind == HINT:
                of = next(place for place, each in enumerate(members) if each.name == member.of)
                found["watch"](self._store, of, number)
        for number, word in enumerate(shunned):
            ctypes.memmove(self._base + found["word"](self._store, number), word, len(word))
            found["shun"](self._store, number, len(word))
        self._part = found["part"](self._store)
        # Bytes of texts that have room, where they are, and how many there are.
        self._room = self._text = self._used = 0
        self._waiting = _Gathered(self)

    def split(self, text: bytes, begin: int, end: int, sound: Sound) -> list[Part | Slice] | None:
        """The records that stand in `text` from `begin` to `end`, with commas between them; None where one
        of them is not taken, or the text is not sound."""
        with self._one:
            try:
                return self._added(text, begin, end, sound) if self._has_room(len(text)) else None
            except self._errors:
                self._back(self._store, self._waiting.count)
                return None

    def gather(self, waiting: _Gathered) -> None:
        """Makes the columns of what waits."""
        with self._one:
            if waiting is not self._waiting:
                return  # somebody else did so meanwhile
            try:
                self._gather(self._store)
                waiting.have(self._taken(waiting.count, waiting.size))
            except self._errors:
                texts = [
                    ctypes.string_at(self._base + at + begin, end - begin) for at, begin, end in waiting.texts
                ]
                self._room = 0  # so that it is prepared anew
                waiting.have(self._decoded(texts))
            self._waiting, self._used = _Gathered(self), 0

    @property
    def _base(self) -> int:
        """Where its memory begins; growing may move it."""
        return ctypes.addressof(self._memory.data_ptr(self._store).contents)

    def _has_room(self, size: int) -> bool:
        """Whether there is room for a text of this length, behind others or after they are gathered."""
        if self._used and self._used + size > ROOM:
            self.gather(self._waiting)
        if size > self._room:
            self.gather(self._waiting)
            self._room = max(size, ROOM)
            self._text = self._prepare(self._store, self._room, TOGETHER)
            if not self._text:
                self._room = 0
        return self._room > 0

    def _added(self, text: bytes, begin: int, end: int, sound: Sound) -> list[Part | Slice] | None:
        """The records of a text, behind the others."""
        before, at = self._waiting.count, self._used
        ctypes.memmove(self._base + self._text + at, text, len(text))
        count, position, seen = self._split_at(at, len(text), begin, end)
        if count < 0:
            return None
        if position != end:
            self._back(self._store, before)
            if not before:
                return self._alone(text, begin, end, sound)
            self.gather(self._waiting)
            return self._added(text, begin, end, sound)
        if not _is_sound(seen, sound):
            self._back(self._store, before)
            return None
        waiting = self._waiting
        waiting.count += count
        waiting.texts.append((self._text + at, begin, end))
        self._used += len(text)
        return [Slice(waiting, before, count, end - begin)]

    def _alone(self, text: bytes, begin: int, end: int, sound: Sound) -> list[Part | Slice] | None:
        """The records of a text that has too many to be together; it is there already, and nothing waits."""
        parts: list[Part | Slice] = []
        all_seen = 0
        while begin != end:
            count, position, seen = self._split_at(0, len(text), begin, end)
            if count < 0:
                return None
            self._gather(self._store)
            parts.append(self._taken(count, position - begin))
            begin, all_seen = position, all_seen | seen
        return parts if _is_sound(all_seen, sound) else None

    def _split_at(self, at: int, size: int, begin: int, end: int) -> tuple[int, int, int]:
        """How many records of a text were taken (negative where one was not), where it was left, and what was
        seen in it."""
        part = self._base + self._part
        ctypes.memmove(part, _GIVEN.pack(at, size, begin, end), _GIVEN.size)
        self._split(self._store)
        return _FOUND.unpack(ctypes.string_at(part + _GIVEN.size, _FOUND.size))

    def _taken(self, count: int, size: int) -> Part:
        """The columns of `count` records, out of the program's memory; `size` is how long their text is."""
        base = self._base
        place = base + self._part + _GIVEN.size + _FOUND.size
        table = ctypes.string_at(place, 8 + 12 * len(self._members))
        at, held, *sizes = memoryview(table).cast("I").tolist()
        taken = memoryview(ctypes.string_at(base + at, held))
        made = Part(count, size)
        numbers, value, lengths = 0, sum(sizes[::3]), held - sum(sizes[2::3])
        for member, numbered, values, measured in zip(
            self._members, sizes[::3], sizes[1::3], sizes[2::3], strict=True
        ):
            if not measured:
                continue
            each = numpy.frombuffer(taken, "<i4", count, lengths)
            lengths += measured
            if member.kind in (FLAG, HINT):
                made.flags[member.name] = each
                continue
            if numbered:
                kind = "V16" if member.kind == UUID else "<i8"
                made.numbers[member.name] = numpy.frombuffer(taken, kind, count, numbers)
                made.numbered[member.name] = each == _AS_NUMBER
                each = numpy.maximum(each, 0)
                numbers += numbered
            if values or member.needed:
                made.texts[member.name] = taken[value : value + values]
                made.lengths[member.name] = each
                value += values
        return made


def _is_sound(seen: int, sound: Sound) -> bool:
    return not seen or sound(bool(seen & _BEYOND_ASCII), bool(seen & _UNICODE_ESCAPES))


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


def split(
    text: bytes, begin: int, end: int, sound: Sound, make: Callable[[], Splitter]
) -> list[Part | Slice] | None:
    """As Splitter.split; None also where it is not worth its while or cannot run. For any thread; `make`
    makes the same every time."""
    if len(text) < WORTH:
        return None
    _shared.read += len(text)
    if _shared.read <= AFTER or _shared.failed:
        return None
    try:
        mine = _shared.idle.pop()
    except IndexError:
        try:
            mine = make()
        except Exception:  # whatever keeps it from running, there is the other way
            _shared.failed = True
            return None
    found = mine.split(text, begin, end, sound)
    _shared.idle.append(mine)
    return found
