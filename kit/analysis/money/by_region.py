"""What each Region cost: by the bill, by the estimate, above the habit, and by the trail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.money.excess import spend_excess
from kit.store import Answer, database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import SpendByRegionQueryRow, SpendExcessAnswerRow

COLUMNS = {
    "aws_region": "VARCHAR", "billed_usd": "DOUBLE", "estimated_usd": "DOUBLE", "added_usd": "DOUBLE",
    "trail_usd": "DOUBLE", "added_local": "DOUBLE", "local_currency": "VARCHAR", "unexplained": "BOOLEAN",
    "event_ids": "VARCHAR[]",
}  # fmt: skip
_SUMS = ("billed_usd", "estimated_usd", "trail_usd")
# What a Region has to add before it is told that no log explains it, in USD.
_NOTED = 1.0


def spend_by_region(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object]) -> Answer:
    """Rows of the question spend_by_region; none at all where neither bill nor trail names a Region."""
    known: list[SpendByRegionQueryRow] = database.run(con, questions.query("spend_by_region")).dicts()
    excess: list[SpendExcessAnswerRow] = spend_excess(con, case, {}).dicts()
    added: dict[str, float] = defaultdict(float)
    for row in excess:
        added[row["aws_region"] or "global"] += row["excess_usd"] or 0.0
    sums = {row["aws_region"]: tuple(row[name] for name in _SUMS) for row in known}
    events = {row["aws_region"]: list(dict.fromkeys(row["event_ids"])) for row in known}
    regions = sorted({*sums, *added}, key=lambda name: (-added[name], -sums.get(name, (0.0,))[0], name))
    rows = [
        _row(case, name, *sums.get(name, (0.0, 0.0, 0.0)), added[name], events.get(name, []))
        for name in regions
    ]
    if rows:
        totals = [sum(part) for part in zip(*sums.values(), strict=True)] or [0.0, 0.0, 0.0]
        rows.append(_row(case, None, *totals, sum(added.values()), []))
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def _row(
    case: Case, region: str | None, billed: float, estimated: float, trail: float, added: float,
    event_ids: list[str],
) -> tuple:  # fmt: skip
    local = added * case.rate if case.rate and case.currency != "USD" else None
    currency = None if local is None else case.currency
    unexplained = None if region is None else added >= _NOTED and not trail
    return (region, billed, estimated, added, trail, local, currency, unexplained, event_ids)
