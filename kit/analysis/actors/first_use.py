"""What came with the intruder: addresses, networks, programs, Regions, services and calls, and whether they
are new.

New means: the leaked credentials showed nothing of it before the first intruder event, and that past was
collected, at least a day of it; for a Region that Region's own past. Without such a past the answer is
unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.credentials import network
from kit.store import Answer, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from kit.case import Case
    from kit.rows import FirstUsePastRow, FirstUseQueryRow

KINDS = ("source_ip", "network", "user_agent", "region", "service", "action")
# Less of a past than a day says little: the owner's nightly jobs would be missing from it.
PAST = timedelta(days=1)
_COLUMNS = {
    "kind": "VARCHAR",
    "value": "VARCHAR",
    "first_seen": "TIMESTAMP",
    "event_id": "VARCHAR",
    "events": "BIGINT",
    "used_before": "VARCHAR",
}


@dataclass
class Use:
    """One value of one kind in the intruder's calls."""

    first_seen: datetime
    event_id: str | None
    events: int


def first_use(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping) -> Answer:
    """One row per kind and value, kinds in the order of the vocabulary, then by first use."""
    used: dict[tuple[str, str], Use] = {}
    before: set[tuple[str, str]] = set()
    seen: list[FirstUseQueryRow] = run(con, questions.query("first_use"), params).dicts()
    for row in seen:
        for kind, value in _values(row):
            if not row["intruder"]:
                before.add((kind, value))
                continue
            use = used.setdefault((kind, value), Use(row["first_seen"], row["event_id"], 0))
            use.events += row["events"]
    past: list[FirstUsePastRow] = run(con, questions.step("first_use_past")).dicts()
    rows = [
        (kind, value, use.first_seen, use.event_id, use.events, _before(kind, value, before, past))
        for (kind, value), use in used.items()
    ]
    rows.sort(key=lambda row: (KINDS.index(row[0]), row[2], row[1]))
    return Answer(list(_COLUMNS), list(_COLUMNS.values()), rows)


def _values(row: FirstUseQueryRow) -> Iterator[tuple[str, str]]:
    address, source, event = row["source_ip_address"], row["event_source"], row["event_name"]
    if address:
        yield "source_ip", address
        yield "network", network(address)
    if row["user_agent"]:
        yield "user_agent", row["user_agent"]
    if row["aws_region"]:
        yield "region", row["aws_region"]
    if source:
        yield "service", source
        if event:
            yield "action", f"{source.removesuffix('.amazonaws.com')}:{event}"


def _before(kind: str, value: str, before: set[tuple[str, str]], past: list[FirstUsePastRow]) -> str:
    if (kind, value) in before:
        return "yes"
    if kind == "region" and any(row["billed_before"] for row in past if row["aws_region"] == value):
        return "yes"
    asked = value if kind == "region" else None
    reaches = [
        row["evidence_from"]
        for row in past
        if row["aws_region"] == asked and row["evidence_from"] and row["first_intruder"]
    ]
    if reaches and min(reaches) <= past[0]["first_intruder"] - PAST:
        return "no"
    return "unknown"
