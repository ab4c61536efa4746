"""The parts of a report by name: what each asks for, and the blocks it makes of the answers.

An argument of a part is the question of that name. The report is put together from what customer_report
shows.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from kit.analysis import ask, derive, drafts
from kit.case import Case
from kit.errors import KitError, UsageError
from kit.report import (
    attribution,
    custody,
    evidence,
    focus,
    incident,
    integrity,
    leak,
    money,
    prevention,
    remarks,
    summary,
    words,
)
from kit.report.blocks import Block, section
from kit.store import Answer, database
from kit.texts import has, text

PARTS: dict[str, Callable[..., list[Block]]] = {
    "head": summary.head,
    "overview": summary.overview,
    "summary": summary.summary,
    "timeline": incident.timeline_section,
    "attribution": attribution.attribution_section,
    "credentials": incident.credential_section,
    "principals": incident.principal_section,
    "resources": incident.resource_section,
    "spend": money.spend_section,
    "unknown": evidence.unknown_section,
    "steps": evidence.step_section,
    "leak": leak.leak_section,
    "prevention": prevention.prevention_section,
    "remarks": remarks.remark_section,
    "evidence": evidence.evidence_section,
    "words": words.word_section,
    "acts": incident.act_section,
    "items": evidence.item_section,
    "integrity": integrity.integrity_section,
    "custody": custody.custody_section,
}


def part_names() -> list[str]:
    """Names of all parts, in the order of a report."""
    return list(PARTS)


# An argument of a part is the question of that name, but for these.
QUESTIONS = {
    "apart": "spend_apart",
    "by_region": "spend_by_region",
    "calls": "timeline",
    "daily": "spend_daily",
    "excess": "spend_excess",
    "hours": "coverage",
    "ledger": "ledger_items",
}


def blocks_of(case: Case, part: str, **answers: Answer | list[dict[str, Any]]) -> list[Block]:
    """The blocks of a part; their events count as cited in this case from now on.

    What is not given by name is asked for. UsageError for a part that is not there, or an answer it does
    not take.
    """
    if part not in PARTS:
        raise UsageError(f"part {part!r}: unknown; write one of {', '.join(PARTS)}")
    takes = list(inspect.signature(PARTS[part]).parameters)[1:]
    if unknown := set(answers) - set(takes):
        raise UsageError(f"part {part!r}: does not take {min(unknown)!r}; it takes {', '.join(takes)}")
    try:
        rows = {name: list(answers[name] if name in answers else _asked(case, name)) for name in takes}
        made = PARTS[part](case, **focus.narrowed(case, part, rows))
    except Exception as error:
        if (
            isinstance(error, KitError) and not isinstance(error, derive.OF_EVIDENCE)
        ) or database.of_the_machine(error):
            raise
        made = _unmade(case, part, error)
    made += remarks.remarks_at(case, [part, *(["findings"] if part == "summary" else [])])
    place = 1 if made and made[0].kind == "section" else 0
    made[place:place] = focus.said(case, part)
    for block in made:
        case.cited.update(dict.fromkeys(block.event_ids()))
    return made


def _unmade(case: Case, part: str, error: Exception) -> list[Block]:
    """In place of a part that this evidence breaks: that it is missing, and why."""
    lang = case.language
    if part == "head":
        made = summary.head(case, [], [])
    else:
        made = [section(lang, part)] if has(lang, f"report-{part}") else []
    entry = {"text": text(lang, "report-unmade", reason=derive.one_line(error)), "event_ids": []}
    if part == "head":  # stands before the first section: said by the header alone
        made[0].data["cautions"] = [entry["text"]]
        return made
    return [*made, Block("paragraphs", {"heading": "", "entries": [entry], "unmade": [entry]}, lang)]


def _asked(case: Case, name: str) -> Answer:
    """The answer for an argument of a part."""
    if name == "plan":
        return drafts.plan_rows(case, now=datetime.now(UTC).replace(tzinfo=None))
    params = {"event_ids": list(case.cited)} if name == "evidence" else None
    return ask(case, QUESTIONS.get(name, name), params, lang=case.language)
