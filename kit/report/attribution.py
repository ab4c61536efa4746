"""On what the attribution rests: who used the key from where, whose those calls are and why, and what the
analyst said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.case import Case
from kit.report.blocks import Block, Table, paragraphs, section
from kit.texts import moment, number, text

if TYPE_CHECKING:
    from kit.rows import VerdictsAnswerRow, VisitsAnswerRow

# More questions than these nobody answers; `kit ask CASE visits` has all.
ASKED = 12


def attribution_section(
    case: Case, visits: list[VisitsAnswerRow], verdicts: list[VerdictsAnswerRow]
) -> list[Block]:
    """A row a network and tool with whose its calls are and why; then each verdict with its note."""
    lang = case.language
    return [
        section(lang, "attribution", _lead(lang, visits)),
        table(case, visits).block(text(lang, "report-attribution-table", count=len(visits)), more="visits"),
        paragraphs(lang, *((asked, ()) for asked in _asked(visits)), heading=_asks(lang, visits)),
        paragraphs(lang, *((_said(lang, row), ()) for row in verdicts), heading=_heading(lang, verdicts)),
    ]


def table(case: Case, visits: list[VisitsAnswerRow]) -> Table:
    """The visits as people read them, in their order."""
    lang, zone = case.language, case.timezone
    made = Table(
        lang,
        [
            "column-visit",
            "column-network",
            "column-tools",
            "column-calls",
            "column-refused",
            "column-changes",
            "column-first_seen",
            "column-last_seen",
            "column-actor",
            "column-reason",
            "column-decides",
        ],
    )
    for row in visits:
        made.add(
            (str(row["visit"]), "number"),
            (row["network"] or "–", "code"),
            (", ".join(row["tools"]) or "–", "code"),
            (number(lang, row["calls"]), "number"),
            (number(lang, row["refused"]), "number"),
            (number(lang, row["changes"]), "number"),
            (moment(lang, row["first_seen"], zone, seconds=False, beside=False), "time", row["first_seen"]),
            (moment(lang, row["last_seen"], zone, seconds=False, beside=False), "time", row["last_seen"]),
            whose(lang, row),
            (row["reason"], "reason"),
            (number(lang, row["decides"]), "number"),
        )
    return made


def whose(lang: str, row: VisitsAnswerRow) -> str:
    """The actor's word, and whether that is only likely."""
    likely = text(lang, "verdict-likely") if row["certainty"] == "likely" else ""
    return text(lang, f"actor-{row['actor']}") + likely


def _lead(lang: str, visits: list[VisitsAnswerRow]) -> str:
    left = [row for row in visits if row["decides"]]
    if not left:
        return text(lang, "report-attribution-lead")
    return text(
        lang,
        "report-attribution-left",
        networks=len({row["network"] for row in left}),
        calls=sum(row["decides"] for row in left),
    )


def _asked(visits: list[VisitsAnswerRow]) -> list[str]:
    """The questions to the key's owner, those first that settle most calls."""
    return [row["owner_question"] for row in visits if row["owner_question"]][:ASKED]


def _asks(lang: str, visits: list[VisitsAnswerRow]) -> str:
    return text(lang, "report-attribution-questions") if any(row["owner_question"] for row in visits) else ""


def _heading(lang: str, verdicts: list[VerdictsAnswerRow]) -> str:
    return text(lang, "report-attribution-verdicts") if verdicts else ""


def _said(lang: str, row: VerdictsAnswerRow) -> str:
    return text(
        lang,
        "report-attribution-verdict-note" if row["note"] else "report-attribution-verdict",
        what=f"{text(lang, 'verdict-kind-' + row['kind'])} {row['value']}",
        actor=text(lang, f"actor-{row['actor']}"),
        calls=row["calls"],
        note=row["note"],
    )
