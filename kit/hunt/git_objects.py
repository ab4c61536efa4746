"""Every object of a repository, whatever leads to it or not: packed, loose, of a stash, of the reflog,
dangling.

`git cat-file --batch-all-objects --unordered` gives them in the order in which they lie in the packs, which
is as quick as git reads anything. Where an object is damaged git gives up; then the objects are listed from
the indexes and asked for again around what is damaged. Without git, loose objects are inflated here, and
packs are not searched.
"""

from __future__ import annotations

import mmap
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kit.hunt.content import WHOLE, Content, Find
from kit.hunt.git_command import Git, GitError

_LOOSE = re.compile(r"^[0-9a-f]{2}$")
_PIECE = 1 << 20
_ALL = ("--batch-all-objects", "--unordered")
# After so many damaged objects the rest is given up.
_DAMAGED = 200
_LFS = b"version https://git-lfs.github.com/spec/"
# What a loose object may inflate to.
_MOST = 1 << 30


@dataclass
class Objects:
    """What the objects hold: finds by blob, those in messages by commit or tag and in names by tree; and
    every commit's id, one a line, for what is asked of the history."""

    blobs: dict[str, list[Find]] = field(default_factory=dict)
    messages: dict[str, list[Find]] = field(default_factory=dict)
    names: dict[str, list[Find]] = field(default_factory=dict)
    commits: bytearray = field(default_factory=bytearray)
    pointers: int = 0


@dataclass
class ObjectReader:
    """Reads objects one after the other. `tell()` is called after each few thousand."""

    content: Content
    count: Callable[[str, int], None]
    refuse: Callable[[str, str], None]
    tell: Callable[[], None]
    found: Objects = field(default_factory=Objects)

    def read(self, git: Git) -> None:
        """All objects of the repository."""
        try:
            with git.reading("cat-file", "--batch", "--buffer", *_ALL) as stream:
                for _ in self._each(stream):
                    pass
        except GitError as error:
            self.refuse("", f"git gave up: {error}")
            self._around(git)

    def read_loose(self, folder: Path) -> int:
        """Loose objects without git; gives the number of packs, which cannot be read so."""
        for path in loose(folder):
            try:
                machine = zlib.decompressobj()
                text = machine.decompress(path.read_bytes(), _MOST)
                head, _, data = text.partition(b"\0")
                kind, _, size = head.partition(b" ")
                if len(data) != int(size):
                    raise ValueError("it is cut off, or longer than what is read here")
            except (OSError, ValueError, zlib.error) as error:
                self.refuse(f"objects/{path.parent.name}/{path.name}", f"damaged object: {error}")
                continue
            self._one(path.parent.name + path.name, kind, data)
        return len(list((folder / "objects" / "pack").glob("*.pack")))

    def _around(self, git: Git) -> None:
        """Every object that can be read, one list after the other."""
        left = listed(git)
        for _ in range(_DAMAGED):
            done = 0
            try:
                lines = [b"".join(b"%s\n" % oid for oid in left)]
                with git.reading("cat-file", "--batch", "--buffer", given=lines) as stream:
                    for _ in self._each(stream):
                        done += 1
                return
            except GitError as error:
                if done < len(left):
                    self.refuse(f"object {left[done].decode()}", f"damaged object: {error}")
                left = left[done + 1 :]
                if not left:
                    return
        self.refuse("", f"more than {_DAMAGED} damaged objects: {len(left)} more were not searched")

    def _each(self, stream: IO[bytes]) -> Iterator[None]:
        number = 0
        while header := stream.readline():
            oid, kind, *size = header.split()
            if not size:  # `missing`
                self.refuse(f"object {oid.decode()}", "is missing from the repository, or damaged")
                yield
                continue
            length = int(size[0])
            if length > WHOLE:
                self._long(oid.decode(), kind, length, stream)
            else:
                data = stream.read(length + 1)
                if len(data) != length + 1:
                    return  # git gave up inside it
                self._one(oid, kind, data[:-1])
            number += 1
            if number % 4096 == 0:
                self.tell()
            yield

    def _one(self, oid: bytes | str, kind: bytes, data: bytes) -> None:
        self.count("objects", 1)
        if kind == b"tree":
            if b"AKIA" in data or b"ASIA" in data:
                self._keep(self.found.names, oid, self.content.search_text(data))
            return
        if kind == b"blob":
            self.found.pointers += data.startswith(_LFS)
            self._keep(self.found.blobs, oid, self.content.search(data))
            return
        if kind == b"commit":
            self.found.commits += (oid if isinstance(oid, bytes) else oid.encode()) + b"\n"
        self._keep(self.found.messages, oid, self.content.search_text(data))

    def _long(self, oid: str, kind: bytes, length: int, stream: IO[bytes]) -> None:
        """An object too long to hold lies on disk while it is searched."""
        with tempfile.TemporaryFile(dir=self.content.spool) as kept:
            left = length
            while left and (piece := stream.read(min(left, _PIECE))):
                kept.write(piece)
                left -= len(piece)
            stream.read(1)
            kept.flush()
            self.count("objects", 1)
            with mmap.mmap(kept.fileno(), 0, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as data:
                self._keep(self.found.blobs, oid, self.content.search(data))

    def _keep(self, where: dict[str, list[Find]], oid: bytes | str, finds: list[Find]) -> None:
        if finds:
            where[oid if isinstance(oid, str) else oid.decode()] = finds


def loose(folder: Path) -> Iterator[Path]:
    """Files of loose objects."""
    try:
        rooms = sorted(each for each in (folder / "objects").iterdir() if _LOOSE.match(each.name))
    except OSError:
        return
    for room in rooms:
        yield from sorted(room.iterdir())


def listed(git: Git) -> list[bytes]:
    """Ids of all objects, by the names of loose ones and the indexes of packs."""
    found = dict.fromkeys((path.parent.name + path.name).encode() for path in loose(git.folder))
    for index in sorted((git.folder / "objects" / "pack").glob("*.idx")):
        for line in git.lines("show-index", given=[index.read_bytes()]):
            found[line.split()[1].encode()] = None
    return list(found)
