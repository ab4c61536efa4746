"""What is asked of a connection before each statement, asked once: whether it may write, which views it has,
which stages of deriving have no answer.

On a small case these questions took as long as the statements. `forget` is for whoever undoes a transaction
or writes what was asked.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import duckdb

    T = TypeVar("T")


@dataclass
class _Known:
    views: set[str] = field(default_factory=set)
    answers: dict[str, object] = field(default_factory=dict)


_OF: weakref.WeakKeyDictionary[duckdb.DuckDBPyConnection, _Known] = weakref.WeakKeyDictionary()


def views(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the views that the kit made on a connection; whoever makes one adds it."""
    return _of(con).views


def once(con: duckdb.DuckDBPyConnection, what: str, ask: Callable[[], T]) -> T:
    """What `ask()` gave the first time that `what` was asked of a connection, or since `forget`."""
    answers = _of(con).answers
    if what not in answers:
        answers[what] = ask()
    return answers[what]  # ty: ignore[invalid-explicit-return]


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Everything is asked again."""
    _OF.pop(con, None)


def _of(con: duckdb.DuckDBPyConnection) -> _Known:
    return _OF.setdefault(con, _Known())
