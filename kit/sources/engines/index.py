"""Statements that make a slim index of the logs: the only ones of the kit that write.

An index is a table in Parquet for each month of deliveries (or one, where the table is not partitioned by
days), and a view over them that is made last: where the view is there, the index is whole. `create table as`
makes a table that is whole or none. Everything else that an engine is asked only reads (`only_reads`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kit.errors import RefusedCallError, UsageError
from kit.sources.engines import tables
from kit.sources.engines.statements import Statement, quoted

# What a statement that only reads begins with; engines take one statement at a time.
_READS = re.compile(r"\s*(with|select|show|describe|explain)\b(?!\s+analyze)", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
# Trino and Athena write at most 100 partitions a statement: the days of a month, or months.
DAY, MONTH = 10, 7


@dataclass(frozen=True)
class Making(Statement):
    """A statement that writes `target`, the table or view that the analyst named, or a part of it; `place` is
    where its files are to lie, where the statement says that."""

    target: str = ""
    place: str = ""


@dataclass(frozen=True)
class Piece:
    """A part of an index: `word` names it, `letters` says how fine its partitions are, `where` (in the
    engine's words, '' for all) which rows of the table it is made of."""

    word: str
    letters: int = MONTH
    where: str = ""


def only_reads(text: str) -> None:
    """RefusedCallError for a statement that is no select."""
    if not _READS.match(text):
        raise RefusedCallError(
            f"refused before any request: the kit only reads, and this writes: {text[:80]}"
        )


def allowed(asked: Statement, agreed: bool) -> None:
    """RefusedCallError for a statement that writes anything but a target of `--index`, or that nobody agreed
    to."""
    told = isinstance(asked, Making) and re.match(
        rf"create (table|view) {re.escape(asked.target)} ", asked.text
    )
    if not agreed or not told:
        raise RefusedCallError(
            f"refused before any request: an index is made only with --index and --yes: {asked.text[:80]}"
        )


def named(word: str, name: str) -> str:
    """The name as a table to be made can have it. UsageError for one that would need quotes."""
    if not _PLAIN.fullmatch(name):
        raise UsageError(f"{word}: an index is named with small letters, digits and _: not {name}")
    return name


def pieces(table: tables.LogTable, months: Iterable[str]) -> list[Piece]:
    """One for each month ('2026-03') of the days that the table is partitioned by, those before and after
    too; one for all where no partition column holds a day, as each would read the whole table."""
    found = sorted({*months})
    day = next((key for key in table.partitions if tables.day_format(table, key)), None)
    if day is None or len(found) < 2:
        return [Piece("all", DAY if len(found) == 1 and day else MONTH)]
    name = '"' + day.replace('"', '""') + '"'
    firsts = [quoted(_first_day(table, day, month), "trino") for month in found]
    made = []
    for place, month in enumerate(found):
        parts = [f"{name} >= {firsts[place]}"] if place else []
        parts += [f"{name} < {firsts[place + 1]}"] if place + 1 < len(found) else []
        where = " and ".join(parts)
        # A row stands in one part, whatever its partition says.
        where = where if place else f"({where} or {name} is null)"
        made.append(Piece(month.replace("-", "_"), DAY, where))
    return made


def table_as(target: str, properties: Mapping[str, str], select: Statement) -> Making:
    """Makes one piece: `target` as the engine writes it, of the rows of a select."""
    told = ", ".join(f"{name} = {value}" for name, value in properties.items())
    text = f"create table {target} {f'with ({told}) ' if told else ''}as\n{select.text}"
    return Making(select.name, text, rows=False, shape=select.shape, target=target)


def view_over(target: str, parts: Iterable[str]) -> Making:
    """Makes the index out of its pieces."""
    union = "\nunion all\n".join(f"select * from {part}" for part in parts)
    return Making("index", f"create view {target} as\n{union}", rows=False, shape="index", target=target)


def _first_day(table: tables.LogTable, key: str, month: str) -> str:
    return datetime.strptime(month, "%Y-%m").strftime(tables.day_format(table, key) or "")
