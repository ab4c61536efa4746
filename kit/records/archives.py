"""Compressed and packed files: gzip, and the members of .zip and .tar archives.

gzip without surprises: several members, cut or damaged streams, bombs. Nothing is ever written by a name that
an archive gives. An archive of any length is read where it lies, or as it is inflated; a member that is too
long to hold is kept in a file without a name until it is read.
"""

from __future__ import annotations

import io
import itertools
import mmap
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from isal import isal_zlib

from kit.records.pieces import OtherKind

GZIP = b"\x1f\x8b"
FORMATS = ("zip", "tar")
# Members that are refused since they hold nothing themselves.
NO_CONTENT = ("a link", "no regular file")
# Methods of PKWARE's list that nothing here inflates, and people have.
_UNSUPPORTED = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
MAX_MEMBERS = 1_000_000
MAX_DEPTH = 3
# What a gzip stream or one member may inflate to: its own size many times over. CloudTrail files shrink 8 to
# 25 times; deflate itself cannot do more than 1,032.
_RATIO = 250
_ALLOWANCE = 256 << 20
# And a member never to more than this.
MAX_MEMBER = 8 << 30
# A member up to this size is held in memory.
_HELD = 64 << 20
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
    allowed = _ALLOWANCE + _RATIO * len(rest)
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
                        raise ValueError(f"inflates to more than {_RATIO} times its size: taken for a bomb")
                    yield piece
                    piece = (
                        stream.decompress(stream.unconsumed_tail, _PIECE) if stream.unconsumed_tail else b""
                    )
            except _DAMAGED as error:
                raise ValueError(f"damaged gzip stream: {error}") from None
            if not feed and not stream.eof:
                raise ValueError("gzip stream ends early: the file is cut off")
        rest = rest[consumed - len(stream.unused_data) :]


def zstd_blocks(raw: bytes | memoryview) -> Iterator[bytes]:
    """The content of a zstd stream in pieces of 1 MB. ValueError, after all that could be had, says what is
    wrong."""
    import pyarrow  # most evidence is not compressed with zstd

    allowed, total = most_inflated(len(raw)), 0
    try:
        with pyarrow.CompressedInputStream(pyarrow.BufferReader(pyarrow.py_buffer(raw)), "zstd") as stream:
            while piece := stream.read(_PIECE):
                total += len(piece)
                if total > allowed:
                    raise ValueError(f"inflates to more than {_RATIO} times its size: taken for a bomb")
                yield piece
    except OSError as error:
        raise ValueError(f"damaged zstd stream: {error}") from None


def slices(raw: bytes | memoryview) -> Iterator[bytes]:
    """Plain bytes in pieces of 1 MB, as `blocks` gives compressed ones."""
    for start in range(0, len(raw), _PIECE):
        yield bytes(raw[start : start + _PIECE])


@dataclass
class Member:
    """A file in an archive, or why it was refused."""

    name: str
    data: memoryview | None = None
    refused: str | None = None


def is_zip(head: bytes | memoryview) -> bool:
    """Whether the first bytes are those of a zip archive, an empty one included."""
    return bytes(head[:4]) in (b"PK\x03\x04", b"PK\x05\x06")


def is_tar(head: bytes | memoryview) -> bool:
    """Whether the first 512 bytes are a tar header."""
    if bytes(head[257:262]) != b"ustar":
        return False
    if bytes(head[:1]) not in (b"{", b"["):
        return True
    # The word may stand there in a document too; then the header's own sum does not agree.
    try:
        tarfile.TarInfo.frombuf(bytes(head[:512]), "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def allowed(size: int) -> int:
    """Bytes that all members of a file of that size, and theirs, may have together."""
    return _ALLOWANCE + _RATIO * size


def members(
    data: bytes | memoryview,
    depth: int,
    spool: Path | None = None,
    *,
    deepest: int = MAX_DEPTH,
    documents: bool = False,
) -> Iterator[Member]:
    """Each file of a zip or tar archive, which may be compressed with gzip; long ones are kept in folder
    `spool`.

    ValueError when the archive itself cannot be read. OtherKind when it is a document, but for `documents`:
    .xlsx and .ods are zip archives too. OSError when there is no room for a long member.
    """
    if depth >= deepest:
        raise ValueError(f"archives nested more than {deepest} deep")
    if is_zip(data):
        found = _zip(data, spool, documents)
    elif data[:2] == GZIP:
        # How much may come out of it is watched where it is inflated.
        pieces = blocks(data)
        first = next(pieces, b"")
        if is_zip(first):
            found = _zip(first + b"".join(pieces), spool, documents)
        else:
            found = _tar(_Source(itertools.chain([first], pieces)), MAX_MEMBER, spool)
    else:
        found = _tar(_Source(slices(data)), len(data), spool)
    yield from _counted(found)


def tar_members(
    pieces: Iterator[bytes], depth: int, spool: Path | None = None, *, deepest: int = MAX_DEPTH
) -> Iterator[Member]:
    """Each file of a tar archive that comes in pieces, as a decompressor gives it. Errors as for
    `members`."""
    if depth >= deepest:
        raise ValueError(f"archives nested more than {deepest} deep")
    yield from _counted(_tar(_Source(pieces), MAX_MEMBER, spool))


def _counted(found: Iterator[Member]) -> Iterator[Member]:
    try:
        for number, member in enumerate(found):
            if number >= MAX_MEMBERS:
                raise ValueError(f"more than {MAX_MEMBERS} members")
            yield member
    except _NoRoomError as error:
        raise OSError(*error.args) from None


def most_inflated(size: int) -> int:
    """How many bytes a compressed stream of `size` bytes may give before it is taken for a bomb."""
    return _ALLOWANCE + _RATIO * size


def _zip(data: bytes | memoryview, spool: Path | None, documents: bool = False) -> Iterator[Member]:
    budget = most_inflated(len(data))
    try:
        archive = zipfile.ZipFile(_View(data))
    except Exception as error:  # damaged lists of members end in errors of every kind
        raise ValueError(f"damaged zip archive: {error}") from None
    names = set(archive.namelist())
    if not documents and ("[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names):
        raise OtherKind("document of an office program: save the sheet as CSV")
    for info in archive.infolist():
        if info.filename.endswith("/"):
            continue
        name = _clean(info.filename)
        linked = (info.external_attr >> 16) & 0o170000 == 0o120000
        if reason := _unsafe(name, linked) or _too_large(info.file_size, budget):
            yield Member(name, refused=reason)
            continue
        if info.flag_bits & 1:
            yield Member(name, refused="encrypted")
            continue
        try:
            with archive.open(info) as stream:
                content = _content(stream, info.file_size, spool)
        except _NoRoomError:
            raise
        except NotImplementedError:
            kind = _UNSUPPORTED.get(info.compress_type, f"method {info.compress_type}")
            yield Member(name, refused=f"compression not supported: {kind}; unpack it and collect the folder")
            continue
        except Exception as error:  # zipfile raises whatever its decompressors raise on damaged data
            yield Member(name, refused=f"damaged: {error}")
            continue
        budget -= len(content)
        yield Member(name, content)


def _tar(source: _Source, most: int, spool: Path | None) -> Iterator[Member]:
    try:
        stream: Any = source  # read is all that is asked of it
        # The source is not ours to close.
        archive: Any = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115
        while (info := archive.next()) is not None:
            archive.members.clear()  # or it keeps a line of each
            name = _clean(info.name)
            if info.isdir():
                continue
            if not info.isreg():
                yield Member(name, refused=NO_CONTENT[not (info.issym() or info.islnk())])
            elif reason := _unsafe(name, False) or _too_large(info.size, most):
                yield Member(name, refused=reason)
            else:
                stream = archive.extractfile(info)
                assert stream is not None, "a regular file has content"
                yield Member(name, _content(stream, info.size, spool))
    except _NoRoomError:
        raise
    except Exception as error:  # as for zip: a number out of range is an error of its own kind
        raise ValueError(f"damaged tar archive: {error}") from None


class _NoRoomError(Exception):
    """The disk is full, which is no fault of the archive."""


def _content(stream: IO[bytes], size: int, spool: Path | None) -> memoryview:
    """All of a member of that size: in memory, or mapped from a file that is gone when nobody reads it any
    more."""
    if size <= _HELD:
        return memoryview(stream.read(size + 1))
    with tempfile.TemporaryFile(dir=spool) as kept:
        while piece := stream.read(_PIECE):
            try:
                kept.write(piece)
            except OSError as error:
                raise _NoRoomError(*error.args) from None
        kept.flush()
        return memoryview(mmap.mmap(kept.fileno(), 0, access=mmap.ACCESS_READ))


class _View(io.RawIOBase):
    """Bytes in memory, or mapped, as a file that can be read at any place."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data, self._at = memoryview(data), 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._data)}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer) -> int:
        piece = self._data[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class _Source:
    """Pieces of bytes as a file that is read once, from its beginning to its end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int) -> bytes:
        held, length = [self._rest], len(self._rest)
        while length < size and (piece := next(self._pieces, b"")):
            held.append(piece)
            length += len(piece)
        whole = b"".join(held)
        self._rest = whole[size:]
        return whole[:size]


def _clean(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unsafe(name: str, linked: bool) -> str | None:
    if linked:
        return NO_CONTENT[0]
    if not name:
        return "it has no name"
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        return "its name leads out of the archive"
    return "its name is longer than 1,024 characters" if len(name) > 1024 else None


def _too_large(size: int, most: int) -> str | None:
    if size > min(MAX_MEMBER, most):
        return "inflates to more than is sound: taken for a bomb"
    return None
