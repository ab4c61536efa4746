"""The end of the report: what the evidence cannot tell, what has to be done, and the evidence itself."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.charts import coverage
from kit.report.blocks import Block, Table, chart, ids, paragraphs, section
from kit.report.custody import custody_section
from kit.report.integrity import integrity_section
from kit.texts import moment, number, text

if TYPE_CHECKING:
    from kit.rows import (
        CannotSayAnswerRow,
        CoverageAnswerRow,
        CustodyAnswerRow,
        EvidenceAnswerRow,
        IntegrityAnswerRow,
        LedgerItemsAnswerRow,
        QuarantineAnswerRow,
        StepsAnswerRow,
    )

Rows = list[dict[str, Any]]


def unknown_section(
    case: Case, cannot_say: list[CannotSayAnswerRow], hours: list[CoverageAnswerRow]
) -> list[Block]:
    """Questions without an answer, each with the reason and what would help; then what the logs cover."""
    lang = case.language
    table = Table(lang, ["report-col-question", "report-col-why", "report-col-help"])
    for row in cannot_say:
        table.add(
            (row["question"], "name"), row["why"], row["what_would_help"], events=row.get("event_ids") or ()
        )
    return [
        section(lang, "unknown", text(lang, "report-unknown-lead", count=len(cannot_say))),
        table.block(fold=False),
        chart(
            lang,
            "coverage",
            coverage.figure(hours, lang=lang, zone=case.timezone, first_account=case.account),
        ),
    ]


def step_section(
    case: Case, steps: list[StepsAnswerRow], quarantine: list[QuarantineAnswerRow], plan: Rows
) -> list[Block]:
    """What AWS and good practice ask for, each done, open or not known; then the plan's lines, folded."""
    lang, zone = case.language, case.timezone
    entries = [
        {
            "step": row["step"],
            "state": row["state"],
            "word": text(lang, f"step-state-{row['state']}"),
            "asked_by": text(lang, f"report-asked-{row['asked_by']}"),
            "evidence": row["evidence"] or "",
            "due": text(lang, "report-due", at=moment(lang, row["due_at"], zone)) if row["due_at"] else "",
            "event_ids": ids(row.get("event_ids") or ()),
        }
        for row in steps
    ]
    counts = {state: sum(row["state"] == state for row in steps) for state in ("done", "open", "unknown")}
    return [
        section(lang, "steps", text(lang, "report-steps-lead", **counts)),
        Block("steps", {"entries": entries}, lang),
        _quarantine(case, quarantine),
        _commands(lang, plan),
    ]


def _quarantine(case: Case, rows: list[QuarantineAnswerRow]) -> Block:
    """The quarantine policy of each user: is it on, what succeeded all the same, whom else does it stop."""
    lang, zone = case.language, case.timezone
    said = [
        (
            text(
                lang,
                f"report-quarantine-{row['state']}",
                user=row["user_name"] or "–",
                policy=str(row["policy"] or "–").rsplit("/", 1)[-1],
                at=moment(lang, row["attached_at"], zone),
                calls=number(lang, row["calls_after"] or 0),
                refused=number(lang, row["owner_calls_denied"] or 0),
            ),
            [row["event_id"]],
        )
        for row in rows
    ]
    return paragraphs(lang, *said, heading=text(lang, "report-quarantine"))


def _commands(lang: str, plan: Rows) -> Block:
    phases = []
    for phase, found in groupby(plan, key=lambda row: row["phase"]):
        entries: list[dict[str, Any]] = []
        for why, group in groupby(found, key=lambda row: (row["why"], row["reads_only"])):
            rows = list(group)
            entries.append(
                {
                    "why": why[0],
                    "mark": text(lang, "plan-reads" if why[1] else "plan-changes")
                    if any(r["line"] for r in rows)
                    else "",
                    "tone": "soft" if why[1] else "changes",
                    "lines": [row["line"] for row in rows if row["line"]],
                    "event_ids": ids(each for row in rows for each in row["event_ids"]),
                }
            )
        count = text(lang, "report-plan-lines", count=sum(len(entry["lines"]) for entry in entries))
        phases.append(
            {
                "title": text(lang, f"plan-phase-{phase}"),
                "entries": entries,
                "count": count if any(entry["lines"] for entry in entries) else "",
            }
        )
    data = {"heading": text(lang, "report-plan"), "lead": text(lang, "report-plan-lead"), "phases": phases}
    return Block("commands", data, lang)


def item_section(case: Case, ledger: list[LedgerItemsAnswerRow]) -> list[Block]:
    """What was asked for and what became of it: sums by status, then every item that is not loaded, or loaded
    with a remark, such as how many of its records have no usable time."""
    lang = case.language
    table = Table(lang, ["column-status", "report-col-file", "column-bytes", "column-reason"])
    apart = [row for row in ledger if row["status"] not in ("loaded", "duplicate") or row["reason"]]
    for row in apart:
        table.add(
            text(lang, f"ledger-{row['status']}"),
            (row["origin"] or "–", "code"),
            (number(lang, row["bytes"]), "number"),
            row["reason"] or "–",
        )
    sums = sorted(Counter(row["status"] for row in ledger).items())
    said = [
        (text(lang, "report-items", status=text(lang, f"ledger-{status}"), count=count), ())
        for status, count in sums
    ]
    return [
        paragraphs(lang, *said, heading=text(lang, "report-items-heading")),
        table.block(text(lang, "report-items-table", count=len(apart)), more="ledger_items"),
    ]


def evidence_section(
    case: Case,
    evidence: list[EvidenceAnswerRow],
    integrity: list[IntegrityAnswerRow],
    custody: list[CustodyAnswerRow],
) -> list[Block]:
    """Each event that the report cites: its file and position, each file with its sha256; what digests
    prove; who collected it all."""
    lang, zone = case.language, case.timezone
    names: dict[int, str] = {}
    for row in evidence:
        names.setdefault(row["file_id"], f"F{len(names) + 1}")
    by_event: dict[str, dict[str, Any]] = {}
    for row in evidence:
        entry = by_event.setdefault(
            str(row["event_id"]),
            {
                "event_id": str(row["event_id"]),
                "at": moment(lang, row["event_time"], zone),
                "call": f"{str(row['event_source']).removesuffix('.amazonaws.com')} {row['event_name']}",
                "region": row["aws_region"] or "",
                "places": [],
            },
        )
        entry["places"].append(f"{names[row['file_id']]}, {row['position']}")
    files = {row["file_id"]: row for row in evidence}
    data = {
        "rows": list(by_event.values()),
        "files": [
            {"name": name, "origin": files[key]["origin"], "sha256": files[key]["sha256"]}
            for key, name in names.items()
        ],
        "heads": [
            text(lang, name)
            for name in (
                "report-ref",
                "column-event_id",
                "report-col-when",
                "report-col-call",
                "column-aws_region",
                "report-col-place",
            )
        ],
        "file_heads": [
            text(lang, name) for name in ("report-col-file", "report-col-origin", "report-col-sha256")
        ],
        "summary": text(lang, "report-evidence-events", count=len(by_event)),
        "files_summary": text(lang, "report-evidence-files", count=len(names)),
    }
    return [
        section(lang, "evidence", text(lang, "report-evidence-lead")),
        Block("evidence", data, lang),
        *integrity_section(case, integrity),
        *custody_section(case, custody),
    ]
