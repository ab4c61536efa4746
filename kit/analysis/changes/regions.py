"""Answer `regions`: each account and Region the intruder was in, with what they started there and what it
cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from kit import questions
from kit.store import Answer, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import SpendDailyAnswerRow


def regions(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object] | None = None) -> Answer:
    """Rows of queries/regions.sql with `spend`: USD since the day of the intruder's first call.

    Spend is that of the account's Region as answer `spend_daily` counts it, whoever caused it; None where no
    source says anything of the Region.
    """
    found = run(con, questions.query("regions"), params)
    last = found.columns.index("first_intruder")
    first = next((row[last] for row in found.rows), None)
    spent = _spent(con, first)
    rows = [(*row[:last], spent.get((row[0], row[1])), *row[last + 1 :]) for row in found.rows]
    columns = [*found.columns[:last], "spend", *found.columns[last + 1 :]]
    return Answer(columns, [*found.types[:last], "DOUBLE", *found.types[last + 1 :]], rows)


def _spent(con: duckdb.DuckDBPyConnection, first: datetime | None) -> dict[tuple, float]:
    spent: defaultdict[tuple, float] = defaultdict(float)
    if first is None:
        return spent
    days: list[SpendDailyAnswerRow] = run(con, questions.query("spend_daily")).dicts()
    for row in days:
        if _day(row["period"]) >= first.date() and row["usd"] is not None:
            spent[row["account_id"], row["aws_region"]] += row["usd"]
    return spent


def _day(period: object) -> date:
    if isinstance(period, datetime):
        return period.date()
    return period if isinstance(period, date) else date.fromisoformat(str(period)[:10])
