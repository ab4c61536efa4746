"""Findings of the look at the account itself: what is there and no log explains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings.finding import Finding
from kit.errors import QueryError
from kit.store import database

if TYPE_CHECKING:
    import duckdb


def found(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """One finding for principals and one for resources that were made since the intruder came, by an unknown
    hand.

    No event shows them: that is the finding. Nothing while nobody looked at the account.
    """
    try:
        rows = database.run(con, questions.query("found_live"), {"explained": "no"}).dicts()
    except QueryError:
        return
    for ledger, severity in (("principals", "high"), ("resources", "medium")):
        strange = [row for row in rows if row["ledger"] == ledger]
        if strange:
            args = {
                "count": len(strange),
                "names": [f"{row['type']} {row['name']}" for row in strange],
                "regions": len({row["aws_region"] for row in strange}),
                "at": max(row["checked_at"] for row in strange),
            }
            at = min((row["created_at"] for row in strange if row["created_at"]), default=None)
            yield Finding(f"unexplained-{ledger}", severity, "found_live", args, (), at=at)
