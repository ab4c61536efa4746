"""One place on this machine searched to its end: a Search for it, and one for each repository found in it.

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
from kit.hunt.images import Images
from kit.hunt.kinds import content_of
from kit.hunt.needles import Needles
from kit.hunt.packed_repositories import PackedRepositories
from kit.hunt.repositories import git_folder, hunt_objects
from kit.hunt.scanner import second_opinion
from kit.hunt.search import Hit, Search

# Files up to this size are read whole, longer ones are mapped.
_READ = 32 << 20
Tell = Callable[[Search], None]


def hunt_place(
    place: str | Path, needles: Needles, *, second: bool = False, tell: Tell = lambda search: None
) -> Iterator[Search]:
    """Searches a file, or a folder with everything in it; then each repository that it is or holds, all of
    its objects.

    `tell` hears now and then how far it is. SourceError when there is nothing at `place`.
    """
    root = Path(os.path.abspath(place))
    try:
        folder = stat.S_ISDIR(os.stat(root).st_mode)
    except OSError as error:
        raise SourceError(f"{place}: cannot be read: {error.strerror}; name a file or a folder") from None
    search = begun(name_of(root), "folder" if folder else "file", needles)
    repositories: dict[Path, Path] = {}
    images = Images()
    with tempfile.TemporaryDirectory(prefix="kit-hunt-") as spool:
        with stopped_by_hand(search):
            for path in _walk(root, search, repositories) if folder else [root]:
                found = hunt_file(path, search, needles, Path(spool), images)
                repositories.update((git, Path(place)) for git, place in found)
                tell(search)
            if second:
                second_opinion(search, root)
        images.explain(search.hits)
        search.ended_at = now()
        yield search
        for git, tree in repositories.items():
            if search.stopped:
                return
            search = begun(name_of(tree), "repository", needles)
            content = Content(needles, _refusing(search), search.count, Path(spool))
            with stopped_by_hand(search):
                hunt_objects(search, git, content, lambda found=search: tell(found))
            search.ended_at = now()
            yield search


def begun(root: str, kind: str, needles: Needles) -> Search:
    """A search that has looked at nothing yet."""
    return Search(root, kind, needles.keys, tuple(sorted(needles.accounts)), now())


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
            kind="archive" if find.inside is not None and kind == "file" else kind,
            content="trail" if find.trail else content_of(find.inside or path),
            path=path,
            inside=find.inside,
            line=find.line,
            times=find.times,
            form=find.form,
            secret_beside=find.secret_beside,
            deleted=False,
            note="exposure-trail" if find.trail else None,
        )


def hunt_file(
    path: Path, search: Search, needles: Needles, spool: Path, images: Images
) -> list[tuple[Path, str]]:
    """Searches one file, whatever it is; gives the repositories that lie in it, as folders for git with
    their place."""
    name = name_of(path)
    packed = PackedRepositories(spool)

    def keep(inside: str, data: memoryview) -> str | None:
        images.note(f"{name}!/{inside}", data)
        return packed.take(inside, data)

    content = Content(needles, _refusing(search, f"{name}!/", name), search.count, spool, keep)
    finds = content.search_name(path.name)
    try:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > _READ:
                with (
                    mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
                    memoryview(mapped) as data,
                ):
                    finds += content.search(data)
            else:
                data = stream.read()
                finds += content.search(data)
                images.note(name, data)
    except (OSError, ValueError) as error:
        search.refuse(name, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    search.count("files", 1)
    for hit in hits_of(finds, "file", name):
        search.add(hit)
    return packed.found(name)


def _refusing(search: Search, before: str = "", whole: str = "") -> Callable[[str | None, str], None]:
    return lambda inside, reason: search.refuse(
        whole or search.root if inside is None else before + inside, reason
    )


def _walk(folder: Path, search: Search, repositories: dict[Path, Path]) -> Iterator[Path]:
    """Files of a folder; repositories on the way are noted with their working tree, and their object files
    left out: git reads them."""
    git = git_folder(folder)
    if git is not None:
        repositories.setdefault(git, folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        search.refuse(name_of(folder), f"folder cannot be read: {error.strerror}")
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name == "objects" and Path(folder).resolve() in repositories:
                continue
            yield from _walk(Path(entry.path), search, repositories)
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_symlink():
            search.count("links", 1)  # what it leads to is hunted where it lies
        else:
            search.refuse(name_of(Path(entry.path)), "no regular file")


def name_of(path: Path) -> str:
    """A path as text; bytes that are no UTF-8 become \\xNN, so that they can be stored."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def now() -> datetime:
    """Naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)
