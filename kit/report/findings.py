"""The findings by subject, the subject of the gravest first: how the key was used, who was given rights, what
was started, what was read, what was blinded, what was tried."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kit.report.blocks import Block, ids
from kit.texts import text

if TYPE_CHECKING:
    from kit.rows import FindingsAnswerRow

_HEAVY = ("critical", "high")
_FOLDED = 3  # so many lighter ones of a subject are folded; fewer stand open
# What a finding speaks of: by its rule where that says it, by the question that shows it, then by its tactic.
_BY_RULE = {"data-read": "data", "recon": "tries"}
_BY_QUERY = {
    "credentials": "use", "leads": "use", "principals": "rights", "resources": "made", "coverage": "watch",
    "integrity": "watch", "quarantine": "watch", "denied": "tries", "data_access": "data",
}  # fmt: skip
_BY_TACTIC = {
    "Initial Access": "use", "Lateral Movement": "use", "Credential Access": "data", "Collection": "data",
    "Exfiltration": "data", "Persistence": "rights", "Privilege Escalation": "rights", "Impact": "made",
    "Execution": "made", "Resource Development": "made", "Defense Evasion": "watch", "Discovery": "tries",
    "Reconnaissance": "tries",
}  # fmt: skip
OTHER = "use"


def subject(row: FindingsAnswerRow) -> str:
    """The group that a finding belongs to: use, rights, made, data, watch or tries."""
    rule = row["finding_id"].partition(":")[0]
    found = _BY_RULE.get(rule) or _BY_QUERY.get(row["query"]) or _BY_TACTIC.get(row["tactic"] or "")
    return found or OTHER


def finding_blocks(lang: str, findings: list[FindingsAnswerRow]) -> list[Block]:
    """A block a subject, in the order of their gravest finding; each finding keeps its number in the answer,
    `kit ask CASE findings N`."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for place, row in enumerate(findings, start=1):
        groups.setdefault(subject(row), []).append(_entry(lang, place, row))
    made = []
    for name, entries in groups.items():
        heavy = [entry for entry in entries if entry["severity"] in _HEAVY]
        rest = [entry for entry in entries if entry["severity"] not in _HEAVY]
        if not heavy or len(rest) < _FOLDED:
            heavy, rest = entries, []
        folded = text(lang, "report-findings-rest", count=len(rest)) if rest else ""
        heading = text(lang, f"report-findings-{name}")
        data = {"heading": heading, "entries": heavy, "rest": rest, "summary": folded}
        made.append(Block("statements", data, lang))
    return made


def _entry(lang: str, place: int, row: FindingsAnswerRow) -> dict[str, Any]:
    cited = row["event_ids"]
    return {
        "id": f"finding-{place}",
        "number": place,
        "severity": row["severity"],
        "word": text(lang, f"severity-{row['severity']}"),
        "title": row["title"],
        "statement": row["statement"],
        "event_ids": ids(json.loads(cited) if isinstance(cited, str) else cited or ()),
    }
