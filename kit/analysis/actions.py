"""Table `actions`: the catalogue of attacker actions as rows that SQL can join
(queries/views/event_actions.sql)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.rules import actions as catalogue
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
    "subject": "varchar",
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
    derived.write_rows(con, "actions", _COLUMNS, [*map(_row, catalogue.catalogue()), _other()])


def _row(action: catalogue.Action) -> tuple:
    place = action.place
    return (
        action.id,
        action.source,
        action.event,
        action.tactic,
        action.technique,
        action.weight,
        action.cost,
        action.subject,
        action.why,
        place.part if place else None,
        place.path if place else None,
        place.item if place else None,
        place.other_path if place else None,
        [
            {
                "part": each.place.part,
                "path": each.place.path,
                "other_path": each.place.other_path,
                "test": each.test,
                "vals": list(each.values),
            }
            for each in action.when
        ],
    )


def _other() -> tuple:
    name, weight, why = catalogue.OTHER_CHANGE
    return (name, "*", "*", None, None, weight, False, None, why, None, None, None, None, [])
