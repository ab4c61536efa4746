"""One place on this machine, or the objects of a bucket, searched to its end: a Search.

A folder is walked in a stable order; links are not followed out of it. Whatever cannot be read is a line of
the Search and the rest goes on. Stopped by hand, the Search says so and holds what was found.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import stat
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from kit.errors import SourceError
from kit.hunt.content import Content, Find
from kit.hunt.kinds import content_of
from kit.hunt.needles import Needles
from kit.hunt.search import Hit, Search

# Files up to this size are read whole, longer ones are mapped.
_READ = 32 << 20
Tell = Callable[[Search], None]


def hunt_place(place: str | Path, needles: Needles, *, tell: Tell = lambda search: None) -> Search:
    """Searches a file, a folder with everything in it, or a repository. `tell` hears now and then how far
    it is.

    SourceError when there is nothing at `place`.
    """
    root = Path(place).absolute()
    try:
        folder = stat.S_ISDIR(os.stat(root).st_mode)
    except OSError as error:
        raise SourceError(f"{place}: cannot be read: {error.strerror}; name a file or a folder") from None
    search = begun(_name(root), "folder" if folder else "file", needles)
    with stopped_by_hand(search), tempfile.TemporaryDirectory(prefix="kit-hunt-") as spool:
        for path in _walk(root, search) if folder else [root]:
            _file(path, search, needles, Path(spool))
            tell(search)
    search.ended_at = _now()
    return search


def begun(root: str, kind: str, needles: Needles) -> Search:
    """A search that has looked at nothing yet."""
    return Search(root, kind, needles.keys, tuple(sorted(needles.accounts)), _now())


@contextlib.contextmanager
def stopped_by_hand(search: Search) -> Generator[None]:
    """What was found before Ctrl-C stays."""
    try:
        yield
    except KeyboardInterrupt:
        search.stopped = "by hand"


def hits_of(finds: Iterable[Find], kind: str, path: str) -> Iterator[Hit]:
    """Finds in the content at `path` as rows of a search."""
    for find in finds:
        yield Hit(
            access_key_id=find.key,
            match=find.match,
            kind=kind if find.inside is None else "archive",
            content=content_of(find.inside or path),
            path=path,
            inside=find.inside,
            line=find.line,
            times=find.times,
            form=find.form,
            secret_beside=find.secret_beside,
            deleted=False,
        )


def _file(path: Path, search: Search, needles: Needles, spool: Path) -> None:
    name = _name(path)

    def refuse(inside: str | None, reason: str) -> None:
        search.refuse(name if inside is None else f"{name}!/{inside}", reason)

    def count(what: str, number: int) -> None:
        search.looked[what] += number

    content = Content(needles, refuse, count, spool)
    finds = content.search_name(path.name)
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > _READ:
                with (
                    mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
                    memoryview(mapped) as data,
                ):
                    finds += content.search(data)
            else:
                finds += content.search(stream.read())
    except (OSError, ValueError) as error:
        search.refuse(name, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    search.looked["files"] += 1
    for hit in hits_of(finds, "file", name):
        search.add(hit)


def _walk(folder: Path, search: Search) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        search.refuse(_name(folder), f"folder cannot be read: {error.strerror}")
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), search)
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_symlink():
            search.looked["links"] += 1  # what it leads to is hunted where it lies


def _name(path: Path) -> str:
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
