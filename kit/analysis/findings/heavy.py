"""Findings about single heavy acts that no other finding speaks of, each saying what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings.finding import Finding, ids
from kit.rules import actions_of
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.rows import HeavyActsRow
    from kit.rules import Action

# From here on an act is told for itself, from there on it is critical.
HEAVY, _CRITICAL = 75, 90
# What a sum of acts says again, once each is told for itself.
_SUMS = ("resource-change", "iam-change", "technique", "data-read")


def found(con: duckdb.DuckDBPyConnection, told: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each kind of heavy act that none of `told` but a sum speaks of."""
    known = {event for each in told if each.rule not in ("third-party", *_SUMS) for event in each.event_ids}
    rows: list[HeavyActsRow] = database.run(con, questions.step("heavy_acts"), {"weight": HEAVY}).dicts()
    for row in rows:
        # Only the pages of these calls are read: all of them take longer than the rest of the findings.
        action = next((each for each in actions_of(row["source"]) if each.id == row["action_id"]), None)
        if action is None or known.intersection(row["event_ids"]):
            continue
        args = {
            "call": row["event_name"],
            "service": action.page.service,
            "calls": row["calls"],
            "names": _names(row["subjects"]),
            "at": row["first_seen"],
            "account": row["account_id"],
        }
        yield Finding(
            "heavy-act",
            "critical" if row["weight"] >= _CRITICAL else "high",
            "key_activity",
            args,
            ids(row["event_ids"]),
            about=f"{row['action_id']}/{row['account_id']}",
            tactic=row["tactic"],
            technique=row["technique"],
            weight=row["weight"],
            at=row["first_seen"],
            variant=_variant(action, row["subjects"]),
        )


def _names(subjects: list[str] | None) -> list[str]:
    """Each thing once: a call that names several has them in one text."""
    return list(dict.fromkeys(name for subject in subjects or () for name in subject.split(", ")))


def _variant(action: Action, subjects: list[str]) -> str:
    """What the sentence is: what the page of the call says of it, or plain where no thing was named."""
    if action.says:
        return f"heavy-act-{action.says}"
    return "" if subjects else "heavy-act-plain"


def without_sums(told: Iterable[Finding], heavy: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of `told` but those sums whose every act is told for itself."""
    single = {event for each in heavy for event in each.event_ids}
    for each in told:
        if each.rule not in _SUMS or not each.event_ids or not single.issuperset(each.event_ids):
            yield each
