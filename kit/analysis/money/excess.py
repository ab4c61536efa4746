"""What the incident added to the bill: each day against the account's own habit, by Region and service.

A day before the first act of the intruder is past, every later one incident. A day adds what it cost above
its habit, and only if it left the habit clearly; so an account in which nothing happened has an excess of
zero. A day for which only the estimate speaks adds the estimate: that is the intruder's alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from kit import questions
from kit.analysis.money.baseline import Baseline
from kit.store import Answer, database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import SpendDaysCoveredRow, SpendLinksRow, SpendSeriesRow, TransferUsageRow

    DayRow = TypeVar("DayRow", SpendDaysCoveredRow, SpendSeriesRow, TransferUsageRow)
COLUMNS = {
    "aws_region": "VARCHAR", "service": "VARCHAR", "baseline_usd_per_day": "DOUBLE", "incident_usd": "DOUBLE",
    "excess_usd": "DOUBLE", "first_day": "VARCHAR", "linked_resources": "VARCHAR[]", "last_day": "VARCHAR",
    "days": "BIGINT", "estimated_usd": "DOUBLE", "past_days": "BIGINT", "first_event_id": "VARCHAR",
}  # fmt: skip
Key = tuple[str, str]


@dataclass
class Added:
    """What one Region and service cost in the incident, and what of it the habit does not explain."""

    usual: float = 0.0
    incident: float = 0.0
    excess: float | None = 0.0
    estimated: float = 0.0
    past_days: int = 0
    days: set[date] = field(default_factory=set)

    def add(self, other: Added) -> None:
        self.usual += other.usual
        self.incident += other.incident
        self.excess = None if self.excess is None or other.excess is None else self.excess + other.excess
        self.estimated += other.estimated
        self.past_days = max(self.past_days, other.past_days)
        self.days |= other.days


def spend_excess(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object]) -> Answer:
    """Rows of the question spend_excess, the largest excess first.

    `start` and `until` override where the incident begins and ends. Without a past the excess is NULL, not
    zero.
    """
    first = first_day(con, case, params)
    if first is None:
        return Answer(list(COLUMNS), list(COLUMNS.values()), [])
    covered: dict[str, set[date]] = defaultdict(set)
    billed: list[SpendDaysCoveredRow] = database.run(con, questions.step("spend_days_covered")).dicts()
    for row in before_end(billed, params):
        covered[row["account_id"]].add(row["day"])
    found: dict[Key, Added] = defaultdict(Added)
    sums: list[SpendSeriesRow] = database.run(con, questions.step("spend_series")).dicts()
    series, estimates = _series(before_end(sums, params))
    for (account, region, service), days in series.items():
        found[region, service].add(added(days, covered[account], first))
    for (_, region, service), days in estimates.items():
        inside = {day: usd for day, usd in days.items() if day >= first}
        part = Added(
            incident=sum(inside.values()), excess=sum(inside.values()), estimated=sum(inside.values())
        )
        part.days = set(inside)
        found[region, service].add(part)
    linked: list[SpendLinksRow] = database.run(con, questions.step("spend_links")).dicts()
    links = {(row["aws_region"], row["service"]): row for row in linked}
    rows = [_row(key, one, links.get(key)) for key, one in found.items()]
    rows.sort(key=lambda row: (-(row[4] or 0.0), -row[3], row[0] or "", row[1] or ""))
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def added(days: Mapping[date, float], covered: Iterable[date], begin: date) -> Added:
    """One series against its own past. `covered` are the days that a bill speaks of, with or without a
    charge."""
    known = sorted(set(covered) | set(days))
    past = {day: days.get(day, 0.0) for day in known if day < begin}
    incident = [day for day in known if day >= begin]
    baseline = Baseline(past)
    result = Added(
        usual=baseline.usual, past_days=len(past), incident=sum(days.get(day, 0.0) for day in incident)
    )
    if not past:
        result.excess = None if result.incident else 0.0
        return result
    above = {day: days.get(day, 0.0) - baseline.expect(day).usd for day in incident}
    # Less than a cent above the habit is nobody's incident.
    clear = [
        day for day in incident if days.get(day, 0.0) > baseline.expect(day).bound and above[day] >= 0.005
    ]
    if clear:
        result.days = set(clear)
        result.excess = sum(above[day] for day in _run(incident, clear, above))
    return result


def _run(incident: list[date], clear: list[date], above: Mapping[date, float]) -> list[date]:
    """Days from the first clear one to the last, and the days beside them that are above the habit, if not
    clearly.

    Between two clear days all count, also what lies below: a large batch day hides a small miner in its
    noise.
    """
    first, last = incident.index(clear[0]), incident.index(clear[-1])
    while first > 0 and above[incident[first - 1]] > 0:
        first -= 1
    while last + 1 < len(incident) and above[incident[last + 1]] > 0:
        last += 1
    return incident[first : last + 1]


def _series(
    rows: Iterable[SpendSeriesRow],
) -> tuple[dict[tuple[str, str, str], dict[date, float]], dict[tuple[str, str, str], dict[date, float]]]:
    billed: dict[tuple[str, str, str], dict[date, float]] = defaultdict(lambda: defaultdict(float))
    estimated: dict[tuple[str, str, str], dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        into = estimated if row["is_estimate"] else billed
        into[row["account_id"], row["aws_region"], row["service"]][row["day"]] += row["usd"] or 0.0
    return billed, estimated


def before_end(rows: Iterable[DayRow], params: Mapping[str, object]) -> list[DayRow]:
    """Rows whose `day` begins before the parameter `until`; all of them without it."""
    until = params.get("until")
    if not isinstance(until, datetime):
        return list(rows)
    return [row for row in rows if datetime(row["day"].year, row["day"].month, row["day"].day) < until]


def first_day(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object]) -> date | None:
    """The day of the first act of the intruder; else what case.toml says."""
    start = params.get("start")
    if isinstance(start, datetime):
        return start.date()
    ((first,),) = database.run(con, questions.step("spend_incident_start")).rows
    moment = first or case.since
    return moment.date() if moment else None


def _row(key: Key, one: Added, link: SpendLinksRow | None) -> tuple:
    days = sorted(one.days)
    return (
        *key,
        one.usual,
        one.incident,
        one.excess,
        days[0].isoformat() if days else None,
        list(link["resource_ids"]) if link and days else [],
        days[-1].isoformat() if days else None,
        len(days),
        one.estimated,
        one.past_days,
        link["first_event_id"] if link and days else None,
    )
