"""Findings about other credentials: used from where the third party called, though nothing in the logs gave
them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit.analysis.findings.finding import Finding, ids
from kit.analysis.findings.situation import Situation
from kit.ids import arn_name

if TYPE_CHECKING:
    from kit.rows import ResponseLeadsRow

# From this weight on a call does harm or makes ready for it.
_HEAVY = 60


def found(state: Situation) -> Iterator[Finding]:
    """One finding a lead, but failed sign-ins together."""
    for row in state.leads:
        if row["kind"] != "failed_sign_in":
            yield _used(row)
    if tried := [row for row in state.leads if row["kind"] == "failed_sign_in"]:
        yield _tried(tried)


def _used(row: ResponseLeadsRow) -> Finding:
    worked = row["calls"] - row["refused"]
    severity = "critical" if worked and (row["kind"] == "root" or row["weight"] >= _HEAVY) else "high"
    args = {
        "name": name_of(row),
        "id": row["adds"],
        "places": [*row["addresses"], *row["agents"]],
        "calls": row["calls"],
        "failed": row["refused"],
        "names": row["names"],
        "at": row["first_seen"],
        "last": row["last_seen"],
    }
    return Finding(
        "lead",
        severity,
        "leads",
        args,
        ids(row["event_ids"]),
        about=row["adds"] or name_of(row),
        tactic="Initial Access",
        technique="T1078.004",
        weight=90 if row["kind"] == "root" else 85,
        at=row["first_seen"],
        variant=f"lead-{row['kind']}" if row["addresses"] else "lead-agent",
    )


def _tried(rows: list[ResponseLeadsRow]) -> Finding:
    args = {
        "names": [name_of(row) for row in rows],
        "places": sorted({place for row in rows for place in [*row["addresses"], *row["agents"]]}),
        "calls": sum(row["calls"] for row in rows),
        "at": min(row["first_seen"] for row in rows),
        "last": max(row["last_seen"] for row in rows),
    }
    return Finding(
        "lead-sign-ins",
        "medium",
        "leads",
        args,
        ids(*(row["event_ids"] for row in rows)),
        tactic="Credential Access",
        technique="T1110",
        weight=60,
        at=args["at"],
    )


def name_of(row: ResponseLeadsRow) -> str:
    """What the credential is called: its user with the key, root, or the role."""
    arn = row["principal_arn"] or ""
    name = "root" if arn.endswith(":root") else arn_name(arn) or row["user_name"] or "?"
    return f"{name} ({row['credential_id']})" if row["credential_id"] else name
