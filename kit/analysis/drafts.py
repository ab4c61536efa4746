"""What is handed to people on a case as it stands: the plan, and the reply to AWS. Derived tables are made
first."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from kit.analysis import cautions, derive, stand_ins
from kit.analysis.grounds import NO_EVIDENCE
from kit.analysis.response import PlanItem, Step, plan_text, reply
from kit.case import Case
from kit.errors import EvidenceError, KitError
from kit.store import Answer, database
from kit.texts import say, text

if TYPE_CHECKING:
    import duckdb

PLAN = {
    "step_no": "INTEGER", "phase": "VARCHAR", "kind": "VARCHAR", "reads_only": "BOOLEAN",
    "command": "VARCHAR[]", "line": "VARCHAR", "why": "VARCHAR", "target": "VARCHAR", "actor": "VARCHAR",
    "account_id": "VARCHAR", "aws_region": "VARCHAR", "event_ids": "VARCHAR[]",
}  # fmt: skip


def plan_steps(case: Case, lang: str | None = None, *, now: datetime) -> list[Step]:
    """Every open step of the plan in order, in `lang` or the case's own language. `now` is naive UTC.

    Where the evidence breaks an analysis, the first steps say so, and the others are those that do not hang
    on it.
    """
    with derive.opened(case) as con:
        unmade = derive.causes(con)
        stand_ins.fill(con, case)
        made = _steps_or_why(con, case, lang, now, unmade)
    lang = lang or case.language
    missing = [
        PlanItem(1, "save", (), "plan-unmade", {"stage": stage, "reason": reason})
        for stage, reason in unmade.items()
    ]
    return [*(Step(each, "", say(lang, case.timezone, each.why, each.args)) for each in missing), *made]


def _steps_or_why(
    con: duckdb.DuckDBPyConnection, case: Case, lang: str | None, now: datetime, unmade: dict[str, str]
) -> list[Step]:
    try:
        return plan_text.steps(con, case, lang, now=now)
    except Exception as error:
        if database.of_the_machine(error) or (isinstance(error, KitError) and not unmade):
            raise
        unmade.setdefault("response.plan", derive.one_line(error))
        return []


def plan_rows(case: Case, lang: str | None = None, *, now: datetime) -> Answer:
    """The plan as rows, one a step. `now` is naive UTC."""
    steps = plan_text.objects(plan_steps(case, lang, now=now))
    return Answer(list(PLAN), list(PLAN.values()), [tuple(step[name] for name in PLAN) for step in steps])


def plan_as_text(case: Case, lang: str | None = None, *, now: datetime) -> str:
    """The plan to read and copy from. `now` is naive UTC."""
    return plan_text.text(case, plan_steps(case, lang, now=now), lang)


def reply_text(case: Case, lang: str | None = None, *, now: datetime, draft: bool = False) -> str:
    """The draft reply to AWS as plain text, in `lang` or the case's own language. `now` is naive UTC.

    EvidenceError where there is nothing to judge by or an analysis fails, for what the draft leaves out would
    read as if it had not happened; with `draft` it is written all the same, and says so first. So it is where
    AWS's notice is all that the case holds: AWS waits for a word, and what can be said then is little.
    """
    lang = lang or case.language
    with derive.opened(case) as con:
        first = cautions.cautions(con, dataclasses.replace(case, language=lang)).dicts()
        against = [row for row in first if row["topic"] in (*NO_EVIDENCE, "analysis_failed")]
        only_the_notice = bool(case.notice) and {row["topic"] for row in against} == {"no_events"}
        if against and not (draft or only_the_notice):
            said = " ".join(f"{row['statement']} {row['what_would_help']}" for row in against)
            raise EvidenceError(f"reply: {said} {text(lang, 'reply-refused')}")
        stand_ins.fill(con, case)
        words = reply.draft(con, case, lang, now=now)
    notes = [f"! {plan_text.plain(row['statement'])} {row['what_would_help']}" for row in first]
    return "\n".join([*notes, "", words]) if notes else words
