"""What the incident added to the bill: each day against the account's own habit, by Region and service.

A day before the first act of the intruder is past, every later one incident. A day adds what it cost above its habit,
and only if it left the habit clearly; so an account in which nothing happened has an excess of zero. A day for which
only the estimate speaks adds the estimate: that is the intruder's alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kit import sql
from kit.analyses.habit import Habit

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.store.answer import Answer

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

    `start` and `until` override where the incident begins and ends. Without a past the excess is NULL, not zero.
    """
    from kit.store import database
    from kit.store.answer import Answer

    begin = _begin(con, case, params)
    if begin is None:
        return Answer(list(COLUMNS), list(COLUMNS.values()), [])
    until = params.get("until")
    covered: dict[str, set[date]] = defaultdict(set)
    for row in database.run(con, sql.step("spend_days_covered")).dicts():
        covered[row["account_id"]].add(row["day"])
    found: dict[Key, Added] = defaultdict(Added)
    series, estimates = _series(database.run(con, sql.step("spend_series")).dicts())
    for (account, region, service), days in series.items():
        known = {day for day in covered[account] if until is None or _midnight(day) < until}
        found[region, service].add(added(days, known, begin))
    for (_, region, service), days in estimates.items():
        inside = {day: usd for day, usd in days.items() if day >= begin}
        part = Added(incident=sum(inside.values()), excess=sum(inside.values()), estimated=sum(inside.values()))
        part.days = set(inside)
        found[region, service].add(part)
    links = {
        (row["aws_region"], row["service"]): row
        for row in database.run(con, sql.step("spend_links")).dicts()
    }
    rows = [_row(key, one, links.get(key)) for key, one in found.items()]
    rows.sort(key=lambda row: (-(row[4] or 0.0), -row[3], row[0], row[1]))
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def added(days: Mapping[date, float], covered: Iterable[date], begin: date) -> Added:
    """One series against its own past. `covered` are the days that a bill speaks of, with or without a charge."""
    known = sorted(set(covered) | set(days))
    past = {day: days.get(day, 0.0) for day in known if day < begin}
    incident = [day for day in known if day >= begin]
    habit = Habit(past)
    result = Added(usual=habit.usual, past_days=len(past), incident=sum(days.get(day, 0.0) for day in incident))
    if not past:
        result.excess = None if result.incident else 0.0
        return result
    for day in incident:
        usd, expected = days.get(day, 0.0), habit.expect(day)
        # Less than a cent above the habit is nobody's incident.
        if usd > expected.bound and usd - expected.usd >= 0.005:
            result.excess += usd - expected.usd
            result.days.add(day)
    return result


def _series(
    rows: Iterable[dict[str, Any]],
) -> tuple[dict[tuple[str, str, str], dict[date, float]], dict[tuple[str, str, str], dict[date, float]]]:
    billed: dict[tuple[str, str, str], dict[date, float]] = defaultdict(lambda: defaultdict(float))
    estimated: dict[tuple[str, str, str], dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        into = estimated if row["is_estimate"] else billed
        into[row["account_id"], row["aws_region"], row["service"]][row["day"]] += row["usd"] or 0.0
    return billed, estimated


def _begin(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object]) -> date | None:
    """The day of the first act of the intruder; else what case.toml says."""
    from kit.store import database

    start = params.get("start")
    if isinstance(start, datetime):
        return start.date()
    ((first,),) = database.run(con, sql.step("spend_incident_start")).rows
    moment = first or case.since
    return moment.date() if moment else None


def _row(key: Key, one: Added, link: dict[str, Any] | None) -> tuple:
    days = sorted(one.days)
    return (
        *key, one.usual, one.incident, one.excess, days[0].isoformat() if days else None,
        list(link["resource_ids"]) if link and days else [], days[-1].isoformat() if days else None, len(days),
        one.estimated, one.past_days, link["first_event_id"] if link and days else None,
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)

