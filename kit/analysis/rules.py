"""What the calls mean, as tables that SQL can join.

`actions`: what they are to an attacker (queries/views/event_actions.sql). `credential_rules`: what each does
to credentials, `credential_things`: one row per place where one may name a thing that credentials come from
(queries/steps/credentials/credential_calls.sql). `call_marks`: what queries know calls by,
`live_tells`: by what they know the calls that a live look makes (queries/posture.sql).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.content import content_of
from kit.kept import kept
from kit.rules import (
    OTHER_CHANGE,
    Action,
    Condition,
    CredentialRule,
    ThingPlace,
    call_marks,
    catalogue,
    credential_rules,
    live_calls,
    place_of,
)
from kit.store import derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

_ACTIONS = {
    "action_id": "varchar",
    "source": "varchar",
    "event": "varchar",
    "tactic": "varchar",
    "technique": "varchar",
    "weight": "integer",
    "cost": "boolean",
    "why": "varchar",
    "conduct": "varchar",
    "makes": "boolean",
    "takes": "boolean",
    "subject_part": "varchar",
    "subject_path": "varchar",
    "subject_item": "varchar",
    "subject_other_path": "varchar",
    "conditions": "struct(part varchar, path varchar, other_path varchar, test varchar, vals varchar[])[]",
}

_CREDENTIAL_RULES = {
    "source": "varchar",
    "event": "varchar",
    "gives": "varchar",
    "sign_in": "varchar",
    "how": "varchar",
    "key_path": "varchar",
    "arn_path": "varchar",
    "expires_path": "varchar",
    "target_path": "varchar",
}
_CREDENTIAL_THINGS = {
    "source": "varchar",
    "event": "varchar",
    "role": "varchar",
    "number": "integer",
    "choice": "integer",
    "thing": "varchar",
    "scope": "varchar",
    "take": "varchar",
    "part": "varchar",
    "path": "varchar",
    "item": "varchar",
    "other_path": "varchar",
}
_LIVE_TELLS = {"source": "varchar", "service": "varchar", "call": "varchar", "tells": "varchar"}
_CALL_MARKS = {"source": "varchar", "event": "varchar", "mark": "varchar"}
_TABLES = {
    "actions": _ACTIONS,
    "credential_rules": _CREDENTIAL_RULES,
    "credential_things": _CREDENTIAL_THINGS,
    "call_marks": _CALL_MARKS,
    "live_tells": _LIVE_TELLS,
}


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the five tables; `actions` has a row for any other change too, whose source is `*`."""
    texts = kept("tables-of-rules", content_of(("rules",), ()).encode(), _texts)
    for table, columns in _TABLES.items():
        derived.write_texts(con, table, columns, texts[table])


def _texts() -> dict[str, list[str]]:
    """Table -> its rows, as they are kept."""
    rules = list(credential_rules().values())
    rows = {
        "actions": [*map(_row, catalogue()), _other()],
        "credential_rules": [_rule(rule) for rule in rules],
        "credential_things": [_thing(rule, thing) for rule in rules for thing in rule.things],
        "call_marks": _marks(),
        "live_tells": [(c.source, c.service, c.call, c.tells) for c in live_calls() if c.tells],
    }
    return {table: derived.texts_of(some) for table, some in rows.items()}


def ensure_marks(con: duckdb.DuckDBPyConnection) -> None:
    """Makes `call_marks` where no collection has made it yet."""
    if ("call_marks",) not in run(con, questions.step("table_names")).rows:
        derived.write_rows(con, "call_marks", _CALL_MARKS, _marks())


def _marks() -> list[tuple[str, str, str]]:
    return [(source, event, mark) for (source, event), has in call_marks().items() for mark in has]


def _row(action: Action) -> tuple:
    place = action.place
    return (
        action.id,
        action.source,
        action.event,
        action.tactic,
        action.technique,
        action.weight,
        action.cost,
        action.why,
        action.conduct,
        action.makes,
        action.takes,
        place.part if place else None,
        place.path if place else None,
        place.item if place else None,
        place.other_path if place else None,
        [_line(condition) for condition in action.when],
    )


def _line(condition: Condition) -> dict[str, object]:
    place = place_of(condition.path)
    return {
        "part": place.part,
        "path": place.path,
        "other_path": place.other_path,
        "test": condition.test,
        "vals": list(condition.values),
    }


def _other() -> tuple:
    name, weight, why = OTHER_CHANGE
    return (name, "*", "*", None, None, weight, False, why, None, False, False, None, None, None, None, [])


def _rule(rule: CredentialRule) -> tuple:
    return (
        rule.source,
        rule.event,
        rule.kind,
        rule.sign_in,
        rule.how,
        rule.key_path,
        rule.arn_path,
        rule.expires_path,
        rule.target_path,
    )


def _thing(rule: CredentialRule, thing: ThingPlace) -> tuple:
    place = thing.place
    return (
        rule.source,
        rule.event,
        thing.role,
        thing.number,
        thing.choice,
        thing.thing,
        thing.scope,
        thing.take,
        place.part,
        place.path,
        place.item,
        place.other_path,
    )
