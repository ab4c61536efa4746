"""What is handed to people on a case as it stands: the plan, and the reply to AWS. Derived tables are made
first."""

from __future__ import annotations

from datetime import datetime

from kit.analysis import derive
from kit.analysis.response import Step, plan_text, reply
from kit.case import Case
from kit.store import database


def plan_steps(case: Case, lang: str | None = None, *, now: datetime) -> list[Step]:
    """Every open step of the plan in order, in `lang` or the case's own language. `now` is naive UTC."""
    with database.reading(case) as con:
        derive.ensure(con, case)
        return plan_text.steps(con, case, lang, now=now)


def reply_text(case: Case, lang: str | None = None, *, now: datetime) -> str:
    """The draft reply to AWS as plain text, in `lang` or the case's own language. `now` is naive UTC."""
    with database.reading(case) as con:
        derive.ensure(con, case)
        return reply.draft(con, case, lang, now=now)
