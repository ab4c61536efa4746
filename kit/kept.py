"""What takes long to read out of the kit's own files (YAML), kept in the user's folder for caches.

A reading is known by the hash of the text that it was made of, so it is never out of date: another text is
another reading. In go texts, out comes plain data (dict, list, text, number). Nothing of a case is kept here.
Where nothing can be written, or what is there is not whole, everything is read anew: slower, and otherwise
the same.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")
# Readings that are kept without having been used by whoever writes: of other versions of the texts.
_MOST = 4_000
_HASH = 32
_MAKE = 1  # another number for files of another make


def kept(name: str, text: bytes, read: Callable[[], T]) -> T:
    """What `read` makes of `text`, from those readings that are kept under `name`, or made now.

    Each caller has it for itself. What `read` raises is raised.
    """
    return _readings(name).get(hashlib.sha256(text).digest(), read)


class Readings:
    """The readings of one kind, in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._new = False
        # A file that is not there, cut short or of another make: all is read anew.
        with suppress(OSError, EOFError, ValueError, TypeError):
            data = path.read_bytes()
            if hashlib.sha256(data[_HASH:]).digest() == data[:_HASH]:
                self._found = dict(marshal.loads(data[_HASH:]))

    def get(self, key: bytes, read: Callable[[], T]) -> T:
        """The reading of this key, or what `read` makes."""
        self._used.add(key)
        if key in self._found:
            return marshal.loads(self._found[key])
        found = read()
        with suppress(ValueError):  # what marshal cannot write is read each time
            self._found[key] = marshal.dumps(cast(Any, found))
            self._new = True
        return found

    def save(self) -> None:
        """Writes what is new for those who come later; silent where that cannot be."""
        if not self._new:
            return
        found = self._found
        if len(found) > _MOST:
            found = {key: found[key] for key in self._used & found.keys()}
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with suppress(OSError):
            data = marshal.dumps(found)
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.write_bytes(hashlib.sha256(data).digest() + data)
            beside.replace(self.path)
            self._new = False
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where this machine keeps caches of this user's."""
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or Path.home())
    if platform == "win32":
        caches = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        caches = home / "Library" / "Caches"
    else:
        caches = Path(environ.get("XDG_CACHE_HOME") or home / ".cache")
    return caches / "leaked-key-kit"


@functools.cache
def _readings(name: str) -> Readings:
    found = Readings(folder(os.environ) / f"{name}-{_MAKE}.{sys.implementation.cache_tag}")
    atexit.register(found.save)
    return found
