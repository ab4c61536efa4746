"""Tables of a notebook: the rows stay in the kernel, the page asks for those that it shows.

Sorting, filtering and searching are done here, on all rows, so that a hundred thousand are as quick as
twenty and none is left out. What goes to the page is text, never markup.
"""

from __future__ import annotations

import html
import json
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kit.report import Block
from kit.store import Answer
from kit.window import utc_text

STATIC = 50  # rows of an answer that stand in the notebook itself, for where no kernel is
# Columns of an answer by which a row leads to its record.
_IDS = ("event_id", "event_key", "link_event_id", "ended_event_id", "event_ids")
_NUMBER = re.compile(r"^[^\d\-+.]{0,4}([-+]?\d[\d,]*(?:\.\d+)?)\D{0,4}$")
# Numbers and times are compared; `<script` is a part of a text.
_COMPARED = re.compile(r"^(<=|>=|<|>|=)\s*([-+]?[\d.].*)$")
_SIGNS = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq}
STATES = ("alive", "stopped", "gone", "unknown")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """`tone` is the class of its cells: number, time, code, or none."""

    title: str
    tone: str = ""


@dataclass
class TableRows:
    """All rows of a table: `cells` as text, `keys` what they are sorted by, `events` the ids behind each."""

    columns: list[Column]
    cells: Sequence[tuple[str, ...]]
    keys: Callable[[int, int], Any]
    events: Callable[[int], list[str]]
    tones: Callable[[int, int], str] = lambda row, column: ""
    cited: bool = True  # whether any row leads to a record
    _searched: dict[str, Any] = field(default_factory=dict, repr=False)

    def page(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The rows that a page of the table shows: `start`, `length`, `search`, `filters` (column -> text),
        `order` (column, 'asc' or 'desc') in; rows, `total` and `shown` out."""
        found = self.found(asked)
        start = max(0, int(asked.get("start") or 0))
        length = int(asked.get("length") or 25)
        wanted = found[start : start + length] if length > 0 else found[start:]
        rows = [
            {
                "cells": list(self.cells[row]),
                "tones": [self.tones(row, column) for column in range(len(self.columns))],
                "events": self.events(row)[:40],
            }
            for row in wanted
        ]
        return {"rows": rows, "total": len(self.cells), "shown": len(found)}

    def found(self, asked: Mapping[str, Any]) -> list[int]:
        """Numbers of the rows that the search and the filters leave, in the order asked for."""
        order = [(int(column), way == "desc") for column, way in asked.get("order") or ()]
        filters = {int(column): words for column, words in (asked.get("filters") or {}).items() if words}
        search = str(asked.get("search") or "")
        mark = json.dumps([order, sorted(filters.items()), search])
        if self._searched.get("mark") != mark:
            rows = self._left(search, filters)
            for column, backwards in reversed(order):
                there = [row for row in rows if self.keys(row, column) is not None]
                there.sort(key=lambda row: _ordered(self.keys(row, column)), reverse=backwards)
                rows = [*there, *(row for row in rows if self.keys(row, column) is None)]
            self._searched.update(mark=mark, rows=rows)
        return self._searched["rows"]

    def _left(self, search: str, filters: Mapping[int, str]) -> list[int]:
        words = search.casefold().split()
        rows: Iterable[int] = range(len(self.cells))
        if words:
            if "texts" not in self._searched:
                self._searched["texts"] = [
                    "\n".join([*cells, *self.events(row)]).casefold() for row, cells in enumerate(self.cells)
                ]
            texts = self._searched["texts"]
            rows = [row for row in rows if all(word in texts[row] for word in words)]
        for column, wanted in filters.items():
            holds = self._filter(column, wanted)
            rows = [row for row in rows if holds(row)]
        return list(rows)

    def _filter(self, column: int, wanted: str) -> Callable[[int], bool]:
        """A filter of one column: a part of its text, or `>10`, `<=2026-03-22` compared with its values."""
        if compared := _COMPARED.match(wanted.strip()):
            sign, text = compared[1], compared[2].strip()
            if number := _NUMBER.match(text):
                bound: Any = float(number[1].replace(",", ""))
                if self.columns[column].tone == "number":
                    return lambda row: _is(sign, self.keys(row, column), bound)
            return lambda row: _is(sign, self.cells[row][column].casefold(), text.casefold())
        part = wanted.strip().casefold()
        return lambda row: part in self.cells[row][column].casefold()

    def copied(self, asked: Mapping[str, Any]) -> str:
        """All rows that are left, as a spreadsheet takes them: tabs between, no cell that it would run."""
        lines = [[column.title for column in self.columns]]
        lines += [list(self.cells[row]) for row in self.found(asked)]
        return "\n".join("\t".join(_harmless(cell) for cell in line) for line in lines)


def rows_of_answer(answer: Answer) -> TableRows:
    """The rows of an answer: every column, values as the kit writes them."""
    tones = [_tone_of_type(kind) for kind in answer.types]
    places = [answer.columns.index(name) for name in _IDS if name in answer.columns]

    def events(row: int) -> list[str]:
        found: list[str] = []
        for place in places:
            value = answer.rows[row][place]
            found += _ids(value)
        return list(dict.fromkeys(found))

    return TableRows(
        [Column(name, tone) for name, tone in zip(answer.columns, tones, strict=True)],
        [tuple(shown(value) for value in row) for row in answer.rows],
        lambda row, column: answer.rows[row][column],
        events,
        lambda row, column: tones[column],
        bool(places),
    )


def rows_of_block(block: Block) -> TableRows:
    """The rows of a table of the report, those beyond its length too."""
    heads, rows = block.data["heads"], block.rows or block.data["rows"]
    columns = [
        Column(head["text"], head["tone"] or _tone_of_column([row["cells"][place]["tone"] for row in rows]))
        for place, head in enumerate(heads)
    ]

    def key(row: int, column: int) -> Any:
        cell = rows[row]["cells"][column]
        if cell.get("key") is not None:
            return cell["key"]
        if cell["text"] in ("", "–"):
            return None
        number = _NUMBER.match(cell["text"]) if cell["tone"] == "number" else None
        return float(number[1].replace(",", "")) if number else cell["text"]

    return TableRows(
        columns,
        [tuple(cell["text"] for cell in row["cells"]) for row in rows],
        key,
        lambda row: rows[row]["event_ids"],
        lambda row, column: rows[row]["cells"][column]["tone"],
        any(row["event_ids"] for row in rows),
    )


def answer_html(answer: Answer, table: str) -> str:
    """An answer where no kernel is: its first rows, escaped; `table` is the name that the page asks it by."""
    rows = rows_of_answer(Answer(answer.columns, answer.types, answer.rows[:STATIC]))
    heads = "".join(f"<th>{html.escape(column.title)}</th>" for column in rows.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>" for cells in rows.cells
    )
    more = len(answer) - STATIC
    rest = f"<p>+ {more:,}</p>" if more > 0 else ""
    return (
        f'<div class="kit mathjax_ignore tex2jax_ignore"><div class="wide" data-table="{html.escape(table)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>{rest}</div>"
    )


def shown(value: Any) -> str:
    """A value of an answer as text: times in UTC, lists with commas, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date)):
        return utc_text(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(each) for each in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _ids(value: Any) -> list[str]:
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return [value]
    return [str(each) for each in (value if isinstance(value, (list, tuple)) else [value]) if each]


def _tone_of_column(tones: list[str]) -> str:
    """The tone that all cells of a column have; a state is a cell's own."""
    return tones[0] if len(set(tones)) == 1 and tones[0] not in STATES else ""


def _tone_of_type(kind: str) -> str:
    if kind.startswith(("TIMESTAMP", "DATE")):
        return "time"
    return (
        "number" if kind.startswith(("BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "DECIMAL", "UBIGINT")) else ""
    )


def _ordered(key: Any) -> tuple[int, Any]:
    """Values of several kinds in one column stand apart: numbers, times, then text."""
    if isinstance(key, (int, float)):
        return 0, key
    if isinstance(key, datetime):
        return 1, key.isoformat()
    return 2, shown(key).casefold()


def _is(sign: str, value: Any, bound: Any) -> bool:
    if value is None or isinstance(value, str) != isinstance(bound, str):
        return False
    return bool(_SIGNS[sign](value, bound))


def _harmless(cell: str) -> str:
    text = " ".join(cell.split()) if any(mark in cell for mark in "\t\r\n") else cell
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.match(text) else text
