"""The end of the plan: what the intruder made goes, when all is saved; parts before wholes, machines before
what they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kit.analysis.findings import SILENCE, Situation
from kit.analysis.response import isolate
from kit.analysis.response.contain import batches
from kit.analysis.response.items import PlanItem
from kit.analysis.response.lines import as_it_was, line, lined, on_others
from kit.ids import arn_name

if TYPE_CHECKING:
    from kit.rows import ResponsePrincipalsRow
    from kit.rules import Remedy


def remove(state: Situation) -> Iterator[PlanItem]:
    """Grants before their holders; keys of other people's users only when off and silent."""
    things = list(lined(state, state.resources, every=True))
    for row, remedy in things:
        if "own" in remedy.lines and state.on_theirs(row):
            why = "plan-remove" if row["change"] == "created" else "plan-undo"
            yield from line("remove", "remove", why, remedy.lines["own"], row)
    # Machines first, then what they hang on: groups, keys, snapshots.
    for rows, remedy in batches(
        ((row, each) for row, each in things if row["change"] == "created"), "remove"
    ):
        yield from line("remove", "check", "plan-check", remedy.check, rows[0], rows)
        yield from line("remove", "remove", "plan-remove", remedy.lines["remove"], rows[0], rows)
        for waiting in remedy.lines.get("wait", ()):
            yield from line("remove", "wait", "plan-remove-wait", waiting, rows[0], rows)
    yield from isolate.put_away(things)
    # A part is always younger than its whole: what was made last goes first.
    for row, remedy in reversed(list(lined(state, state.principals, every=True))):
        yield from _principal(state, row, remedy)


def _principal(state: Situation, row: ResponsePrincipalsRow, remedy: Remedy) -> Iterator[PlanItem]:
    lines, others = remedy.lines, on_others(state, row, remedy)
    if "wait" in lines:
        if _of_theirs(state, row) or _silent(state, row):
            yield from line("remove", "remove", "plan-remove", lines["remove"], row)
        else:
            yield from line("remove", "wait", "plan-remove-key-later", lines["wait"], row)
        return
    own = lines.get("own") or lines.get("revert")
    if own and not others:
        yield from line("remove", "remove", "plan-remove", own, as_it_was(state, row))
    if "remove" in lines:
        yield from line("remove", "check", "plan-check", remedy.check, row)
        yield from line("remove", "remove", "plan-remove", lines["remove"], row)


def _of_theirs(state: Situation, row: ResponsePrincipalsRow) -> bool:
    """Whether a key is one of a user that they made: it goes with the user."""
    return (row["account_id"], "user", arn_name(row["arn"] or "")) in state.intruder_principals


def _silent(state: Situation, row: ResponsePrincipalsRow) -> bool:
    """Whether a key is off and nothing has called with it for a day."""
    known = next((each for each in state.credentials if each["credential_id"] == row["name"]), None)
    last: datetime | None = known["last_call"] if known else None
    return bool(row["state"] == "stopped" and state.as_of and (last is None or state.as_of - last >= SILENCE))
