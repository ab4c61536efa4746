"""`kit plan`: what is left to do as AWS CLI lines that the kit never runs, each with its reason in the case's
language.

Lines are quoted for a POSIX shell word by word; a line with a control character is never written.
"""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kit.analysis.response.items import PHASES, PlanItem
from kit.analysis.response.plan import plan
from kit.case import Case
from kit.errors import EvidenceError
from kit.ids import hidden, visible
from kit.texts import say
from kit.texts import text as words

if TYPE_CHECKING:
    import duckdb

READS = {"save", "keep", "check", "wait", "watch", "review", "bill"}


@dataclasses.dataclass(frozen=True)
class Step:
    """An item of the plan with its sentence and its line ('' where there is none)."""

    item: PlanItem
    line: str
    why: str


def steps(
    con: duckdb.DuckDBPyConnection, case: Case, lang: str | None = None, *, now: datetime
) -> list[Step]:
    """Every open step of a case in order, in `lang` or the case's own language."""
    items = plan(con, case, now=now)
    lang = lang or case.language
    return [Step(entry, shell(entry.command), reason(entry, lang, case.timezone)) for entry in items]


def reason(entry: PlanItem, lang: str, timezone: str) -> str:
    """Why an item is there, with what has to be known about its line."""
    said = [say(lang, timezone, entry.why, entry.args), *(words(lang, note) for note in entry.notes)]
    return ("" if lang == "ja" else " ").join(said)


def shell(command: Sequence[str]) -> str:
    """The words as one line for a POSIX shell. EvidenceError for a word that holds a control character."""
    for word in command:
        if any(map(hidden, word)):
            raise EvidenceError(
                f"plan: {ascii(word)[:80]}: holds a control character; no line is written with it"
            )
    return shlex.join(command)


def objects(made: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps for `--format json`."""
    return [
        {
            "step_no": step.item.step_no,
            "phase": PHASES[step.item.step_no - 1],
            "kind": step.item.kind,
            "reads_only": step.item.kind in READS,
            "command": list(step.item.command),
            "line": step.line,
            "why": step.why,
            "target": step.item.target,
            "actor": step.item.actor,
            "account_id": step.item.account_id,
            "aws_region": step.item.aws_region,
            "event_ids": list(step.item.evidence),
        }
        for step in made
    ]


def text(case: Case, made: Sequence[Step], lang: str | None = None) -> str:
    """The plan to read and copy from: a numbered heading a phase, the reason once, its lines below it."""
    lang = lang or case.language
    reads, changes = words(lang, "plan-reads"), words(lang, "plan-changes")
    out = [f"# {words(lang, 'plan-title')}", "", words(lang, "plan-intro", mark=reads), ""]
    for number, (step_no, phase) in enumerate(groupby(made, key=lambda step: step.item.step_no), start=1):
        out += [f"## {number}. {words(lang, f'plan-phase-{PHASES[step_no - 1]}')}", ""]
        for (why, account, kind), group in groupby(
            phase, key=lambda step: (step.why, step.item.account_id, step.item.kind)
        ):
            place = f" [{words(lang, 'plan-account', account=account)}]" if account else ""
            lines = [step for step in group if step.line]
            mark = f" ({reads if kind in READS else changes})" if lines else ""
            out += [f"- {plain(why)}{place}{mark}"]
            out += [f"    {step.line}" for step in lines]
        out.append("")
    return "\n".join(out)


def plain(sentence: str) -> str:
    """A sentence on one line: marks from logs that would steer a terminal are seen."""
    return visible(" ".join(sentence.split("\n")))
