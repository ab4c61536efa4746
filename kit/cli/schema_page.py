"""docs/schema.md: every question, view and table with its columns, their types, units and meanings.

Columns and types are those of an empty case (kit.analysis.describe); what they mean stands in
kit/columns.yml, what a row of a raw table is above it in kit/store/schema.sql.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from kit import questions
from kit.analysis import Described, describe
from kit.errors import ContentError

_KIT = Path(__file__).parents[1]
_UNIT = re.compile(r"^(?P<meaning>.*?)\s*\[(?P<unit>[^\[\]]+)\]$", re.S)
_LIST = re.compile(r"\{([\w.]+)\}")
_TABLE = re.compile(r"((?:^-- .*\n)+)create table if not exists (\w+) ", re.M)
_HEAD = "| column | type | unit | meaning |\n|---|---|---|---|"


class Meanings(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """kit/columns.yml: what one row of a table is, what a column name means, and where it means else."""

    rows: dict[str, str]
    columns: dict[str, str]
    relations: dict[str, dict[str, str]]

    def of(self, relation: str, column: str) -> str | None:
        """What the column means there; None when nobody wrote it down."""
        return self.relations.get(relation, {}).get(column) or self.columns.get(column)


def missing(found: Described, words: Meanings) -> list[str]:
    """Columns and tables of which the file says nothing, as `relation.column` and `table`."""
    relations = [
        *found.questions.items(),
        *found.views.items(),
        *found.derived.items(),
        *found.tables.items(),
    ]
    columns = {
        f"{relation}.{name}"
        for relation, columns in relations
        for name, _ in columns
        if words.of(relation, name) is None
    }
    return sorted(columns | ({*found.derived, *found.tables} - words.rows.keys() - raw_tables().keys()))


def meanings() -> Meanings:
    """The file as it is. ContentError when it is off."""
    path = _KIT / "columns.yml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Meanings)
    except msgspec.MsgspecError as error:
        raise ContentError(f"kit/columns.yml: {error}") from None


def raw_tables() -> dict[str, str]:
    """Raw table -> what one row of it is, the comment above it in schema.sql."""
    text = (_KIT / "store" / "schema.sql").read_text(encoding="utf-8")
    return {
        name: " ".join(line.removeprefix("-- ") for line in comment.splitlines())
        for comment, name in _TABLE.findall(text)
    }


def lists() -> dict[str, list[str]]:
    """Name of a closed list -> its values, from kit/vocabulary.yml."""
    return msgspec.yaml.decode((_KIT / "vocabulary.yml").read_bytes(), type=dict[str, list[str]])


def page() -> str:
    """Questions, views, derived tables and raw tables, each with its columns. ContentError when one has no
    meaning."""
    found, words, rows, closed = describe(), meanings(), raw_tables(), lists()
    if lacking := missing(found, words):
        raise ContentError(f"kit/columns.yml: says nothing of {', '.join(lacking)}: add a line for each")

    def table(relation: str, columns: tuple[tuple[str, str], ...]) -> str:
        lines = (_row(name, kind, words.of(relation, name) or "", closed) for name, kind in columns)
        return "\n".join([_HEAD, *lines])

    def chapter(title: str, about: str, parts: Iterator[str]) -> str:
        return "\n\n".join([f"## {title}\n{about}", *parts])

    def files(queries: Mapping[str, questions.Query], relations: Mapping) -> Iterator[str]:
        for name, columns in sorted(relations.items()):
            query = queries[name]
            yield f"### {name}\n{query.question} {_sentence(query.grain)}\n\n{table(name, columns)}"

    def tables(relations: Mapping) -> Iterator[str]:
        for name, columns in sorted(relations.items()):
            about = rows.get(name) or f"One row per {words.rows[name]}."
            yield f"### Table {name}\n{about}\n\n{table(name, columns)}"

    return "\n\n".join(
        [
            chapter(
                "Questions",
                "`kit ask CASE NAME`; columns may be added, not renamed.",
                files({each.name: each for each in questions.questions()}, found.questions),
            ),
            chapter(
                "Views",
                "What `kit sql` reads first: made anew on every connection, nothing is stored in them.",
                files({each.name: each for each in questions.views()}, found.views),
            ),
            chapter(
                "Derived tables",
                "What was costly to find, made from all below at the end of a collection "
                "([decisions/derived-tables.md](decisions/derived-tables.md)).",
                tables(found.derived),
            ),
            chapter(
                "Raw tables",
                "Made from the vault and from case.toml; `kit rebuild` makes them anew. Ask the views "
                "instead where there is one.",
                tables(found.tables),
            ),
        ]
    )


def _row(name: str, kind: str, text: str, closed: Mapping[str, list[str]]) -> str:
    split = _UNIT.match(text)
    meaning, unit = (split["meaning"], split["unit"]) if split else (text, "")
    meaning = _LIST.sub(lambda found: _values(found[1], closed), meaning)
    kind = re.sub(r"\(.*\)", "", kind) if kind.startswith("STRUCT") else kind
    cells = (f"`{name}`", kind.lower(), unit, meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(name: str, closed: Mapping[str, list[str]]) -> str:
    try:
        return ", ".join(f"`{value}`" for value in closed[name])
    except KeyError:
        raise ContentError(f"kit/columns.yml: kit/vocabulary.yml has no list {name!r}") from None


def _sentence(grain: str) -> str:
    return f"{grain[:1].upper()}{grain[1:].rstrip('.')}."
