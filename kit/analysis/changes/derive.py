"""What the intruder made, changed and started, and what became of it: principal_ledger, resource_ledger,
resource_runs.

Two looks at the events: first the intruder's own calls, then everybody's calls of the names that touch the
same kinds of things. A refused call made nothing and is no row here; `key_activity` and `denied` show it.
`alive` says that no end was seen up to `state_at`; the basis is `trail_with_gap` where logging was off at
some time since and Event history of the Region is not in the case either (view blind_spans).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.actors import is_third_party, may_be_third_party
from kit.analysis.changes import others
from kit.analysis.changes.reading import facts_in
from kit.analysis.changes.replay import Replay
from kit.analysis.changes.rows import Row
from kit.analysis.credentials import Live, Seen, account_state, may_stand
from kit.rules import Effects, effects
from kit.store import derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import HorizonsRow, LedgerGapsRow

_PRINCIPALS = {
    "account_id": "varchar", "kind": "varchar", "name": "varchar", "arn": "varchar", "change": "varchar",
    "before": "varchar", "after": "varchar", "changed_at": "timestamp", "event_id": "varchar",
    "credential_id": "varchar", "actor": "varchar", "outcome": "varchar", "detail": "varchar",
    "state": "varchar", "state_basis": "varchar", "state_at": "timestamp", "ended_at": "timestamp",
    "ended_event_id": "varchar", "ended_by": "varchar", "aws_region": "varchar", "parent_id": "varchar",
    "lasts": "varchar", "ledger_no": "bigint", "third_party": "boolean", "maybe_third_party": "boolean",
    "may_stand": "boolean",
}  # fmt: skip
_RESOURCES = {
    "account_id": "varchar", "service": "varchar", "resource_type": "varchar", "resource_id": "varchar",
    "arn": "varchar", "aws_region": "varchar", "change": "varchar", "before": "varchar", "after": "varchar",
    "created_at": "timestamp", "event_id": "varchar", "credential_id": "varchar", "actor": "varchar",
    "parent_id": "varchar", "size": "varchar", "state": "varchar", "state_basis": "varchar",
    "state_at": "timestamp", "ended_at": "timestamp", "ended_event_id": "varchar", "cost_bearing": "boolean",
    "outcome": "varchar", "detail": "varchar", "ended_by": "varchar", "lasts": "varchar",
    "running": "boolean", "ledger_no": "bigint", "third_party": "boolean", "maybe_third_party": "boolean",
    "may_stand": "boolean",
}  # fmt: skip
_RUNS = {
    "account_id": "varchar", "service": "varchar", "resource_type": "varchar", "resource_id": "varchar",
    "aws_region": "varchar", "run": "integer", "started_at": "timestamp", "ended_at": "timestamp",
    "instance_type": "varchar", "vcpu": "double", "memory_gb": "double", "quantity": "bigint",
    "purchase": "varchar", "state": "varchar", "started_event_id": "varchar", "ended_event_id": "varchar",
    "ledger_no": "bigint",
}  # fmt: skip

# A change to somebody's thing has no life of its own that a listing could show.
_LASTING = ("created", "attached", "started", "enabled")


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the three tables from `activity` and `events`."""
    rows = ledger_rows(con)
    stated = _stated(con, rows) if rows else []
    derived.write_rows(
        con,
        "principal_ledger",
        _PRINCIPALS,
        [_principal(*one) for one in stated if one[1].kind.ledger == "principals"],
    )
    resources = [one for one in stated if one[1].kind.ledger == "resources"]
    derived.write_rows(con, "resource_ledger", _RESOURCES, [_resource(*one) for one in resources])
    derived.write_rows(con, "resource_runs", _RUNS, [run for one in resources for run in _runs(*one)])


def _stated(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> list[tuple[int, Row, str, str, datetime]]:
    """Each row with its place, and state, state_basis and state_at."""
    ends: list[HorizonsRow] = _read(con, "horizons")
    horizon = {row["account_id"]: row["last_event"] for row in ends}
    gaps: dict[str, list[tuple[str | None, datetime]]] = {}
    dark: list[LedgerGapsRow] = _read(con, "ledger_gaps") if _read(con, "trail_was_off") else []
    for gap in dark:
        gaps.setdefault(gap["account_id"], []).append((gap["aws_region"], gap["blind_until"]))
    live = account_state.read(con)
    return [(place, row, *_state(row, horizon, gaps, live)) for place, row in enumerate(rows)]


def ledger_rows(con: duckdb.DuckDBPyConnection, tables: Effects | None = None) -> list[Row]:
    """Rows of both ledgers, in order of time."""
    if not run(con, questions.step("third_party_calls")).rows:
        return []
    tables = tables or effects()
    theirs = list(facts_in(con, _read(con, "ledger_intruder_events", calls=tables.calls()), tables))
    if not theirs:
        return []
    rows = Replay().take([*theirs, *others.touching(con, theirs, tables)]).rows
    return sorted(rows, key=lambda row: (row.at, row.event_key))


def _state(row: Row, horizon: dict, gaps: dict, live: Live) -> tuple[str, str, datetime]:
    """state, state_basis and state_at of a row; what was seen in the account after the logs' last word
    wins."""
    until = horizon.get(row.account) or row.at
    seen = _seen(live, row)
    if seen is not None:
        return seen[0], "live", seen[1]
    state = row.state
    if state == "alive" and (row.kind.ends_itself or not row.known or row.outcome == "unknown"):
        state = "unknown"
    since = row.last_at or row.at
    blind = state != "gone" and any(
        until > since and (region is None or not row.region or region == row.region)
        for region, until in gaps.get(row.account, ())
    )
    return state, "trail_with_gap" if blind else "trail", until


def _seen(live: Live, row: Row) -> Seen | None:
    """(state, when) of a row as it was seen after the trail's last word on it; None where nobody looked."""
    if row.change not in _LASTING or not row.known or row.kind.name not in live.kinds:
        return None
    seen = live.seen(row.key, live.parent(row.kind, row.parent_id or ""))
    return seen if seen is not None and seen[1] >= (row.last_at or row.at) else None


def _principal(place: int, row: Row, state: str, basis: str, until: datetime) -> tuple:
    return (
        row.account,
        row.kind.shown,
        row.name,
        row.arn,
        row.change,
        row.before,
        row.after,
        row.at,
        row.event_id,
        row.credential_id,
        row.actor,
        row.outcome,
        row.detail,
        state,
        basis,
        until,
        row.ended_at,
        row.ended_event_id,
        row.ended_by,
        row.region,
        row.parent_id,
        row.kind.lasts,
        place,
        *_judged(row, state),
    )


def _resource(place: int, row: Row, state: str, basis: str, until: datetime) -> tuple:
    return (
        row.account,
        row.kind.service,
        row.kind.shown,
        row.name,
        row.arn,
        row.region,
        row.change,
        row.before,
        row.after,
        row.at,
        row.event_id,
        row.credential_id,
        row.actor,
        row.parent_id,
        row.size.words(),
        state,
        basis,
        until,
        row.ended_at,
        row.ended_event_id,
        row.costs,
        row.outcome,
        row.detail,
        row.ended_by,
        row.kind.lasts,
        row.runs_on and state == "alive",
        place,
        *_judged(row, state),
    )


def _judged(row: Row, state: str) -> tuple[bool, bool, bool]:
    """third_party, maybe_third_party and may_stand of a row."""
    return is_third_party(row.actor), may_be_third_party(row.actor), may_stand(state)


def _runs(place: int, row: Row, state: str, basis: str, until: datetime) -> Iterable[tuple]:
    for number, stretch in enumerate(row.runs, 1):
        size = stretch.size
        purchase = "spot" if (row.purchase or "").lower() in ("spot", "fargate_spot") else "on-demand"
        yield (
            row.account,
            row.kind.service,
            row.kind.shown,
            row.name,
            row.region,
            number,
            stretch.started_at,
            stretch.ended_at,
            size.text,
            size.vcpu,
            None if size.memory_mb is None else size.memory_mb / 1024,
            size.quantity or 1,
            purchase,
            state,
            stretch.started_event_id,
            stretch.ended_event_id,
            place,
        )


def _read(con: duckdb.DuckDBPyConnection, step: str, **params: object) -> list[Any]:
    return run(con, questions.step(step), params).dicts()
