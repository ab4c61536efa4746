"""What a notebook imports: open the case, ask, and show a part of the answer as chart and table.

    from kit.notebook import ask, open_case, show
    case = open_case("../demo/case")
    show(case, "credentials")
    ask(case, "credentials").df()

`show` asks what its part needs; an answer that is given by name, `credentials=...`, it takes as it is. The
report is put together from what `show` has shown in customer_report.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.analysis import ask as _ask
from kit.case import Case
from kit.case import open_case as _open_case
from kit.errors import UsageError
from kit.report import evidence as report_open
from kit.report import incident as report_made
from kit.report import integrity as report_integrity
from kit.report import money as report_money
from kit.report import summary as report_summary
from kit.report.blocks import Block
from kit.store import Answer

__all__ = ["ask", "cited", "open_case", "plan", "show"]

PARTS: dict[str, Callable[..., list[Block]]] = {
    "head": report_summary.head,
    "overview": report_summary.overview,
    "summary": report_summary.summary,
    "timeline": report_made.timeline_section,
    "credentials": report_made.credential_section,
    "principals": report_made.principal_section,
    "resources": report_made.resource_section,
    "spend": report_money.spend_section,
    "unknown": report_open.unknown_section,
    "steps": report_open.step_section,
    "leak": report_open.leak_section,
    "evidence": report_open.evidence_section,
    "acts": report_made.act_section,
    "items": report_open.item_section,
    "integrity": report_integrity.integrity_section,
}
# An argument of a part is the question of that name, but for these.
QUESTIONS = {
    "calls": "timeline",
    "daily": "spend_daily",
    "excess": "spend_excess",
    "hours": "coverage",
    "ledger": "ledger_items",
    "spend": "spend_daily",
}
_cited: dict[str, None] = {}


def open_case(folder: str | Path, lang: str = "") -> Case:
    """The case in `folder`, shown in `lang` ('ja', 'en') or its own language. CaseError when there is
    none."""
    _cited.clear()
    case = _open_case(folder)
    return dataclasses.replace(case, language=lang) if lang else case


def ask(case: Case, name: str, **params: Any) -> Answer:
    """The answer to the question `name`, as `kit ask` gives it; `.df()` makes a pandas frame of it."""
    return _ask(case, name, params or None, lang=case.language)


def plan(case: Case) -> list[dict[str, Any]]:
    """What is left to do, in order, as `kit plan --format json` gives it."""
    from kit.analysis import drafts
    from kit.analysis.response import plan_text as planning

    return planning.objects(drafts.plan_steps(case, now=datetime.now(UTC).replace(tzinfo=None)))


def show(case: Case, part: str, **answers: Answer | list[dict[str, Any]]) -> None:
    """Draws a part of the report; answers that are not given are asked for.

    UsageError for a part that is not there, or an answer that it does not take.
    """
    from IPython.display import display

    for block in blocks(case, part, **answers):
        display(block)


def blocks(case: Case, part: str, **answers: Answer | list[dict[str, Any]]) -> list[Block]:
    """The blocks of a part; their events count as cited from now on."""
    if part not in PARTS:
        raise UsageError(f"part {part!r}: unknown; write one of {', '.join(PARTS)}")
    takes = list(inspect.signature(PARTS[part]).parameters)[1:]
    if unknown := set(answers) - set(takes):
        raise UsageError(f"part {part!r}: does not take {min(unknown)!r}; it takes {', '.join(takes)}")
    rows = {name: answers[name] if name in answers else _asked(case, name) for name in takes}
    made = PARTS[part](
        case, **{name: given.dicts() if isinstance(given, Answer) else given for name, given in rows.items()}
    )
    for block in made:
        _cited.update(dict.fromkeys(block.event_ids()))
    return made


def _asked(case: Case, name: str) -> Answer | list[dict[str, Any]]:
    """The answer for an argument of a part."""
    if name == "plan":
        return plan(case)
    if name == "evidence":
        return ask(case, "evidence", event_ids=cited())
    return ask(case, QUESTIONS.get(name, name))


def cited() -> list[str]:
    """Ids of all events that were cited since the case was opened, in order."""
    return list(_cited)
