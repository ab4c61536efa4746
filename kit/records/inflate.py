"""gzip without surprises: several members, cut or damaged streams, bombs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isal import isal_zlib

GZIP = b"\x1f\x8b"
# CloudTrail files shrink 8 to 25 times; deflate itself cannot do more than 1,032.
MAX_RATIO = 250
ALLOWANCE = 256 << 20
_PIECE = 1 << 20
# The stub of isal calls this class an instance.
_DAMAGED: Any = isal_zlib.error


@dataclass
class Inflated:
    """`data` up to the limit, or nothing; `more` when there is more to come; `damage` says what is wrong with
    the stream."""

    data: bytes
    more: bool = False
    damage: str | None = None


def inflate(raw: bytes | memoryview, limit: int) -> Inflated:
    """Everything in `raw` when it fits in `limit` bytes, in one go; this is the path of nearly every file."""
    if len(raw) > limit:
        return Inflated(b"", more=True)  # what is left over would be copied
    stream = isal_zlib.decompressobj(31)
    try:
        data = stream.decompress(raw, limit)
    except _DAMAGED:
        return _piecewise(raw, limit)
    if stream.eof and not stream.unused_data:
        return Inflated(data)
    if not stream.eof and stream.unconsumed_tail:
        return Inflated(data, more=True)
    return _piecewise(raw, limit)


def _piecewise(raw: bytes | memoryview, limit: int) -> Inflated:
    """The careful way: keeps what came out before the damage."""
    pieces, total, damage = [], 0, None
    try:
        for piece in blocks(raw):
            pieces.append(piece)
            total += len(piece)
            if total > limit:
                return Inflated(b"".join(pieces), more=True)
    except ValueError as error:
        damage = str(error)
    return Inflated(b"".join(pieces), damage=damage)


def blocks(raw: bytes | memoryview) -> Iterator[bytes]:
    """The inflated stream in pieces of about 1 MB. ValueError, after all that could be had, says what is
    wrong."""
    rest = memoryview(raw)
    allowed = ALLOWANCE + MAX_RATIO * len(rest)
    total = 0
    while len(rest):
        if rest[:2] != GZIP:
            if total and not bytes(rest).strip(b"\0"):
                return  # padding, as tape and some copy tools leave it
            raise ValueError(f"{len(rest)} bytes after the end of the gzip stream that are no gzip")
        stream, consumed = isal_zlib.decompressobj(31), 0
        while not stream.eof:
            feed = bytes(rest[consumed : consumed + (_PIECE >> 3)])
            consumed += len(feed)
            try:
                piece = stream.decompress(feed, _PIECE)
                while piece:
                    total += len(piece)
                    if total > allowed:
                        raise ValueError(
                            f"inflates to more than {MAX_RATIO} times its size: taken for a bomb"
                        )
                    yield piece
                    piece = (
                        stream.decompress(stream.unconsumed_tail, _PIECE) if stream.unconsumed_tail else b""
                    )
            except _DAMAGED as error:
                raise ValueError(f"damaged gzip stream: {error}") from None
            if not feed and not stream.eof:
                raise ValueError("gzip stream ends early: the file is cut off")
        rest = rest[consumed - len(stream.unused_data) :]


def slices(raw: bytes | memoryview) -> Iterator[bytes]:
    """Plain bytes in pieces of 1 MB, as `blocks` gives compressed ones."""
    for start in range(0, len(raw), _PIECE):
        yield bytes(raw[start : start + _PIECE])
