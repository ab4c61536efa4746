"""The chain of custody: who collected what, when, from where, with which kit, for the evidence section."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kit.case import Case
from kit.report.blocks import Block, Table, paragraphs
from kit.texts import moment, number, text

if TYPE_CHECKING:
    from kit.rows import CustodyAnswerRow

_COLUMNS = ["report-col-when", "report-col-who", "report-col-origin", "report-col-kit", "report-col-items"]
_COLUMNS += ["column-bytes", "report-col-packs"]


def custody_section(case: Case, custody: list[CustodyAnswerRow]) -> list[Block]:
    """A row per run of a collection, and the hash that stands for all that was collected."""
    lang, zone = case.language, case.timezone
    table = Table(lang, _COLUMNS)
    for row in custody:
        who = (
            f"{row['collected_by']}@{row['host']}" if row["collected_by"] else text(lang, "report-unwritten")
        )
        caller = f" ({row['caller_arn']})" if row["caller_arn"] else ""
        places = [*_listed(row["sources"]), *_listed(row["endpoints"])]
        packs = ", ".join(f"{pack:06}" for pack in row["packs"] or ())
        table.add(
            moment(lang, row["started_at"], zone),
            who + caller,
            (", ".join(places) or "–", "code"),
            row["kit_version"] or "–",
            (number(lang, row["items"]), "number"),
            (number(lang, row["bytes"]), "number"),
            packs,
        )
    heading = text(lang, "report-custody")
    if not custody:
        return [paragraphs(lang, (text(lang, "report-custody-none"), ()), heading=heading)]
    last = max(custody, key=lambda row: max(row["packs"] or [0]))
    said = [
        text(lang, "report-custody-lead", count=len(custody)),
        text(lang, "report-custody-hash", sha256=last["last_list_sha256"] or "–"),
    ]
    return [
        paragraphs(lang, *((each, ()) for each in said), heading=heading),
        table.block(text(lang, "report-custody-table", count=len(custody)), more="custody"),
    ]


def _listed(words: str | None) -> list[str]:
    """Texts of a JSON list; none where it holds anything else."""
    try:
        found = json.loads(words or "[]")
    except ValueError:
        return []
    return [str(each) for each in found] if isinstance(found, list) else []
