"""What the kit will not decide: what an unclear actor did, changes on things of the owner's, what stood
before, what was taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit.analysis.findings import Situation
from kit.analysis.response.items import PlanItem, item
from kit.analysis.response.lines import (
    line,
    lined,
    may_have_stood,
    on_others,
    place_of,
    stood_before,
    what_of,
)
from kit.rules import marks_of, remedies

if TYPE_CHECKING:
    from kit.analysis.response.lines import LedgerRow, LedgerRowT
    from kit.rules import Remedy

_ENDED = ("deleted", "detached", "disabled", "stopped")


def review(state: Situation, handled_events: set[str]) -> Iterator[PlanItem]:
    """Everything left; `handled_events` have a line of another phase."""
    left: list[tuple[str, LedgerRow]] = []
    handled = {
        id(row)
        for row, remedy in lined(state, state.principals, every=True)
        if _handles(remedy, row, on_theirs=False, on_others=on_others(state, row, remedy))
    }
    left += [(_why(state, row), row) for row in _undecided(state, state.principals, handled)]
    handled = {
        id(row)
        for row, remedy in lined(state, state.resources, every=True)
        if _handles(remedy, row, on_theirs=state.on_theirs(row), on_others=False)
    }
    left += [
        (_why(state, row), row)
        for row in _undecided(state, state.resources, handled)
        # What the intruder changed on a thing of their own goes with that thing.
        if not row["third_party"] or not state.on_theirs(row)
    ]
    left += [("ended", row) for row in [*_ended(state, state.principals), *_ended(state, state.resources)]]
    yield from _reviewed([(why, row) for why, row in left if row["event_id"] not in handled_events])


def _undecided(state: Situation, rows: list[LedgerRowT], handled: set[int]) -> Iterator[LedgerRowT]:
    for row in state.alive(rows):
        # Trails that were stopped have a phase of their own.
        own_phase = {"stops_trail", "deletes_trail"}.intersection(
            marks_of(str(row["source"]), str(row["event_name"]))
        )
        if row["maybe_third_party"] and id(row) not in handled and not own_phase:
            yield row


def _ended(state: Situation, rows: list[LedgerRowT]) -> Iterator[LedgerRowT]:
    """What they deleted, took off or switched off that was not their own making."""
    for row in rows:
        if (
            row["third_party"]
            and row["change"] in _ENDED
            and not row["may_stand"]
            and row["outcome"] in ("succeeded", "partly")
        ):
            yield row


def _why(state: Situation, row: LedgerRow) -> str:
    if row["actor"] == "unclear":
        return "unclear"
    if row["third_party"] and stood_before(row):
        return "stood"
    if row["third_party"] and may_have_stood(state, row):
        return "older"
    return "made" if row["change"] == "created" and state.theirs(row) else "change"


def _reviewed(left: list[tuple[str, LedgerRow]]) -> Iterator[PlanItem]:
    """One item a reason and kind of line; ids of one Region are looked at together."""
    groups: dict[tuple, tuple[list[LedgerRow], Remedy | None]] = {}
    for why, row in left:
        remedy = remedies.remedy_of(row)
        many = remedy is not None and remedy.many("check")
        place = (row["account_id"], row["aws_region"], row["event_id"]) if many else id(row)
        look = remedy.check if remedy else ""
        groups.setdefault((why, look, place), ([], remedy))[0].append(row)
    for (why, look, _), (rows, remedy) in groups.items():
        if remedy is None:
            yield item("review", "review", f"plan-review-{why}", args=what_of(rows[0]), **place_of(rows[0]))
            continue
        why = "change" if why == "made" else why
        for start in range(0, len(rows), remedies.IDS_A_LINE):
            part = rows[start : start + remedies.IDS_A_LINE]
            several = part if len(part) > 1 else None
            note = remedy.note if why in ("ended", "change") else ""
            yield from line("review", "review", f"plan-review-{why}", look, part[0], several, note=note)


def _handles(remedy: Remedy, row: LedgerRow, *, on_theirs: bool, on_others: bool) -> bool:
    """Whether another phase has a line for this row."""
    lines = remedy.lines
    if "contain" in lines or "revert" in lines:
        return True
    if "remove" in lines:
        return "kind" in row or row["change"] == "created"
    if "own" not in lines:
        return False
    return not on_others if remedy.grant_to else on_theirs
