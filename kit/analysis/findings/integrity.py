"""Findings of the digest chain: log files or digests that are not as CloudTrail delivered them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings.finding import Finding, ids
from kit.errors import QueryError
from kit.store import database

if TYPE_CHECKING:
    import duckdb


def found(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """One finding for what was altered, one for what is missing; nothing where no digest was collected."""
    try:
        rows = database.run(con, questions.step("integrity_problems")).dicts()
    except QueryError:
        return
    for state, severity in (("altered", "critical"), ("missing", "high")):
        wrong = [row for row in rows if row["state"] == state]
        if not wrong:
            continue
        logs = [row for row in wrong if row["kind"] == "log"]
        args = {
            "logs": len(logs),
            "digests": len(wrong) - len(logs),
            "names": [row["place"].rsplit("/", 1)[-1] for row in wrong if row["kind"] != "gap"]
            or [f"{row['account_id']} {row['aws_region']}" for row in wrong],
            "from": min(row["from_time"] for row in wrong),
            "to": max(row["until_time"] for row in wrong),
        }
        events = ids(*(row["event_ids"] for row in wrong))
        yield Finding(
            f"trail-{state}",
            severity,
            "integrity",
            args,
            events,
            tactic="Defense Evasion",
            technique="T1070",
            at=args["from"],
        )
