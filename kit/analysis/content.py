"""What the kit itself brings to a derived table: its pages, queries and analyses, by their hash."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from kit import questions

_PACKAGE = Path(__file__).parent
_RULES = _PACKAGE.parent / "rules"


@functools.cache
def content() -> str:
    """Hash of everything of the kit's own that a derived table depends on."""
    return _hash(
        path for folder in (questions.content_dir("queries"), _PACKAGE, _RULES) for path in _below(folder)
    )


@functools.cache
def content_of(modules: tuple[str, ...], steps: tuple[str, ...]) -> str:
    """Hash of what a table depends on that is made by `modules` (below kit.analysis) and `steps` alone: of
    these, of the views that they read, and of the rules."""
    views = {view for step in steps for view in _views(questions.step(step))}
    return _hash(
        [
            *(_PACKAGE / f"{module.replace('.', '/')}.py" for module in modules),
            *sorted(query.path for query in (*map(questions.step, steps), *map(questions.view, views))),
            *_below(_RULES),
        ]
    )


def _views(query: questions.Query) -> set[str]:
    """The views that it reads, and those that these read."""
    views = {*query.reads} & questions.view_names()
    return views.union(*(_views(questions.view(view)) for view in views))


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".sql", ".py", ".yml", ".csv"})


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
