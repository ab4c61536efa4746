"""What makes the outputs of a notebook live: records behind event ids, all rows of tables, events of a mark.

The outputs themselves are data and pictures, as they are in an executed copy; one widget a notebook listens
to clicks on them and asks the kernel. Nothing is fetched: its script, and DataTables from itables, come
out of the kernel. Without a kernel the outputs stay what they are.
"""

from __future__ import annotations

import os
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kit.case import Case
from kit.errors import KitError
from kit.library import ask, record
from kit.notebook import tables
from kit.report import HEADLESS, Block
from kit.store import Answer
from kit.texts import quoted, text
from kit.window import parse_time

WORDS = (
    "close", "copy", "copied", "indent", "as-is", "record", "file", "position", "sha256", "search", "filter",
    "rows", "no-rows", "silent", "events", "open",
)  # fmt: skip
MOST_TABLES = 200  # the oldest beyond are forgotten: cells that were run again
_HERE = Path(__file__).parent
_tables: OrderedDict[str, tables.TableRows] = OrderedDict()
_last: dict[str, Any] = {}


def is_live() -> bool:
    """Whether somebody looks on: a kernel of Jupyter or VS Code that the kit did not start itself."""
    import sys

    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return hasattr(shell, "kernel") and not os.environ.get(HEADLESS)


def keep(rows: tables.TableRows) -> str:
    """The name by which the page asks for these rows."""
    name = uuid.uuid4().hex
    _tables[name] = rows
    while len(_tables) > MOST_TABLES:
        _tables.popitem(last=False)
    return name


def start(case: Case) -> None:
    """Shows the widget of this notebook, in the language of the case; the one before it ends."""
    import anywidget
    import traitlets
    from IPython.display import display

    if before := _last.pop("widget", None):
        before.close()

    class Live(anywidget.AnyWidget):
        """Hears the page, answers from the case."""

        _esm = _HERE / "live.js"
        _css = _HERE / "live.css"
        words = traitlets.Dict().tag(sync=True)

    words: dict[str, Any] = {name: text(case.language, f"live-{name}") for name in WORDS}
    made = Live(words={**words, "quoted": sorted(quoted(case.language))})
    made.on_msg(lambda widget, content, buffers: widget.send(*_answered(case, content)))
    _last["widget"] = made
    display(made)


def show_block(block: Block) -> None:
    """Displays a block; where somebody looks on its table is live."""
    from IPython.display import display

    display(Shown(block) if is_live() else block)


class Shown:
    """A block of the report as the notebook shows it: its table by a name that the page asks all rows by."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.table = keep(tables.rows_of_block(block)) if block.kind == "table" else ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle = self.block._repr_mimebundle_()
        if self.table:
            mark = f'<div class="wide" data-table="{self.table}"'
            bundle["text/html"] = bundle["text/html"].replace('<div class="wide"', mark, 1)
        return bundle


def _answered(case: Case, content: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """The reply to what the page asks, with the number of its question; an error of the kit is a line."""
    number = content.get("number")
    if content.get("ask") == "library":
        return {"number": number}, library()
    try:
        return {"number": number, **_ASKED[str(content.get("ask"))](case, content)}, []
    except KitError as error:
        return {"number": number, "error": str(error)}, []


def library() -> list[bytes]:
    """DataTables as itables brings it: its script and its style sheet."""
    from itables.utils import read_package_file

    return [read_package_file(f"html/dt_bundle.{kind}").encode() for kind in ("js", "css")]


def _page(case: Case, content: Mapping[str, Any]) -> dict[str, Any]:
    rows = _tables.get(str(content.get("table")))
    if rows is None:
        return {"gone": True}
    heads = [{"title": column.title, "tone": column.tone} for column in rows.columns]
    return {"columns": heads, "cited": rows.cited, **rows.page(content)}


def _copied(case: Case, content: Mapping[str, Any]) -> dict[str, Any]:
    rows = _tables.get(str(content.get("table")))
    return {"gone": True} if rows is None else {"text": rows.copied(content)}


def _record(case: Case, content: Mapping[str, Any]) -> dict[str, Any]:
    found = record(case, str(content.get("event")))
    places = [
        {"file": each.origin, "position": each.position, "sha256": each.sha256, "differs": each.differs}
        for each in (found, *found.copies)
    ]
    return {
        "event": found.event_key,
        "text": found.raw.decode("utf-8", "backslashreplace"),
        "places": places[:20],
        "more": max(0, len(places) - 20),
    }


def _events(case: Case, content: Mapping[str, Any]) -> dict[str, Any]:
    """The events behind a mark: a slice of time of one actor, in one lane, or all of a credential."""
    mark = content.get("mark") or {}
    times: dict = {name: parse_time(str(mark[name])) for name in ("since", "until") if mark.get(name)}
    answer = ask(case, "key_activity", actor=mark.get("actor"), **times)
    rows = list(zip(answer.rows, answer, strict=True))
    if "tactic" in mark:  # calls without weight are in the lane of no tactic
        rows = [each for each in rows if _tactic(each[1]) == mark["tactic"]]
    if "credentials" in mark:
        rows = [each for each in rows if each[1]["credential_id"] in mark["credentials"]]
    answer = Answer(answer.columns, answer.types, [row for row, _ in rows])
    return {"table": keep(tables.rows_of_answer(_brief(answer))), "count": len(answer)}


def _tactic(row: Mapping[str, Any]) -> str | None:
    return (row["tactic"] or None) if (row["weight"] or 0) > 0 else None


def _brief(answer: Answer) -> Answer:
    """The columns of key_activity that tell what a call was."""
    wanted = (
        "event_time", "event_name", "outcome", "actor", "subject", "aws_region", "source_ip_address",
        "user_agent", "credential_id", "event_source", "error_code", "weight", "event_id",
    )  # fmt: skip
    places = [answer.columns.index(name) for name in wanted]
    rows = [tuple(row[place] for place in places) for row in answer.rows]
    return Answer([*wanted], [answer.types[place] for place in places], rows)


_ASKED: dict[str, Callable[[Case, Mapping[str, Any]], dict[str, Any]]] = {
    "page": _page, "copied": _copied, "record": _record, "events": _events,
}  # fmt: skip
