"""Calls of everybody else that touch what the third party made or changed: they end it, stop it, change it
back, show what was there before, or are AWS services acting for something of theirs.

A busy account has very many calls of the same names, and nearly all touch nothing of theirs. So they pass by
with their requests alone, which tell most of them apart; the rest of a record is read where a path asks for
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.changes import unlisted
from kit.analysis.changes.facts import Fact, UnreadError, effects_of, facts_by, facts_of, place_of
from kit.store import passing

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.changes.facts import EventRow
    from kit.analysis.credentials import Key
    from kit.rules import Effects

# Who may stand behind a launch that an AWS service makes for one of the intruder's things.
_MADE_BY_SERVICES = {
    "instance",
    "volume",
    "spot_instances_request",
    "ec2_fleet",
    "autoscaling_group",
    "ecs_cluster",
    "ecs_task",
    "security_group",
    "launch_template",
}


def touching(con: duckdb.DuckDBPyConnection, theirs: list[Fact], tables: Effects) -> list[Fact]:
    """Facts on the third party's own things and their parents, or made by an AWS service for one of their
    makers; then what anybody made once more of what such a service made."""
    asked = {"calls": _calls_of_interest(theirs, tables), "accounts": sorted({f.key[0] for f in theirs})}
    keys = {key for fact in theirs for key in (fact.key, fact.other_key, fact.parent_key)}
    makers = any(fact.kind.maker for fact in theirs)
    made: set[Key] = set()
    passed: list[tuple[Key, Key, int]] = []
    found: list[Fact] = []
    for fact in _facts(con, asked, tables, None if makers else {key[:3] for key in keys if key}):
        if fact.key in keys or fact.other_key in keys or fact.effect.verb == "sets":
            found.append(fact)
        elif makers and _by_service(fact.event):
            found.append(fact)
            made.add(fact.key)
        elif makers and fact.effect.verb != "makes":
            found.append(fact)
        elif makers:
            passed.append((fact.key, fact.other_key, fact.event["event_no"]))
    again = {number for key, other, number in passed if key in made or other in made}
    return found + [
        fact
        for fact in _whole(con, sorted(again), tables)
        if fact.effect.verb == "makes"
        and not {fact.key, fact.other_key}.isdisjoint(made)
        and {fact.key, fact.other_key}.isdisjoint(keys)
    ]


def _facts(
    con: duckdb.DuckDBPyConnection, asked: dict, tables: Effects, places: set[tuple] | None
) -> Iterator[Fact]:
    """Facts of all calls that may touch such things, at `places` alone where those are known: first those
    that a request tells."""
    unread: list[int] = []
    for row in passing(con, questions.step("ledger_other_events"), asked):
        effects = effects_of(row, tables)
        if places is not None and not any(
            effect.verb == "sets" or place_of(effect.kind, row) in places for effect in effects
        ):
            continue
        try:
            found = list(facts_by(effects, row))
        except UnreadError:
            unread.append(row["event_no"])
        else:
            yield from found
    yield from _whole(con, unread, tables)


def _whole(con: duckdb.DuckDBPyConnection, event_nos: list[int], tables: Effects) -> Iterator[Fact]:
    """Facts of these calls, of all that is recorded of them."""
    if event_nos:
        found = passing(con, questions.step("ledger_other_replies"), {"event_nos": event_nos})
        yield from facts_of(found, tables)


def _by_service(event: EventRow) -> bool:
    return bool(event["invoked_by"]) or "aws-service-role" in str(event["session_issuer_arn"])


def _calls_of_interest(theirs: list[Fact], tables: Effects) -> list[str]:
    """Calls on the kinds that the intruder touched, on their parents, and on what services start for them."""
    kinds = {fact.kind.name for fact in theirs}
    if any(fact.kind.maker for fact in theirs):
        everything = any(fact.kind.name in ("stack", "stack_set") for fact in theirs)
        kinds |= set(tables.kinds) if everything else _MADE_BY_SERVICES
    todo = [name for name in kinds if name in tables.kinds]
    while todo:
        parent = tables.kinds[todo.pop()].parent
        if parent and parent not in kinds:
            kinds.add(parent)
            todo.append(parent)
    unlisted_ends = {call for fact in theirs for call in unlisted.ends_of(fact.kind)}
    return sorted({*tables.calls(kinds), *unlisted_ends})
