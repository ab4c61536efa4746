"""Members of .zip and .tar archives, read in memory: nothing is ever written by a name that an archive gives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from kit.store.wraps import OtherKind

FORMATS = ("zip", "tar")
MAX_MEMBERS = 1_000_000
MAX_DEPTH = 3
# What one member may inflate to: its own size many times over, and never more than this.
MAX_MEMBER = 2 << 30
_RATIO = 250
_ALLOWANCE = 256 << 20


@dataclass
class Member:
    """A file in an archive, or why it was refused."""

    name: str
    data: bytes | None = None
    refused: str | None = None


def is_zip(head: bytes | memoryview) -> bool:
    """Whether the first bytes are those of a zip archive, an empty one included."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def is_tar(head: bytes | memoryview) -> bool:
    """Whether the first 512 bytes are a tar header."""
    return head[257:262] == b"ustar"


def members(data: bytes, depth: int) -> Iterator[Member]:
    """Each file of a zip or tar archive. ValueError when the archive itself cannot be read.

    OtherKind when it is a document: .xlsx and .ods are zip archives too.
    """
    if depth >= MAX_DEPTH:
        raise ValueError(f"archives nested more than {MAX_DEPTH} deep")
    budget = [_ALLOWANCE + _RATIO * len(data)]
    found = _zip(data, budget) if is_zip(data[:4]) else _tar(data, budget)
    for number, member in enumerate(found):
        if number >= MAX_MEMBERS:
            raise ValueError(f"more than {MAX_MEMBERS} members")
        yield member


def _zip(data: bytes, budget: list[int]) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # damaged lists of members end in errors of every kind
        raise ValueError(f"damaged zip archive: {error}") from None
    names = set(archive.namelist())
    if "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names:
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
                content = stream.read(info.file_size + 1)
        except Exception as error:  # zipfile raises whatever its decompressors raise on damaged data
            yield Member(name, refused=f"damaged: {error}")
            continue
        budget[0] -= len(content)
        yield Member(name, content)


def _tar(data: bytes, budget: list[int]) -> Iterator[Member]:
    try:
        archive = tarfile.TarFile(fileobj=io.BytesIO(data))
        for info in archive:
            name = _clean(info.name)
            if info.isdir():
                continue
            if not info.isreg():
                yield Member(name, refused="a link" if info.issym() or info.islnk() else "no regular file")
            elif reason := _unsafe(name, False) or _too_large(info.size, budget):
                yield Member(name, refused=reason)
            else:
                stream = archive.extractfile(info)
                assert stream is not None, "a regular file has content"
                content = stream.read()
                budget[0] -= len(content)
                yield Member(name, content)
    except Exception as error:  # as for zip: a number out of range is an error of its own kind
        raise ValueError(f"damaged tar archive: {error}") from None


def _clean(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unsafe(name: str, linked: bool) -> str | None:
    if linked:
        return "a link"
    if not name:
        return "it has no name"
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        return "its name leads out of the archive"
    return "its name is longer than 1,024 characters" if len(name) > 1024 else None


def _too_large(size: int, budget: list[int]) -> str | None:
    if size > MAX_MEMBER or size > budget[0]:
        return "inflates to more than is sound: taken for a bomb"
    return None
