"""Quantities of the bill against their habit: an upper bound on what was read where the trail holds no data
events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.money import excess
from kit.analysis.money.baseline import Baseline
from kit.store import Answer, database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import SpendDaysCoveredRow, TransferUsageRow
COLUMNS = {
    "aws_region": "VARCHAR", "kind": "VARCHAR", "unit": "VARCHAR", "usual_per_day": "DOUBLE",
    "incident": "DOUBLE", "above_habit": "DOUBLE", "at_most": "DOUBLE", "first_day": "VARCHAR",
    "past_days": "BIGINT",
}  # fmt: skip


def transfer_bound(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object]) -> Answer:
    """Rows of the question transfer_bound, the largest quantity above its habit first."""
    begin = excess.first_day(con, case, params)
    if begin is None:
        return Answer(list(COLUMNS), list(COLUMNS.values()), [])
    series: dict[tuple[str, str, str], dict[str, dict[date, float]]] = defaultdict(lambda: defaultdict(dict))
    covered: dict[str, set[date]] = defaultdict(set)
    billed: list[SpendDaysCoveredRow] = database.run(con, questions.step("spend_days_covered")).dicts()
    for row in excess.before_end(billed, params):
        covered[row["account_id"]].add(row["day"])
    used: list[TransferUsageRow] = database.run(con, questions.step("transfer_usage")).dicts()
    for row in excess.before_end(used, params):
        series[row["aws_region"], row["kind"], row["unit"]][row["account_id"]][row["day"]] = row["amount"]
    rows = []
    for key, accounts in series.items():
        parts = [_part(days, covered[account] | set(days), begin) for account, days in accounts.items()]
        firsts = sorted(part[4] for part in parts if part[4])
        above = None if any(part[2] is None for part in parts) else sum(part[2] for part in parts)
        most = None if above is None else sum(part[3] for part in parts)
        rows.append(
            (
                *key,
                sum(part[0] for part in parts),
                sum(part[1] for part in parts),
                above,
                most,
                firsts[0].isoformat() if firsts else None,
                max(part[5] for part in parts),
            )
        )
    rows.sort(key=lambda row: (row[2], -(row[5] or 0.0), row[0], row[1]))
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def _part(days: Mapping[date, float], covered: set[date], begin: date) -> tuple:
    """(usual a day, in the incident, above habit, at most, first day above, days of past) of one account."""
    found = excess.added(days, covered, begin)
    if found.excess is None:
        return found.usual, found.incident, None, None, None, found.past_days
    baseline = Baseline({day: days.get(day, 0.0) for day in covered if day < begin})
    # The habit itself may have been lower on these days: down to the edge at which a day would have stood
    # out.
    most = 0.0
    for day in (day for day in covered if day >= begin):
        expected = baseline.expect(day)
        most += max(0.0, days.get(day, 0.0) - max(0.0, 2 * expected.usd - expected.bound))
    return found.usual, found.incident, found.excess, most, min(found.days, default=None), found.past_days
