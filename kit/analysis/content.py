"""What the kit itself brings to a derived table: its pages, queries and analyses, by their hash."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from kit import questions

_PACKAGE = Path(__file__).parent


@functools.cache
def content() -> str:
    """Hash of everything of the kit's own that a derived table depends on."""
    digest = hashlib.sha256()
    folders = (questions.content_dir("queries"), _PACKAGE, _PACKAGE.parent / "rules")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".sql", ".py", ".yml", ".csv"}:
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
