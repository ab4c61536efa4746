"""The steps that only a look at the account itself can close: every Region, and what warns next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings import Row, Situation
from kit.analysis.response.step_state import StepState
from kit.errors import QueryError
from kit.store import database

if TYPE_CHECKING:
    import duckdb


def found(state: Situation) -> list[Row]:
    """Resources that the intruder made or set going."""
    return [
        row
        for row in state.resources
        if row["actor"] in ("intruder", "unclear")
        and row["outcome"] in ("succeeded", "partly")
        and row["change"] not in ("deleted", "stopped")
    ]


def regions(con: duckdb.DuckDBPyConnection, state: Situation, made: StepState) -> StepState:
    """`made` is the step by the intruder's own resources; a sweep closes it, and opens it for what nothing
    explains."""
    rows = found(state)
    if made.state == "open":
        return made
    try:
        (swept,) = database.run(con, questions.step("steps_sweep")).dicts()
    except QueryError:
        swept = {"swept_at": None}
    if swept["swept_at"] is None:
        # Logs show what was started through the key; only a live sweep shows that nothing else is there.
        if made.state == "unknown" or all(row["state_basis"] == "live" for row in rows):
            return made
        return StepState(
            "regions", 4, "unknown", "step-says-regions-by-trail", made.args, state.as_of, made.event_ids
        )
    strange = [
        row["name"]
        for row in database.run(con, questions.query("found_live"), {"explained": "no"}).dicts()
        if row["ledger"] == "resources"
    ]
    if strange:
        args = {"count": len(strange), "names": strange}
        return StepState("regions", 4, "open", "step-says-regions-strange", args, swept["swept_at"])
    if swept["not_checked"]:
        args = {"count": swept["not_checked"], "names": swept["places"]}
        return StepState("regions", 4, "unknown", "step-says-regions-unseen", args, swept["swept_at"])
    if any(row["state"] == "unknown" for row in rows):
        return made
    return StepState(
        "regions",
        4,
        "done",
        "step-says-regions-swept",
        {"at": swept["swept_at"], "checks": swept["checks"]},
        swept["swept_at"],
    )


def alarms(con: duckdb.DuckDBPyConnection, state: Situation) -> StepState:
    """Budgets, trail, anomaly detection, MFA, GuardDuty and the like, by the newest look."""
    try:
        checks = database.run(con, questions.query("posture")).dicts()
    except QueryError:
        checks = []
    if not checks:
        return StepState("alarms", 11, "unknown", "step-says-alarms", checked_at=state.as_of)
    at = max(row["checked_at"] for row in checks)
    for verdict, wanted in (("open", "fail"), ("unknown", "not_checked")):
        names = sorted({row["check"] for row in checks if row["state"] == wanted})
        if names:
            args = {"count": len(names), "names": names, "at": at}
            return StepState("alarms", 11, verdict, f"step-says-alarms-{verdict}", args, at)
    return StepState("alarms", 11, "done", "step-says-alarms-done", {"count": len(checks), "at": at}, at)
