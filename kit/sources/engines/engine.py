"""What an engine over the log bucket is to the kit: it writes a statement in its own words and answers it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from kit.errors import SourceError
from kit.sources.engines.index import Making, Piece
from kit.sources.engines.statements import Statement
from kit.sources.engines.tables import LogTable

# Names of Trino's errors of a file, and what its readers say of one that ends early.
_BROKEN = re.compile(
    r"HIVE_(CURSOR_ERROR|BAD_DATA|CANNOT_OPEN_SPLIT|INVALID_METADATA|FILESYSTEM_ERROR)"
    r"|Failed to read file at|Error opening Hive split|Unexpected end of|Malformed|corrupt|not in gzip",
    re.IGNORECASE,
)
# Where they name it; a name may hold spaces.
_NAMED = re.compile(
    r"(?:Failed to read (?:\w+ )?file(?: at)?:?|Error opening Hive split|Error reading file:?) "
    r"(\S+?://?.+?)(?= \(offset=|: |, |\. |$)"
)
_PLACE = re.compile(r"(?:s3[an]?|local|file|hdfs|gs|abfss?)://?[^\s'\"(),;\[\]]*[^\s'\"(),;:\[\]]")


@dataclass(frozen=True)
class Bounds:
    """What is asked for: records from `since` on, before `until`, of these accounts and Regions (empty: all).

    Times are naive UTC.
    """

    since: datetime | None = None
    until: datetime | None = None
    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple:
        """In the order in which `kit.sources.engines.tables.condition` takes them."""
        return self.since, self.until, self.accounts, self.regions

    @property
    def word(self) -> str:
        """Names the bounds beside an answer, so that what was asked under others is asked again."""
        shown = [self.since and self.since.isoformat(), self.until and self.until.isoformat()]
        return repr([*shown, sorted(self.accounts), sorted(self.regions)])


@dataclass(frozen=True)
class EngineAnswer:
    """Bytes of a CSV whose columns carry CloudTrail's names, what the engine says of its work, and files that
    it left out by itself, each with why."""

    data: bytes
    facts: Mapping[str, Any] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ParquetFiles:
    """The last bytes of files of a table in Parquet, each with the size of its file: of all files, or of as
    many as are looked at, spread over all. `columns` are those that the engine reads for a statement, as
    dotted paths."""

    tails: Sequence[tuple[int, bytes]]
    columns: Callable[[Statement], set[str]]


@dataclass(frozen=True)
class Estimate:
    """What one statement reads at the most: objects, bytes, and USD where the engine charges by them; of
    Parquet also what tells how much less."""

    objects: int
    bytes: int
    usd: float | None = None
    parquet: ParquetFiles | None = None


class PendingError(SourceError):
    """The engine has the statement and no answer yet; the words say what to run."""


class UnreadableError(SourceError):
    """One file of the table ends the whole statement; `place` is its name. Asked again, the engine leaves it
    out."""

    def __init__(self, word: str, place: str, why: str) -> None:
        super().__init__(f"{word}: {place}: {why}")
        self.place, self.why = place, why


def broken_file(said: str) -> str | None:
    """The file that an error of Trino's or Athena's speaks of, where that is what it speaks of."""
    if not _BROKEN.search(said):
        return None
    if named := _NAMED.search(said):
        return named[1].rstrip(".")
    found = _PLACE.search(said)
    return found[0].rstrip(".") if found else None


def said_of(said: str, place: str) -> str:
    """What an error says of a file, without its name."""
    return said.partition(place)[2].strip(" :.")[:200] or said[:200]


class Engine(Protocol):
    """`word` is what the analyst wrote for it: `trino://...`, `athena:...`, `spark:...`; `left_out` are files
    that no statement may read, for each ends the whole statement. `may_make` says that the analyst agreed to
    an index; nothing else is ever written."""

    word: str
    left_out: set[str]
    may_make: bool

    @property
    def table(self) -> LogTable:
        """What is asked."""
        ...

    def statement(self, name: str, values: Mapping[str, object], bounds: Bounds) -> Statement:
        """Template `name` in the engine's words; `bounds` say which partitions to read."""
        ...

    def answer(self, asked: Statement) -> EngineAnswer:
        """Runs the statement. SourceError where the engine refuses it or fails, PendingError where somebody
        else has to run it first."""
        ...

    def piece(
        self, word: str, name: str, piece: Piece, values: Mapping[str, object], bounds: Bounds
    ) -> Making:
        """The statement that makes table `name`, a part of index `word`."""
        ...

    def view(self, word: str, names: Iterable[str]) -> Making | None:
        """The statement that makes index `word` out of its parts; None where its one part is the index."""
        ...

    def make(self, asked: Making) -> EngineAnswer:
        """Runs a statement that makes a part of an index. RefusedCallError where nobody agreed to it."""
        ...

    def there(self, word: str, name: str | None = None) -> bool:
        """Whether index `word`, or its part `name`, is there; what is there is whole."""
        ...

    def estimate(self, bounds: Bounds) -> Estimate | None:
        """What one statement within the bounds reads; None where the engine does not tell beforehand."""
        ...


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """An answer's rows as CSV, UTF-8, a header first; NULL is the empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if value is None else value for value in row] for row in rows])
    return text.getvalue().encode("utf-8", "surrogatepass")
