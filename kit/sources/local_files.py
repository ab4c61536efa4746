"""Files and folders on this machine, any nesting, in a stable order. Links are not followed out of the
folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kit.errors import SourceError
from kit.sources.item import Item


def local_files(place: str | os.PathLike, *, now: datetime) -> Iterator[Item]:
    """One item per regular file under `place` (or `place` itself), ordered by path.

    What cannot be listed or is no regular file (socket, device, broken link) is an item with a failure.
    SourceError when `place` is not there at all or holds no file.
    """
    root = Path(place)
    if missing := not_there(root):
        raise SourceError(missing)
    if not root.is_dir():
        yield _item(root, now)
        return
    empty = True
    for item in _walk(root, now):
        empty = False
        yield item
    if empty:
        raise SourceError(f"{root}: the folder holds no file; name the folder that holds the logs")


def not_there(place: str | os.PathLike) -> str:
    """Why there is nothing at that path, in one line; '' where there is something."""
    try:
        os.stat(place)
    except (OSError, ValueError) as error:  # a path with a null byte is a ValueError
        why = getattr(error, "strerror", None) or error
        return f"{_name(place)}: cannot be read: {why}; name a file or a folder"
    return ""


def _walk(root: Path, now: datetime) -> Iterator[Item]:
    # By hand and not by calls within calls: folders nest deeper than Python's stack.
    waiting: list[Iterator[os.DirEntry[str]]] = []
    folder: str | None = str(root)
    while folder is not None or waiting:
        if folder is not None:
            try:
                waiting.append(iter(sorted(os.scandir(folder), key=lambda entry: entry.name)))
            except OSError as error:
                failure = f"folder cannot be read: {error.strerror or error}"
                yield Item(origin=_name(folder), fetched_at=now, failure=failure)
            folder = None
            continue
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif entry.is_dir(follow_symlinks=False):
            folder = entry.path
        elif entry.is_symlink() and os.path.isdir(entry.path):
            yield Item(origin=_name(entry.path), fetched_at=now, failure="link to a folder: not followed")
        else:
            yield _item(Path(entry.path), now)


def _item(path: Path, now: datetime) -> Item:
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError as error:
        return Item(origin=_name(path), fetched_at=now, failure=f"cannot be read: {error.strerror or error}")
    if not regular:
        return Item(origin=_name(path), fetched_at=now, failure="no regular file")
    # Whether it may be read shows when it is: asking first would cost a system call a file.
    return Item(origin=_name(path), fetched_at=now, path=path)


def _name(path: str | os.PathLike) -> str:
    """An absolute path as text; bytes of a name that are no UTF-8 become \\xNN, so that they can be
    stored."""
    return os.path.abspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
