"""Repositories inside archives: what git needs of them is laid out beside, and read from there like any
other.

Only objects, references and logs are taken, under names that are checked; the configuration is a new one.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

_OBJECT = r"objects/(?:[0-9a-f]{2}/[0-9a-f]{38}|pack/pack-[0-9a-f]{40}\.(?:pack|idx))"
_NAME = rf"{_OBJECT}|HEAD|packed-refs|shallow|index|(?:refs|logs)/[^!]+"
_PLACE = r"(?:.*/)?[^/]*\.git/(?:modules/(?:[^/]+/)+?)?"
_PART = re.compile(rf"^(?P<place>{_PLACE})(?P<name>{_NAME})$")
_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
# All that is laid out of the archives of one hunt.
_MOST = 8 << 30


@dataclass
class PackedRepositories:
    """Gathers the files of the repositories in one archive below `folder`."""

    folder: Path
    _places: dict[str, Path] = field(default_factory=dict)
    _left: int = _MOST

    def take(self, inside: str, data: memoryview) -> str | None:
        """Keeps a member if it is a part of a repository; why it could not be kept, or None."""
        part = _PART.match(inside)
        if part is None:
            return None
        if len(data) > self._left:
            return "a repository in an archive, too large to be laid out: unpack it and hunt there"
        self._left -= len(data)
        place = self._places.get(part["place"])
        if place is None:
            place = Path(tempfile.mkdtemp(prefix="repository-", dir=self.folder))
            self._places[part["place"]] = place
        target = place / part["name"]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            return f"a repository in an archive: cannot be laid out: {error.strerror}"
        return None

    def found(self, archive: str) -> list[tuple[Path, str]]:
        """(folder for git, place) of each that is whole enough for git."""
        whole = []
        for inside, place in self._places.items():
            if (place / "HEAD").is_file() and (place / "objects").is_dir():
                (place / "refs").mkdir(exist_ok=True)
                (place / "config").write_text(_CONFIG, encoding="utf-8")
                whole.append((place, f"{archive}!/{inside}".rstrip("/")))
        return whole
