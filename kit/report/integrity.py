"""What CloudTrail's digests prove of the logs: sentences and a table by account and Region, for the evidence
section."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.report.blocks import Block, Table, paragraphs
from kit.texts import moment, number, text

if TYPE_CHECKING:
    from kit.rows import IntegrityAnswerRow

STATES = ("proved", "altered", "missing", "unprovable")
_HOUR_COLUMNS = ["column-account_id", "column-aws_region", *(f"integrity-{state}" for state in STATES)]


def integrity_section(case: Case, integrity: list[IntegrityAnswerRow]) -> list[Block]:
    """Hours of account and Region by state, each with its span and, where nobody can tell, why."""
    lang, zone = case.language, case.timezone
    checked = [row["checked_at"] for row in integrity if row["checked_at"]]
    if not checked:
        said = [(text(lang, "report-integrity-none"), ())]
        return [paragraphs(lang, *said, heading=text(lang, "report-integrity"))]
    said = []
    for state in STATES:
        rows = [row for row in integrity if row["state"] == state]
        if not rows:
            continue
        args: dict[str, Any] = {
            "count": len(rows),
            "from": moment(lang, min(row["hour"] for row in rows), zone),
            "to": moment(lang, max(row["hour"] for row in rows), zone),
        }
        if state == "unprovable":
            args["why"] = ", ".join(
                f"{text(lang, f'integrity-why-{reason}')}: {number(lang, count)}"
                for reason, count in Counter(row["reason"] for row in rows).most_common()
            )
        said.append((text(lang, f"report-integrity-{state}", **args), ()))
    said.append((text(lang, "report-integrity-checked", at=moment(lang, max(checked), zone)), ()))
    return [paragraphs(lang, *said, heading=text(lang, "report-integrity")), _table(lang, integrity)]


def _table(lang: str, rows: list[IntegrityAnswerRow]) -> Block:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["account_id"], row["aws_region"]][row["state"]] += 1
    table = Table(lang, _HOUR_COLUMNS)
    for (account, region), states in sorted(counts.items()):
        table.add(account, region, *((number(lang, states[state]), "number") for state in STATES))
    return table.block(text(lang, "report-integrity-table", count=len(counts)), more="integrity")
