"""Elements of a JSON array, or lines, out of text that is too long to hold, cut off or damaged in the
middle."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A record of AWS has at most 1 MB; a longer one is refused so that an endless one cannot fill the memory.
MAX_RECORD = 32 << 20
# What damaged text yields at most before the rest of the file is given up.
MAX_BROKEN = 10_000
_BETWEEN = re.compile(r"[\s,]*")
_NEXT = re.compile(r'\}\s*,\s*(?=\{\s*")')
ARRAY = re.compile(rb'\s*(?:\{\s*"(?:Records|Events)"\s*:\s*)?\[')
_START = re.compile(r',\s*(?=\{\s*")')
_decode = json.JSONDecoder().raw_decode


@dataclass(frozen=True)
class Broken:
    """Text where a record should be, and why it is none."""

    reason: str


def elements(blocks: Iterable[bytes]) -> Iterator[bytes | Broken]:
    """Each element of the first array in the text. After damage it goes on at the next object that looks
    whole."""
    source = iter(blocks)
    window, ended = _Window(source), False
    start = ARRAY.match(window.head())
    if not start:
        yield Broken("text does not begin with an array of records")
        return
    window.skip(start.end())
    broken = 0
    while not ended:
        found = window.element()
        if found is None:
            return
        if isinstance(found, Broken):
            broken += 1
            if broken >= MAX_BROKEN:
                yield Broken(f"more than {MAX_BROKEN} broken records: the rest was not read")
                return
        yield found


class _Window:
    """A stretch of the text, as Latin-1 so that positions are bytes."""

    def __init__(self, source: Iterator[bytes]) -> None:
        self._source = source
        self._text = ""
        self._at = 0
        self._ended = False
        self._damage: str | None = None
        # Whether the damage at the end of what was read has been reported.
        self._said = False

    def head(self) -> bytes:
        while len(self._text) < 4096 and self._more(1):
            pass
        return self._text[:4096].encode("latin-1")

    def skip(self, count: int) -> None:
        self._at += count

    def element(self) -> bytes | Broken | None:
        """The next element; None at the end of the array."""
        while True:
            between = _BETWEEN.match(self._text, self._at)
            assert between is not None, "the pattern fits the empty text"
            self._at = between.end()
            if self._at < len(self._text):
                break
            if not self._more(1):
                return self._end("text ends before the array does: the file is cut off")
        if self._text[self._at] == "]":
            return None
        wanted = 1
        while True:
            try:
                _, end = _decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                held = len(self._text) - self._at
                if isinstance(error, ValueError) and held < MAX_RECORD and self._more(wanted):
                    wanted *= 2
                    continue
                return self._resync(error, held)
            found = self._text[self._at : end].encode("latin-1")
            self._at, self._said = end, False
            return found

    def _resync(self, error: Exception, held: int) -> Broken | None:
        if held >= MAX_RECORD:
            reason = f"longer than {MAX_RECORD >> 20} MB or damaged"
        elif isinstance(error, RecursionError):
            reason = "nested too deeply"
        else:
            reason = " ".join(str(error).split())
        # Damage between two elements costs none of them; damage inside one costs that one.
        pattern = _NEXT if self._text[self._at] in "{[" else _START
        following = pattern.search(self._text, self._at)
        if following:
            self._at = following.end()
            return Broken(f"damaged: {reason}")
        self._at = len(self._text)
        self._said = True
        if self._ended:
            damage, self._damage = self._damage, None
            return Broken(f"cut off or damaged: {damage or reason}")
        return Broken(f"damaged: {reason}")

    def _end(self, reason: str) -> Broken | None:
        if self._said:
            return None
        self._said = True
        return Broken(self._damage or reason)

    def _more(self, blocks: int) -> bool:
        """Reads on; False at the end of the text."""
        pieces = []
        try:
            for _ in range(blocks):
                block = next(self._source, None)
                if block is None:
                    self._ended = True
                    break
                pieces.append(block.decode("latin-1"))
        except ValueError as error:  # a damaged stream says so after all that could be had
            self._ended, self._damage = True, str(error)
        if pieces:
            self._text = self._text[self._at :] + "".join(pieces)
            self._at = 0
        return bool(pieces)


def lines(blocks: Iterable[bytes]) -> Iterator[bytes | Broken]:
    """Each line that is not blank, without its end; an endless one is passed over with a reason."""
    rest, skipping = b"", False
    try:
        for block in blocks:
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                if skipping:
                    skipping = False
                elif line.strip():
                    yield line.strip()
            if len(rest) > MAX_RECORD:
                if not skipping:
                    yield Broken(f"line longer than {MAX_RECORD >> 20} MB")
                rest, skipping = b"", True
    except ValueError as error:
        if rest.strip() and not skipping:
            yield rest.strip()
        yield Broken(str(error))
        return
    if rest.strip() and not skipping:
        yield rest.strip()
