"""One piece of content, whatever it is: searched as it lies, and everything that is packed in it too.

Archives go through the kit's own reader with its limits. What is too long to hold comes in pieces that
overlap by more than a key can be spread over, so memory stays low. What cannot be read is a line of its
own, and the rest goes on.
"""

from __future__ import annotations

import bz2
import itertools
import lzma
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.hunt import documents
from kit.hunt.needles import BASE64, EXACT, Needles
from kit.hunt.secrets import stands_beside
from kit.records import archives

# Content up to this size is searched in one go, and an archive of a kind that only a stream can be read of
# is held.
WHOLE = 32 << 20
_PIECE = 8 << 20
_OVERLAP = 4096
_RECORD = 4000
DEEPEST = 8
# Compressed bytes inside text: gzip and zip as base64 begin with these.
_PACKED = re.compile(rb"(?:H4sI|UEsDB)[A-Za-z0-9+/\\\r\n]{40,}={0,2}")
_PACKED_MARKS = (b"H4sI", b"UEsDB")
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 66_000
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass
class Find:
    """A key in some content: where first, how often, how it is written, whether a secret stands beside any
    of them."""

    key: str
    match: str
    inside: str | None
    line: int | None
    form: str
    secret_beside: bool
    times: int = 1
    trail: bool = False


@dataclass
class Content:
    """Searches contents for `needles`. `refuse(inside, reason)` hears what cannot be read; `seen` counts
    members and bytes; `spool` is the folder for long members; `keep(inside, data)` is shown every small
    member of an archive."""

    needles: Needles
    refuse: Callable[[str | None, str], None]
    count: Callable[[str, int], None]
    spool: Path | None = None
    keep: Callable[[str, memoryview], str | None] = lambda inside, data: None
    _found: dict[tuple, Find] = field(default_factory=dict)

    def search(self, data: bytes | memoryview, inside: str | None = None) -> list[Find]:
        """Every key in `data` and in what is packed in it: one find a key, place inside and form."""
        self._found = {}
        self._any(memoryview(data), inside, 0)
        return list(self._found.values())

    def search_text(self, data: bytes) -> list[Find]:
        """Keys in bytes that hold nothing packed."""
        self._found = {}
        self.count("bytes", len(data))
        self._look(data, None)
        return list(self._found.values())

    def search_name(self, name: str) -> list[Find]:
        """Keys in a name."""
        found = self.needles.find(name.encode("utf-8", "surrogateescape"))
        return [Find(one.key, one.match, None, None, "name", False) for one in found]

    def _any(self, data: memoryview, inside: str | None, depth: int) -> None:
        head = bytes(data[:512])
        if archives.is_zip(head) or archives.is_tar(head):
            self._archive(data, inside, depth)
        elif head[:2] == archives.GZIP and len(head) > 18:
            self._packed(data, archives.blocks(data), inside, depth)
        elif head[:3] == b"BZh" and head[4:10] == b"1AY&SY":
            self._packed(data, _inflated(data, bz2.BZ2Decompressor), inside, depth)
        elif head[:6] == b"\xfd7zXZ\0":
            self._packed(data, _inflated(data, lzma.LZMADecompressor), inside, depth)
        elif head[:4] == _ZSTD:
            self._packed(data, archives.zstd_blocks(data), inside, depth)
        else:
            self._plain(data, inside, depth)

    def _archive(self, data: memoryview, inside: str | None, depth: int) -> None:
        try:
            found = archives.members(data, depth, self.spool, deepest=DEEPEST, documents=True)
            self._members(found, inside, depth)
        except ValueError as error:
            self.refuse(inside, str(error))
            self._stream(archives.slices(data), inside)

    def _members(self, found: Iterable[archives.Member], inside: str | None, depth: int) -> None:
        for member in found:
            place = member.name if inside is None else f"{inside}!/{member.name}"
            if member.data is None:
                if member.refused not in archives.NO_CONTENT:
                    self.refuse(place, member.refused or "cannot be read")
                continue
            self.count("members", 1)
            for one in self.search_name(member.name):
                self._add(replace(one, inside=place))
            if why := self.keep(place, member.data):
                self.refuse(place, why)
            self._any(member.data, place, depth + 1)

    def _packed(self, data: memoryview, pieces: Iterator[bytes], inside: str | None, depth: int) -> None:
        """A compressed stream: an archive, or content that is searched as it comes out."""
        try:
            first = next(pieces, b"")
            if archives.is_tar(first[:512]):
                pieces = itertools.chain([first], pieces)
                self._members(archives.tar_members(pieces, depth, self.spool, deepest=DEEPEST), inside, depth)
                return
            held, size = [first], len(first)
            while size <= WHOLE and (piece := next(pieces, b"")):
                held.append(piece)
                size += len(piece)
            if size <= WHOLE:
                if depth >= DEEPEST:
                    raise ValueError(f"archives nested more than {DEEPEST} deep")
                self._any(memoryview(b"".join(held)), inside, depth + 1)
            else:
                self._stream(itertools.chain(held, pieces), inside)
        except (ValueError, OSError, EOFError, lzma.LZMAError) as error:
            self.refuse(inside, str(error))

    def _plain(self, data: memoryview, inside: str | None, depth: int) -> None:
        if len(data) > WHOLE:
            self._stream(archives.slices(data), inside)
            return
        raw = bytes(data)
        self.count("bytes", len(raw))
        self._look(raw, inside)
        for form, text in documents.texts(raw):
            self._look(text, inside, form=form, lines=False)
        if depth < DEEPEST:
            if any(mark in raw for mark in _PACKED_MARKS):
                self._in_base64(raw, inside, depth)
            if _ZIP_END in raw[-_ZIP_TAIL:]:
                self._behind(raw, inside, depth)
            for part in documents.attachments(raw):
                self._any(memoryview(part), inside, depth + 1)

    def _in_base64(self, raw: bytes, inside: str | None, depth: int) -> None:
        """Packed files that stand in a text as base64, as user data and release records do."""
        for found in _PACKED.finditer(raw):
            part = replace(self, refuse=lambda inside, reason: None, _found={})
            part._any(memoryview(documents.from_base64(found[0])), inside, depth + 1)
            line = raw.count(b"\n", 0, found.start()) + 1
            for one in part._found.values():
                self._add(replace(one, line=line, form=documents.PACKED))

    def _behind(self, raw: bytes, inside: str | None, depth: int) -> None:
        """A zip archive that a program stands before."""
        start = raw.find(b"PK\x03\x04")
        if start > 0:
            part = replace(self, refuse=lambda inside, reason: None, _found={})
            part._archive(memoryview(raw)[start:], inside, depth + 1)
            for one in part._found.values():
                self._add(one)

    def _look(self, raw: bytes, inside: str | None, *, form: str = "", lines: bool = True) -> None:
        for one in self.needles.find(raw):
            line = raw.count(b"\n", 0, one.offset) + 1 if lines and self._first(one.key, inside) else None
            secret = one.match == EXACT and stands_beside(raw, one.offset, encoded=one.form == BASE64)
            trail = _of_trail(raw, one.offset)
            self._add(Find(one.key, one.match, inside, line, form or one.form, secret, trail=trail))

    def _stream(self, pieces: Iterable[bytes], inside: str | None) -> None:
        """Content too long to hold, in windows that overlap: what stands beside a key has to be in one of
        them."""
        window, base, fresh, lines = b"", 0, 0, 0
        for piece in itertools.chain(_of_size(pieces, _PIECE), [None]):
            self.count("bytes", len(piece or b""))
            window += piece or b""
            settled = len(window) if piece is None else max(0, len(window) - _OVERLAP)
            for one in self.needles.find(window):
                if fresh <= base + one.offset < base + settled:
                    secret = one.match == EXACT and stands_beside(
                        window, one.offset, encoded=one.form == BASE64
                    )
                    line = lines + window.count(b"\n", 0, one.offset) + 1
                    trail = _of_trail(window, one.offset)
                    self._add(Find(one.key, one.match, inside, line, one.form, secret, trail=trail))
            fresh, cut = base + settled, max(0, settled - _OVERLAP)
            lines += window.count(b"\n", 0, cut)
            window, base = window[cut:], base + cut

    def _first(self, key: str, inside: str | None) -> bool:
        return not any(one.key == key and one.inside == inside for one in self._found.values())

    def _add(self, find: Find) -> None:
        """One find a key and place: the first, with how many there are; a plainer form says it better."""
        held = self._found.setdefault((find.key, find.inside), find)
        if held is not find:
            held.times += find.times
            held.trail = held.trail and find.trail
            held.secret_beside = held.secret_beside or find.secret_beside
            if held.line is None:
                held.line = find.line


def _of_trail(data: bytes, offset: int) -> bool:
    """Whether a record of CloudTrail stands there: it names the key of every call, and holds no secret."""
    near = data[max(0, offset - _RECORD) : offset + _RECORD]
    return b"accessKeyId" in near and b"eventSource" in near and b"userIdentity" in near


def _of_size(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of at least `size`, but for the last."""
    held, length = [], 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)


def _inflated(
    data: memoryview, make: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]
) -> Iterator[bytes]:
    """A stream of bzip2 or xz in pieces of 1 MB. ValueError, after what could be had, says what is wrong
    with it."""
    allowed, total, rest = archives.most_inflated(len(data)), 0, data
    while len(rest):
        machine, at = make(), 0
        while not machine.eof:
            feed = bytes(rest[at : at + (1 << 17)]) if machine.needs_input else b""
            if machine.needs_input and not feed:
                raise ValueError("compressed stream ends early: the file is cut off")
            at += len(feed)
            piece = machine.decompress(feed, 1 << 20)
            total += len(piece)
            if total > allowed:
                raise ValueError("inflates to more than is sound: taken for a bomb")
            yield piece
        rest = rest[at - len(machine.unused_data) :]
        if not bytes(rest[:4096]).strip(b"\0"):
            return
