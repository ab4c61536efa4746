"""kit/rows/*.py: a TypedDict for the rows of each answer, step, table and view, from the columns of an empty
case (kit.analysis.describe)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kit import questions
from kit.analysis import describe
from kit.errors import ContentError

_WIDTH = 110
# DuckDB's type -> the word of kit/rows/values.py for what Python gets of it.
_WORDS = {
    "VARCHAR": "Text", "JSON": "Text", "BOOLEAN": "Flag", "DATE": "Day", "TIMESTAMP": "Moment",
    "DOUBLE": "Number", "FLOAT": "Number", "TINYINT": "Whole", "SMALLINT": "Whole", "INTEGER": "Whole",
    "BIGINT": "Whole", "HUGEINT": "Whole", "UTINYINT": "Whole", "USMALLINT": "Whole", "UINTEGER": "Whole",
    "UBIGINT": "Whole", "UUID": "Uuid",
}  # fmt: skip
# The rooms of queries/steps that say what is to be told and done, and what it cost; the others find out.
_OUTCOMES = {"findings", "money", "response"}
Relations = Mapping[str, Iterable[tuple[str, str]]]
Types = Mapping[str, Mapping[str, str]]


def answers() -> str:
    """The module for rows of answers."""
    return _module("Rows of answers, by question of `kit ask`.", _typed(describe().questions, "AnswerRow"))


def steps() -> str:
    """The module for rows of steps that find out what happened."""
    return _module("Rows of steps, by name, but for those in outcomes.py.", _typed(_steps(False), "Row"))


def outcomes() -> str:
    """The module for rows of steps of findings, money and response."""
    return _module("Rows of steps of findings, money and response, by name.", _typed(_steps(True), "Row"))


def queries() -> str:
    """The module for rows of the SQL of questions that a function of analysis answers from it."""
    types = _typed(describe().queries, "QueryRow")
    return _module("Rows of the SQL of questions whose answer is made from it.", types)


def tables() -> str:
    """The module for rows of tables."""
    found = describe()
    types = _typed({**found.tables, **found.derived}, "TableRow")
    return _module("Rows of tables and derived tables, by name.", types)


def views() -> str:
    """The module for rows of views."""
    return _module("Rows of views, by name.", _typed(describe().views, "TableRow"))


def class_name(name: str, suffix: str) -> str:
    """`spend_hours` and `TableRow` -> SpendHoursTableRow."""
    return "".join(word.capitalize() for word in name.split("_")) + suffix


def _steps(of_outcomes: bool) -> Relations:
    rooms = {step.name: step.path.parent.name for step in questions.steps()}
    found = describe().steps.items()
    return {name: columns for name, columns in found if (rooms.get(name) in _OUTCOMES) == of_outcomes}


def _typed(relations: Relations, suffix: str) -> Types:
    """Name of each TypedDict with its columns. ContentError for a column of a type that has no word."""
    return {
        class_name(name, suffix): {column: _word(f"{name}.{column}", kind) for column, kind in columns}
        for name, columns in sorted(relations.items())
    }


def _module(about: str, types: Types) -> str:
    words = sorted({word for columns in types.values() for word in columns.values()})
    taken = f"from kit.rows.values import {', '.join(words)}"
    lines = [
        f'"""{about}',
        "",
        'Generated from the queries by `make docs`: edit those. None may stand everywhere."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import TypedDict",
        "",
        *([taken] if len(taken) <= _WIDTH else _listed(words)),
        "",
        *(line for name, columns in types.items() for line in _written(name, columns)),
        "",
    ]
    return "\n".join(lines)


def _listed(words: Iterable[str]) -> Iterator[str]:
    yield "from kit.rows.values import ("
    yield from (f"    {word}," for word in words)
    yield ")"


def _written(name: str, columns: Mapping[str, str]) -> Iterator[str]:
    """The TypedDict: in one line where that is at most 110 columns, else its columns in such lines."""
    whole = ", ".join(f'"{column}": {word}' for column, word in columns.items())
    if len(line := f'{name} = TypedDict("{name}", {{{whole}}})') <= _WIDTH:
        yield line
        return
    yield f'{name} = TypedDict("{name}", {{'
    line = "   "
    for column, word in columns.items():
        part = f' "{column}": {word},'
        if len(line) + len(part) > _WIDTH:
            yield line
            line = "   "
        line += part
    yield line
    yield "})  # fmt: skip"


def _word(place: str, kind: str) -> str:
    many = kind.endswith("[]")
    bare = kind.removesuffix("[]")
    word = "Record" if bare.startswith("STRUCT(") else _WORDS.get(bare)
    if word is None:
        raise ContentError(f"kit/rows: {place}: no word for DuckDB's type {kind}")
    return f"Many{word}s" if many else word
