"""Table `actions`: what the calls are to an attacker, as rows that SQL can join
(queries/views/event_actions.sql)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.rules import OTHER_CHANGE, Action, Condition, catalogue, place_of
from kit.store import derived

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

_COLUMNS = {
    "action_id": "varchar",
    "source": "varchar",
    "event": "varchar",
    "tactic": "varchar",
    "technique": "varchar",
    "weight": "integer",
    "cost": "boolean",
    "why": "varchar",
    "subject_part": "varchar",
    "subject_path": "varchar",
    "subject_item": "varchar",
    "subject_other_path": "varchar",
    "conditions": "struct(part varchar, path varchar, other_path varchar, test varchar, vals varchar[])[]",
}


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes `actions`, one row an action of the catalogue and one for any other change, whose source is
    `*`."""
    derived.write_rows(con, "actions", _COLUMNS, [*map(_row, catalogue()), _other()])


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
    return (name, "*", "*", None, None, weight, False, why, None, None, None, None, [])
