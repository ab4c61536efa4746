"""The figures that sum an incident up: what the report says first, and what the next one is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from kit import questions
from kit.analysis.money import spend_excess
from kit.analysis.response import steps
from kit.store import Answer, database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import FiguresQueryRow, SpendExcessAnswerRow, StepsAnswerRow

COLUMNS = {
    "figure": "VARCHAR", "aws_region": "VARCHAR", "count": "BIGINT", "usd": "DOUBLE", "at": "TIMESTAMP",
    "day": "DATE", "state": "VARCHAR", "local": "DOUBLE", "local_currency": "VARCHAR",
}  # fmt: skip


class Figure(NamedTuple):
    """One row of the answer but for what the rate of case.toml adds; at most one of its values is set."""

    figure: str
    aws_region: str | None = None
    count: int | None = None
    usd: float | None = None
    at: datetime | None = None
    day: date | None = None
    state: str | None = None


def figures(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object]) -> Answer:
    """Rows of the question figures. Money is USD, rounded to the cent; times are naive UTC."""
    counted: FiguresQueryRow = database.run(con, questions.query("figures")).dicts()[0]
    added: list[SpendExcessAnswerRow] = spend_excess(con, case, {}).dicts()
    undone: list[StepsAnswerRow] = steps.steps(con, case, {}).dicts()
    rate = case.rate if case.currency != "USD" else None
    rows = [
        (*one, *((one.usd * rate, case.currency) if rate and one.usd is not None else (None, None)))
        for one in _figures(counted, added, undone)
    ]
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def _figures(
    counted: FiguresQueryRow, added: list[SpendExcessAnswerRow], undone: list[StepsAnswerRow]
) -> Iterator[Figure]:
    yield Figure("first_intruder_event", at=counted["first_seen"])
    yield Figure("last_intruder_event", at=counted["last_seen"])
    for name in (
        "intruder_calls", "unclear_calls", "credentials", "credentials_alive", "principals",
        "principals_standing", "resources", "resources_standing",
    ):  # fmt: skip
        yield Figure(name, count=counted[name])
    yield Figure("usd_excess", usd=_excess(counted, added))
    for name in ("usd_estimate", "usd_estimate_low", "usd_estimate_high", "usd_per_hour_standing"):
        yield Figure(name, usd=_cents(counted[name]))
    yield Figure("unpriced", count=counted["unpriced"])
    yield Figure("bill_until", day=counted["bill_until"])
    yield Figure("bill_incomplete_days", count=counted["bill_incomplete_days"])
    states = [row["state"] for row in undone]
    for state in ("done", "open", "unknown"):
        yield Figure(f"steps_{state}", count=states.count(state))
    unconfirmed = sum(row["state"] == "unknown" and row["asked_by"] == "aws" for row in undone)
    growing = counted["bill_incomplete_days"] + (counted["bill_until"] is None)
    yield Figure("open", count=states.count("open") + unconfirmed + growing)
    yield Figure("over", state=_over(counted, states))
    regions: dict[str, float] = {}
    for row in added:
        region = row["aws_region"] or "global"
        regions[region] = round(regions.get(region, 0.0) + (row["excess_usd"] or 0.0), 2)
    yield from (Figure("usd_excess", aws_region=region, usd=usd) for region, usd in regions.items())


def _excess(counted: FiguresQueryRow, added: list[SpendExcessAnswerRow]) -> float | None:
    """What the bill shows above its habit; None where nobody can tell: no bill, no past, or no first foreign
    act."""
    known = [row["excess_usd"] for row in added if row["excess_usd"] is not None]
    if not counted["billed"] or not counted["intruder_calls"] or (added and not known):
        return None
    return _cents(sum(known))


def _over(counted: FiguresQueryRow, states: list[str]) -> str:
    """no: a leaked key or a thing of the third party's stands, or may; steps: only steps are left; yes."""
    standing = ("leaked_standing", "credentials_theirs", "principals_standing", "resources_standing")
    if any(counted[name] for name in standing):
        return "no"
    return "steps" if any(state != "done" for state in states) else "yes"


def _cents(usd: float | None) -> float | None:
    return None if usd is None else round(usd, 2)
