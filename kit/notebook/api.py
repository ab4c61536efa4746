"""What the notebooks import: open a case, ask it, and show parts of the report as charts and tables.

    from kit.notebook import ask, open_case, show
    case = open_case("../demo/case")
    show(case, "credentials")
    ask(case, "credentials").df()

The rest of the library is to be had by `from kit import ...`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kit.case import Case, as_case, open_case
from kit.library import ask, find, plan, verdict, visits
from kit.notebook.deciding import triage
from kit.report import blocks_of
from kit.store import Answer

__all__ = ["ask", "cited", "find", "open_case", "plan", "show", "triage", "verdict", "visits"]


def show(case: Case | str | Path, part: str, /, **answers: Answer | list[dict[str, Any]]) -> None:
    """Draws a part of the report in a notebook: its sentences, charts and tables.

    What a part needs it asks for; an answer that is given by name, `credentials=...`, it takes as it is.
    UsageError for a part that is not there, or an answer that it does not take.
    """
    from IPython.display import display

    for block in blocks_of(as_case(case), part, **answers):
        display(block)


def cited(case: Case) -> list[str]:
    """Ids of the events that were shown of this case since it was opened, in order."""
    return list(case.cited)
