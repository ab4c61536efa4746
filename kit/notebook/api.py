"""What the notebooks import: open a case, ask it, and show parts of the report as charts and tables.

    from kit.notebook import ask, open_case, show
    case = open_case("../demo/case")
    show(case, "credentials")
    ask(case, "credentials").df()

The rest of the library is to be had by `from kit import ...`.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from kit.case import Case, as_case
from kit.case import open_case as open_folder
from kit.library import ask, find, record, save, sql, verdict, visits
from kit.notebook import bench, live
from kit.report import blocks_of, export, focus_of, note
from kit.store import Answer

__all__ = [
    "ask",
    "cited",
    "export",
    "find",
    "note",
    "open_case",
    "record",
    "save",
    "show",
    "sql",
    "verdict",
    "visits",
]


def open_case(folder: str | Path, lang: str = "", /, **focus: str) -> Case:
    """The case in `folder`, in its own language or in `lang`, with nothing cited yet.

    `since`, `until` (text, in the case's zone), `credential`, `actor` and `region` narrow what `show` shows;
    empty ones don't. CaseError where there is no case, UsageError for a value that does not fit.
    """
    case = open_folder(folder, lang)
    case = dataclasses.replace(case, focus=focus_of(case, focus))
    bench.opened(case)
    return case


def show(case: Case | str | Path, part: str, /, **answers: Answer | list[dict[str, Any]]) -> None:
    """Draws a part of the report in a notebook: its sentences, charts and tables.

    What a part needs it asks for; an answer that is given by name, `credentials=...`, it takes as it is.
    UsageError for a part that is not there, or an answer that it does not take.
    """
    for block in blocks_of(as_case(case), part, **answers):
        live.show_block(block)


def cited(case: Case) -> list[str]:
    """Ids of the events that were shown of this case since it was opened, in order."""
    return list(case.cited)


bench.install()  # a notebook that imports from here has %%sql, completion and tables
