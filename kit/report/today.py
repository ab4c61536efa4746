"""What has to be done today, in three lines: shut the third party out, stop what runs, answer AWS and ask the
owner. Each line says so too where nothing is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.report.blocks import Block, ids
from kit.report.money import paid
from kit.texts import moment, text, things

if TYPE_CHECKING:
    from kit.report.standing import Standing
    from kit.rows import CautionsAnswerRow, FiguresAnswerRow, StepsAnswerRow, VisitsAnswerRow


def today(
    case: Case,
    left: Standing,
    steps: list[StepsAnswerRow],
    figures: list[FiguresAnswerRow],
    visits: list[VisitsAnswerRow],
) -> Block:
    """The three lines; each with the events of what it speaks of and the section that says more."""
    entries = [_shut(case, left), _stop(case, left, figures), _answer(case, steps, visits)]
    return _block(case, entries)


def collect_first(case: Case, caution: CautionsAnswerRow) -> Block:
    """In place of the three lines where the evidence holds nothing to judge by: collect, then answer AWS."""
    words = text(case.language, "report-today-collect", help=caution["what_would_help"])
    return _block(case, [_entry(words, (), "unknown")])


def _block(case: Case, entries: list[dict[str, Any]]) -> Block:
    return Block(
        "today", {"title": text(case.language, "report-line-today"), "entries": entries}, case.language
    )


def _entry(words: str, events: Any, section: str) -> dict[str, Any]:
    return {"text": words, "event_ids": ids(events), "section": section}


def _shut(case: Case, left: Standing) -> dict[str, Any]:
    lang = case.language
    found = (("keys", left.keys), ("credentials", left.credentials), ("iam", left.principals))
    parts = [text(lang, f"report-over-{name}", count=len(rows)) for name, rows in found if rows]
    if not parts:
        return _entry(text(lang, "report-today-shut-none"), (), "credentials")
    said = text(lang, "report-today-shut", left=("、" if lang == "ja" else "; ").join(parts))
    events = [row["link_event_id"] for row in left.credentials]
    return _entry(said, [*events, *(row["event_id"] for row in left.principals)], "steps")


def _stop(case: Case, left: Standing, figures: list[FiguresAnswerRow]) -> dict[str, Any]:
    lang = case.language
    if not left.resources:
        return _entry(text(lang, "report-today-stop-none"), (), "resources")
    named = things(lang, [(row["service"], row["resource_type"]) for row in left.resources])
    runs = next(row for row in figures if row["figure"] == "usd_per_hour_standing")
    if runs["usd"]:
        said = text(lang, "report-today-stop-cost", things=named, usd=paid(case, runs))
    else:
        said = text(lang, "report-today-stop", things=named)
    return _entry(said, (row["event_id"] for row in left.resources), "resources")


def _answer(case: Case, steps: list[StepsAnswerRow], visits: list[VisitsAnswerRow]) -> dict[str, Any]:
    lang = case.language
    reply = next((row for row in steps if row["step_id"] == "reply"), None)
    number = str(case.notice.get("support_case") or "")
    if reply is not None and reply["state"] == "done":
        said = text(lang, "report-today-reply-done")
    else:
        at = reply["due_at"] if reply is not None else None
        due = text(lang, "report-today-reply-due", at=moment(lang, at, case.timezone)) if at else ""
        name = "report-today-reply-case" if number else "report-today-reply"
        said = text(lang, name, due=due, **({"support_case": number} if number else {}))
    asked = sum(bool(row["owner_question"]) for row in visits)
    if asked:
        said += text(lang, "report-today-ask", count=asked)
    return _entry(said, (), "attribution" if asked else "steps")
