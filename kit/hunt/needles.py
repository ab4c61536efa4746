"""What is looked for in bytes: the leaked keys themselves, and other access keys by their shape.

A key id is found as plain text, as UTF-16, and inside base64 at any of its three alignments (of the text or
of its UTF-16, as PowerShell encodes commands), wrapped into lines or not. All of that hangs on the four
letters that every key begins with: `bytes.find` looks for these and their encodings at the speed of memory,
and only what it finds is read further.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kit.ids import account_of_key

EXACT, SIBLING, PATTERN, NEAR = "exact", "sibling", "pattern", "near"
PLAIN, UTF16, BASE64 = "plain", "utf-16", "base64"
# The longest text that a key may be spread over: UTF-16 in base64 that is wrapped into lines.
REACH = 256
_PREFIXES = (b"AKIA", b"ASIA")
_SHAPE = re.compile(rb"(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])")
_BREAKS = re.compile(rb"=\r?\n|\r?\n[ \t]*")
# Line ends inside base64: real ones, those of mail, and those written as \n in JSON.
_WRAPS = re.compile(rb"(?:\r|\n|\\r|\\n|[ \t])+")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_WEB_SAFE = bytes.maketrans(b"-_", b"+/")


@dataclass(frozen=True)
class Sighting:
    """A key in some bytes: `offset` of its first byte, or of the base64 that holds it; `form` is how it is
    written."""

    key: str
    match: str
    offset: int
    form: str


@dataclass(frozen=True)
class _Needle:
    """Bytes to look for. `lead` stands for the base64 characters before them, `skip` counts the decoded
    bytes that are not the key's; `back` is how many bytes of the key come before the needle."""

    bytes: bytes
    form: str
    lead: bytes = b""
    skip: int = 0
    wide: bool = False
    back: int = 0


class Needles:
    """The leaked keys of a case, and the account whose other keys are siblings. A text that differs from a
    leaked key in one letter is `near`, which is no find."""

    def __init__(self, keys: Iterable[str], account: str = "") -> None:
        self.keys = tuple(dict.fromkeys(keys))
        self.accounts = {*filter(None, [account, *map(account_of_key, self.keys)])}
        self._exact = [key.encode() for key in self.keys]
        self._needles = list(_needles(self._exact))

    def find(self, data: bytes | memoryview) -> list[Sighting]:
        """Every key in `data`, by offset; none twice."""
        data = bytes(data) if isinstance(data, memoryview) else data
        found: dict[tuple[str, int], Sighting] = {}
        for needle in self._needles:
            at = data.find(needle.bytes)
            while at >= 0:
                for sighting in self._read(data, at, needle):
                    found.setdefault((sighting.key, sighting.offset), sighting)
                at = data.find(needle.bytes, at + 1)
        return sorted(_once(found.values()), key=lambda one: one.offset)

    def _read(self, data: bytes, at: int, needle: _Needle) -> Iterator[Sighting]:
        if needle.form == PLAIN:
            text, before = data[at : at + REACH], data[at - 1 : at] if at else b""
        elif needle.form == UTF16:
            text = data[at : at + REACH].replace(b"\0", b"")
            before = data[max(0, at - 2) : at].replace(b"\0", b"")
        else:
            start, text = _decoded(data, at, needle)
            before, at = b"", start
        key, match = self._key_at(text, before)
        if key:
            yield Sighting(key, match, at, needle.form)

    def _key_at(self, text: bytes, before: bytes) -> tuple[str, str]:
        """The key that the text begins with, and what it is to the case."""
        whole = _BREAKS.sub(b"", text[:40])
        for key in self._exact:
            if whole.startswith(key):
                return key.decode(), EXACT
        found = _SHAPE.match(text)
        if found is None or before.isalnum():
            return "", ""
        key = found[0].decode()
        if any(_near(key.encode(), leaked) for leaked in self._exact):
            return key, NEAR
        return key, SIBLING if account_of_key(key) in self.accounts else PATTERN


def _once(found: Iterable[Sighting]) -> Iterator[Sighting]:
    """Without what the needle of a key's end found a few bytes from where that of its beginning did."""
    last: dict[str, int] = {}
    for one in sorted(found, key=lambda one: (one.key, one.offset)):
        if one.form == BASE64 and one.offset - last.get(one.key, -REACH) < 8:
            continue
        last[one.key] = one.offset
        yield one


def _near(key: bytes, leaked: bytes) -> bool:
    return len(key) == len(leaked) and sum(a != b for a, b in zip(key, leaked, strict=True)) == 1


def _needles(keys: Iterable[bytes]) -> Iterator[_Needle]:
    for prefix in _PREFIXES:
        wide = prefix.decode().encode("utf-16-le")
        yield _Needle(prefix, PLAIN)
        yield _Needle(wide[:-1], UTF16)  # of either byte order
        for skip in range(3):
            yield _in_base64(prefix, skip)
            yield _in_base64(wide, skip, wide=True)
    for key in keys:
        # A line end of wrapped base64 may fall into the beginning of a key; then its end is whole.
        for skip in range(3):
            yield _in_base64(key[8:], skip, back=8)


def _in_base64(text: bytes, skip: int, *, wide: bool = False, back: int = 0) -> _Needle:
    """The characters that depend on `text` alone, where `skip` bytes stand before it in its group of
    three."""
    encoded = base64.b64encode(b"\0" * skip + text).rstrip(b"=")
    first, last = -(-8 * skip // 6), 8 * (skip + len(text)) // 6
    return _Needle(encoded[first:last], BASE64, encoded[:first], skip, wide, back)


def _decoded(data: bytes, at: int, needle: _Needle) -> tuple[int, bytes]:
    """(where its base64 begins, the text) of a key that such a needle points into."""
    if needle.back:
        # Whatever the alignment, 28 characters more than hold the bytes before.
        head = _WRAPS.sub(b"", data[max(0, at - 60) : at]).translate(_WEB_SAFE)[-(len(needle.lead) + 12) :]
        tail = needle.bytes + _WRAPS.sub(b"", data[at + len(needle.bytes) : at + REACH])
        whole = _plain(head + tail)
        for drop in range(4):
            text = whole[drop:]
            found = _unbased(text)
            for prefix in _PREFIXES:
                if (start := found.find(prefix)) >= 0:
                    return max(0, at - 16), found[start:]
        return at, b""
    text = _WRAPS.sub(b"", data[at : at + REACH]).translate(_WEB_SAFE)
    end = _NO_BASE64.search(text)
    found = _unbased(needle.lead + (text[: end.start()] if end else text))[needle.skip :]
    return at, found[::2] if needle.wide else found


def _plain(text: bytes) -> bytes:
    text = text.translate(_WEB_SAFE)
    end = _NO_BASE64.search(text)
    return text[: end.start()] if end else text


def _unbased(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text[: len(text) // 4 * 4] + _padded(text[len(text) // 4 * 4 :]))
    except binascii.Error:
        return b""


def _padded(rest: bytes) -> bytes:
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
