"""What a text may turn out to hold: records, rows of columns, whole documents, or a reason why there is
nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kit.records.typed import Typed
from kit.records.untyped import Reject


class OtherKind(Exception):  # noqa: N818 - no error: the file is sound
    """The file is sound but holds something else; the message says what."""


class Damaged(Exception):  # noqa: N818 - it becomes a reason in the ledger
    """The file should hold records but cannot be read; the message says why."""


@dataclass
class Table:
    """What a row's table says of it: `members` of a record that have a column, how dates are written, and the
    accounts of the access keys in it."""

    members: frozenset[str] = frozenset()
    order: str | None = None
    accounts: frozenset[str] = frozenset()


@dataclass
class ColumnsOnly:
    """A record of which only columns are known (console, warehouse, spreadsheet): name -> value."""

    values: dict[str, Any]
    table: Table = field(default_factory=Table)


@dataclass
class Special:
    """A whole document that is no trail: a digest, public keys, S3 metadata."""

    kind: str
    text: bytes


@dataclass
class Shape:
    """What the file turned out to be; `wraps` are the members that records were found under, `remark` is for
    the ledger."""

    format: str = ""
    wraps: set[str] = field(default_factory=set)
    empty: bool = False
    remark: str | None = None


Piece: TypeAlias = Typed | bytes | ColumnsOnly | Reject | Special
