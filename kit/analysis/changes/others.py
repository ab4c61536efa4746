"""Calls of everybody else that touch what the third party made or changed: they end it, stop it, change it
back, show what was there before, or are AWS services acting for something of theirs.

A busy account has very many calls of the same names, and nearly all touch nothing of theirs. So of most calls
only those are read whose records say the name of such a thing (kit.analysis.changes.naming), and they pass by
with their requests alone; the rest of a record is read where a path asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.changes import naming, unlisted
from kit.analysis.changes.facts import Fact, effects_of, facts_of, place_of
from kit.analysis.changes.reading import facts_in, whole
from kit.store import passing, run

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.changes.facts import EventRow
    from kit.analysis.credentials import Key
    from kit.rows import LedgerCallNamesRow
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
    keys = {key for fact in theirs for key in (fact.key, fact.other_key, fact.parent_key) if key}
    makers = any(fact.kind.maker for fact in theirs)
    names: list[LedgerCallNamesRow] = run(con, questions.step("ledger_call_names")).dicts()
    told = naming.told_by(names, _calls_of_interest(theirs, tables), None if makers else keys, tables)
    asked = {**told, "accounts": sorted({fact.key[0] for fact in theirs})}
    made: set[Key] = set()
    passed: list[tuple[Key, Key, int]] = []
    found: list[Fact] = []
    rows: Iterator[EventRow] = passing(con, questions.step("ledger_other_events"), asked)
    if not makers:
        rows = _at(rows, {key[:3] for key in keys}, tables)
    for fact in facts_in(con, rows, tables):
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
        for fact in facts_of(whole(con, sorted(again)), tables)
        if fact.effect.verb == "makes"
        and not {fact.key, fact.other_key}.isdisjoint(made)
        and {fact.key, fact.other_key}.isdisjoint(keys)
    ]


def _at(rows: Iterable[EventRow], places: set[tuple[str, str, str]], tables: Effects) -> Iterator[EventRow]:
    """Rows of calls that can touch such a thing at one of the places."""
    for row in rows:
        effects = effects_of(row["event_source"], row["event_name"], tables)
        if any(effect.verb == "sets" or place_of(effect.kind, row) in places for effect in effects):
            yield row


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
