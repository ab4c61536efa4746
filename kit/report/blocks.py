"""Blocks: the pieces of a report, each shown in the notebook as it is made and read back from there.

A block is data that JSON can hold, and a figure for charts. In a notebook it draws itself; the executed
notebook carries the data beside the picture, and the report is put together from those, so that it says what
was run.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape as html_text
from pathlib import Path
from typing import Any

import jinja2
import plotly.graph_objects as go
from markupsafe import Markup, escape

from kit.ids import visible
from kit.report.markdown import markdown
from kit.texts import quoted, text

MIME = "application/vnd.leaked-key-kit.block+json"
PLOTLY_MIME = "application/vnd.plotly.v1+json"
TEMPLATES = Path(__file__).with_name("templates")
MOST_ROWS, MOST_IDS = 300, 40
_TICKED = re.compile(r"`([^`\n]+)`")
OPEN_ROWS = 12  # longer tables are folded


@dataclass(frozen=True)
class Block:
    """`kind` names a macro of templates/blocks.html.j2, `data` is what it reads."""

    kind: str
    data: dict[str, Any]
    lang: str
    figure: go.Figure | None = None
    # All rows of a table, with what they are sorted by; `data` holds those that a page has room for.
    rows: list[dict[str, Any]] | None = None

    def event_ids(self) -> list[str]:
        """Every event id the block cites, in order."""
        found: list[str] = []
        _cited(self.data, found)
        return list(dict.fromkeys(found))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {MIME: {"kind": self.kind, "data": self.data, "lang": self.lang}}
        if self.figure is not None:
            bundle[PLOTLY_MIME] = _plain(self.figure)
        else:
            shown = style() + html(self.kind, self.data, self.lang)
            bundle["text/html"] = f'<div class="kit mathjax_ignore tex2jax_ignore">{shown}</div>'
        bundle["text/plain"] = f"<{self.kind}>"
        return bundle


def _plain(figure: go.Figure) -> dict[str, Any]:
    import json

    return json.loads(figure.to_json()) | {"config": {"displaylogo": False, "responsive": True}}


def _cited(value: Any, found: list[str]) -> None:
    if isinstance(value, dict):
        found.extend(value.get("event_ids") or ())
        for name, inner in value.items():
            if name != "event_ids":
                _cited(inner, found)
    elif isinstance(value, list):
        for inner in value:
            _cited(inner, found)


@dataclass
class Table:
    """Rows for people: heads are message ids, cells text; `tone` colours a cell by a state."""

    lang: str
    heads: Sequence[str]
    rows: list[dict[str, Any]] = field(default_factory=list)
    keys: list[list[Any]] = field(default_factory=list)

    def add(self, *cells: Any, events: Iterable[Any] = ()) -> None:
        """One row: each cell is text, or (text, tone) with tone code, number, soft, or a state; a third
        value is what it is sorted by."""
        made, keys = [], []
        for cell in cells:
            words, tone, *key = cell if isinstance(cell, tuple) else (cell, "")
            made.append({"text": str(words), "tone": tone})
            keys.append(key[0] if key else None)
        self.rows.append({"cells": made, "event_ids": ids(events)})
        self.keys.append(keys)

    def block(self, summary: str = "", *, more: str = "", fold: bool | None = None) -> Block:
        """The table; beyond 12 rows folded under `summary`, beyond 300 cut with a note how to get the
        rest."""
        cut = len(self.rows) - MOST_ROWS
        data = {
            "heads": [
                {"text": text(self.lang, head), "tone": _tone(self.rows, n)}
                for n, head in enumerate(self.heads)
            ],
            "rows": self.rows[:MOST_ROWS],
            "cited": any(row["event_ids"] for row in self.rows),
            "summary": summary,
            "fold": len(self.rows) > OPEN_ROWS if fold is None else fold,
            "more": text(self.lang, "report-rows-cut", count=cut, how=more) if cut > 0 else "",
        }
        whole = [
            {**row, "cells": [{**cell, "key": key} for cell, key in zip(row["cells"], keys, strict=True)]}
            for row, keys in zip(self.rows, self.keys, strict=True)
        ]
        return Block("table", data, self.lang, rows=whole)


def _tone(rows: list[dict[str, Any]], place: int) -> str:
    return "number" if rows and rows[0]["cells"][place]["tone"] == "number" else ""


def ids(events: Iterable[Any]) -> list[str]:
    """Event ids as text, each once; what is none is left out."""
    return list(dict.fromkeys(str(each) for each in events if each))


def section(lang: str, name: str, lead: str = "") -> Block:
    """The head of a section: `report-<name>` is its title; `lead` the sentence under it."""
    return Block("section", {"id": name, "title": text(lang, f"report-{name}"), "lead": lead}, lang)


def chart(lang: str, name: str, figure: go.Figure, **args: Any) -> Block:
    """A figure with the sentence that says how to read it: `report-<name>-how`."""
    return Block("chart", {"name": name, "how": text(lang, f"report-{name}-how", **args)}, lang, figure)


def paragraphs(lang: str, *entries: tuple[str, Iterable[Any]], heading: str = "") -> Block:
    """Sentences, each with its events."""
    said = [{"text": words, "event_ids": ids(events)} for words, events in entries]
    return Block("paragraphs", {"heading": heading, "entries": said}, lang)


@functools.cache
def environment() -> jinja2.Environment:
    """Templates with every value escaped; a name that is not there stops the report."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_seen,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["markdown"] = markdown
    made.filters["coded"] = coded
    return made


def coded(words: str) -> Markup:
    """A sentence as HTML, what our messages set between backticks as code; of a log's value they stay."""
    known = quoted("en") | quoted("ja")
    begun = tuple(each for each in known if each.endswith(" "))

    def shown(found: re.Match[str]) -> str:
        inside = found[1]
        return (
            f"<code>{inside}</code>" if html_text(inside) in known or inside.startswith(begun) else found[0]
        )

    return Markup(_TICKED.sub(shown, str(escape(_seen(words)))))


def _seen(value: Any) -> Any:
    """A value as a page shows it: marks that turn the reading direction, or show nothing, are seen."""
    return visible(value, keep="\n\t\u00a0\u202f") if type(value) is str else value


def html(kind: str, data: dict[str, Any], lang: str, numbers: dict[str, int] | None = None) -> Markup:
    """A block as HTML; `numbers` gives each cited event its number in the appendix (None: in a notebook)."""
    module = (
        environment()
        .get_template("blocks.html.j2")
        .make_module({"t": functools.partial(text, lang), "numbers": numbers, "most": MOST_IDS})
    )
    return Markup(getattr(module, kind)(data))


@functools.cache
def style() -> Markup:
    """The style sheet of blocks, for notebooks: each output stands alone there."""
    return Markup(f"<style>{(TEMPLATES / 'blocks.css').read_text(encoding='utf-8')}</style>")
