"""The few figures that stand at the top of the report: what it added, what is billed, what is estimated, what
an hour costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.money import excess
from kit.store import Answer, database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import EstimateSumsRow, SpendExcessAnswerRow, SpendSumsRow
COLUMNS = {
    "figure": "VARCHAR", "usd": "DOUBLE", "usd_low": "DOUBLE", "usd_high": "DOUBLE", "currency": "VARCHAR",
    "amount": "DOUBLE", "at_least": "BOOLEAN", "unpriced": "BIGINT", "local": "DOUBLE",
    "local_currency": "VARCHAR", "rate": "DOUBLE", "rate_date": "VARCHAR", "since": "TIMESTAMP",
    "as_of": "TIMESTAMP",
}  # fmt: skip


def spend_total(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object]) -> Answer:
    """Rows of the question spend_total; a figure that nothing is known of has no row."""
    begin = excess.first_day(con, case, params)
    guess: EstimateSumsRow = database.run(con, questions.step("estimate_sums")).dicts()[0]
    rows: list[tuple] = []
    if begin is not None:
        since = datetime(begin.year, begin.month, begin.day)
        given = {"start": since, "until": params.get("until")}
        sums: list[SpendSumsRow] = database.run(con, questions.step("spend_sums"), given).dicts()
        # Of a bill whose manifest names a part that is not there, each sum is a lower bound.
        partial = bool(database.run(con, questions.step("bill_parts_missing")).rows)
        grows = partial or any(not row["complete"] for row in sums if row["charge_type"] == "usage")
        rows += _incident(con, case, params, case_rows=sums, guess=guess, grows=grows, since=since)
        rows += [
            _figure(
                case,
                row["charge_type"],
                row["usd"],
                row["usd"],
                row["usd"],
                partial or not row["complete"],
                since,
                row["as_of"],
                currency=row["currency"],
                amount=row["amount"],
            )
            for row in sums
        ]
    if guess["things"]:
        lacking = guess["unpriced"] > 0
        rows.append(
            _figure(
                case,
                "estimate",
                guess["usd"],
                guess["usd_low"],
                guess["usd_high"],
                lacking,
                None,
                guess["as_of"],
                unpriced=guess["unpriced"],
            )
        )
    if guess["standing"]:
        rows.append(
            _figure(
                case,
                "per_hour",
                guess["usd_per_hour"],
                guess["usd_per_hour_low"],
                guess["usd_per_hour_high"],
                lacking,
                None,
                guess["as_of"],
                unpriced=guess["unpriced"],
            )
        )
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def _incident(
    con,
    case: Case,
    params,
    *,
    case_rows: list[SpendSumsRow],
    guess: EstimateSumsRow,
    grows: bool,
    since: datetime,
):
    answer = excess.spend_excess(con, case, {"start": params.get("start"), "until": params.get("until")})
    added: list[SpendExcessAnswerRow] = answer.dicts()
    parts = [row for row in added if row["excess_usd"] is not None]
    if not parts:
        return []
    usd = sum(row["excess_usd"] for row in parts)
    estimated = sum(row["estimated_usd"] for row in parts)
    # What only the estimate says keeps the estimate's range.
    share = estimated / guess["usd"] if estimated and guess["usd"] else 0.0
    low = usd - estimated + share * (guess["usd_low"] or 0.0)
    high = usd - estimated + share * (guess["usd_high"] or 0.0)
    at_least = grows or bool(estimated and guess["unpriced"])
    as_of = max((row["as_of"] for row in case_rows if row["as_of"]), default=guess["as_of"])
    return [_figure(case, "incident", usd, low, high, at_least, since, as_of, unpriced=guess["unpriced"])]


def _figure(
    case: Case, figure: str, usd: float | None, low: float | None, high: float | None, at_least: bool,
    since: datetime | None, as_of: datetime | None, *, currency: str = "USD", amount: float | None = None,
    unpriced: int = 0,
) -> tuple:  # fmt: skip
    converts = case.rate is not None and case.currency != "USD" and usd is not None
    return (
        figure,
        usd,
        low,
        high,
        currency,
        usd if amount is None else amount,
        bool(at_least),
        unpriced,
        usd * case.rate if converts else None,
        case.currency if converts else None,
        case.rate if converts else None,
        case.rate_date or None if converts else None,
        since,
        as_of,
    )
