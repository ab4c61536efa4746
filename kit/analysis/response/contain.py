"""The part of the plan that stops the intruder: only things that are surely theirs, each looked at first."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from kit.analysis.findings import SILENCE, Situation, requested
from kit.analysis.response.items import PlanItem, deny_older, item
from kit.ids import quarantine_version, role_of_session
from kit.rules import marks_of, remedies

if TYPE_CHECKING:
    from kit.rows import (
        ResponseCredentialsRow,
        ResponseDeniesRow,
        ResponsePrincipalsRow,
        ResponseResourcesRow,
        ResponseTrailStopsRow,
    )

    LedgerRow = ResponsePrincipalsRow | ResponseResourcesRow
    LedgerRowT = TypeVar("LedgerRowT", ResponsePrincipalsRow, ResponseResourcesRow)
    from kit.rules import Remedy


def restore(state: Situation) -> Iterator[PlanItem]:
    """Trails that the intruder stopped and nobody started again: without them the rest is blind."""
    for stop in state.trail_stops:
        lines = remedies.lines_of("cloudtrail", stop["event_name"])
        if stop["third_party"] and stop["started_at"] is None and "restore" in lines:
            place = _place(stop, stop["trail"], stop["event_id"], stop["aws_region"])
            yield item(
                "restore",
                "check",
                "plan-check",
                lines["check"],
                stop,
                args=_what("trail", stop["trail"], "unknown"),
                **place,
            )
            yield item(
                "restore",
                "restore",
                "plan-restore-trail",
                lines["restore"],
                stop,
                args={"name": stop["trail"], "at": stop["stopped_at"]},
                **place,
            )


def principals(state: Situation) -> Iterator[PlanItem]:
    """Users, keys, passwords, roles and ways in that the intruder made, and grants put on other
    principals."""
    for row, remedy in _lined(state, state.principals):
        lines = remedy.lines
        part = "contain" if "contain" in lines else "revert" if _on_others(state, row, remedy) else None
        if part is None or part not in lines:
            continue
        yield _line("contain", "check", "plan-check", lines["check"], row)
        yield _line("contain", part, f"plan-{part}-principal", lines[part], row)


def resources(state: Situation) -> Iterator[PlanItem]:
    """What the intruder started and what still costs money, many ids of one Region in one line; makers go
    first.

    Shares and openings that they made are taken back, on their own things too where a stranger can copy them.
    """
    found = list(_lined(state, state.resources))
    for rows, remedy in _batches(found, "contain"):
        yield _line("contain", "check", "plan-check", remedy.lines["check"], rows[0], rows)
        priced = any(row["usd_per_hour"] is not None for row in rows)
        why = "plan-contain-resource-priced" if priced else "plan-contain-resource"
        yield _line("contain", "contain", why, remedy.lines["contain"], rows[0], rows)
    for row, remedy in found:
        if "revert" in remedy.lines and (row["change"] == "shared" or not state.on_theirs(row)):
            yield _line("contain", "check", "plan-check", remedy.lines["check"], row)
            yield _line("contain", "revert", "plan-revert-resource", remedy.lines["revert"], row)


def _batches(
    found: Iterable[tuple[ResponseResourcesRow, Remedy]], part: str
) -> Iterator[tuple[list[ResponseResourcesRow], Remedy]]:
    """Rows that fit in one line of `part` (ids of one Region, at most 40), makers first."""
    groups: dict[tuple, tuple[list[ResponseResourcesRow], Remedy]] = {}
    for row, remedy in found:
        if part in remedy.lines:
            alone = "" if remedy.many(part) else row["resource_id"]
            key = (remedy.order, remedy.lines[part], row["account_id"], row["aws_region"], alone)
            groups.setdefault(key, ([], remedy))[0].append(row)
    for key in sorted(groups):
        rows, remedy = groups[key]
        for start in range(0, len(rows), remedies.IDS_A_LINE):
            yield rows[start : start + remedies.IDS_A_LINE], remedy


def sessions(state: Situation, moment: datetime, denies: list[ResponseDeniesRow]) -> Iterator[PlanItem]:
    """Role sessions of the intruder that may still live: a deny on the role, for those session names
    alone."""
    roles: dict[tuple[str, str], list[ResponseCredentialsRow]] = defaultdict(list)
    for row in state.credentials:
        arn = row["principal_arn"] or ""
        role = role_of_session(arn) or (arn if ":role/" in arn else None)
        if row["depth"] > 0 and role and row["may_stand"] and row["intruder_calls"]:
            roles[(row["account_id"] or "", role.rsplit("/", 1)[-1])].append(row)
    for (account, role), rows in sorted(roles.items()):
        if (account, "role", role) in state.intruder_principals:
            continue  # everything is denied to it already
        last = max(row["issued_at"] or row["first_seen"] or moment for row in rows)
        if any(
            (deny["account_id"], deny["kind"], deny["name"]) == (account, "role", role)
            and deny["event_time"] > last
            for deny in denies
        ):
            continue
        names = [row["principal_arn"].rsplit("/", 1)[-1] for row in rows]
        evidence = [row["link_event_id"] for row in rows]
        target = f"arn:aws:iam::{account}:role/{role}"
        shared = {
            row["principal_id"] for row in state.credentials if row["owner_calls"] or row["unclear_calls"]
        }
        mixed = any(row["kind"] == "instance_session" or row["principal_id"] in shared for row in rows)
        look = remedies.plan_line("role")
        place: dict[str, Any] = {"target": target, "account": account, "evidence": evidence}
        if mixed:
            yield item(
                "review",
                "review",
                "plan-review-role-session",
                look,
                {"name": role},
                actor="owner",
                args={"role": role, "sessions": names},
                **place,
            )
            continue
        yield item(
            "contain",
            "check",
            "plan-check",
            look,
            {"name": role},
            actor="owner",
            args=_what("role", role, "unknown"),
            **place,
        )
        yield item(
            "contain",
            "contain",
            "plan-contain-session",
            remedies.plan_line("deny-role"),
            {"name": role, "document": deny_older(moment, names)},
            actor="intruder",
            args={"role": role, "sessions": names},
            **place,
        )


def remove(state: Situation) -> Iterator[PlanItem]:
    """At the end: what the intruder made goes. Grants before their holders; keys only when off and silent."""
    things = list(_lined(state, state.resources, every=True))
    for row, remedy in things:
        if "own" in remedy.lines and state.on_theirs(row):
            why = "plan-remove" if row["change"] == "created" else "plan-undo"
            yield _line("remove", "remove", why, remedy.lines["own"], row)
    # Machines first, then what they hang on: groups, keys, snapshots.
    for rows, remedy in _batches(
        ((row, each) for row, each in things if row["change"] == "created"), "remove"
    ):
        yield _line("remove", "check", "plan-check", remedy.lines["check"], rows[0], rows)
        yield _line("remove", "remove", "plan-remove", remedy.lines["remove"], rows[0], rows)
    for row, remedy in reversed(list(_lined(state, state.principals, every=True))):
        lines = remedy.lines
        if "wait" in lines:
            yield _removed_when_silent(state, row, remedy)
        elif "remove" in lines:
            yield _line("remove", "check", "plan-check", lines["check"], row)
            yield _line("remove", "remove", "plan-remove", lines["remove"], row)
        elif remedy.grant_to and not _on_others(state, row, remedy):
            yield _line("remove", "remove", "plan-remove", lines.get("revert") or lines["own"], row)


def _removed_when_silent(state: Situation, row: ResponsePrincipalsRow, remedy: Remedy) -> PlanItem:
    """A key goes only when it is off and nothing has called with it for a day."""
    known = next((each for each in state.credentials if each["credential_id"] == row["name"]), None)
    last: datetime | None = known["last_call"] if known else None
    if row["state"] == "stopped" and state.as_of and (last is None or state.as_of - last >= SILENCE):
        return _line("remove", "remove", "plan-remove", remedy.lines["remove"], row)
    return _line("remove", "wait", "plan-remove-key-later", remedy.lines["wait"], row)


def review(state: Situation) -> Iterator[PlanItem]:
    """What the kit will not decide: what an unclear actor did, and changes on things of the owner's."""
    left: list[tuple[str, LedgerRow]] = []
    handled = {
        id(row)
        for row, remedy in _lined(state, state.principals, every=True)
        if _handles(remedy, row, on_theirs=False, on_others=_on_others(state, row, remedy))
    }
    left += [(_why(state, row), row) for row in _undecided(state, state.principals, handled)]
    handled = {
        id(row)
        for row, remedy in _lined(state, state.resources, every=True)
        if _handles(remedy, row, on_theirs=state.on_theirs(row), on_others=False)
    }
    left += [
        (_why(state, row), row)
        for row in _undecided(state, state.resources, handled)
        # What the intruder changed on a thing of their own goes with that thing.
        if not row["third_party"] or not state.on_theirs(row)
    ]
    yield from _reviewed(left)


def _undecided(state: Situation, rows: list[LedgerRowT], handled: set[int]) -> Iterator[LedgerRowT]:
    for row in state.alive(rows):
        # Trails that were stopped have a phase of their own.
        own_phase = {"stops_trail", "deletes_trail"}.intersection(
            marks_of(str(row["source"]), str(row["event_name"]))
        )
        if row["maybe_third_party"] and id(row) not in handled and not own_phase:
            yield row


def _why(state: Situation, row: LedgerRow) -> str:
    if row["actor"] == "unclear":
        return "unclear"
    return "made" if row["change"] == "created" and state.theirs(row) else "change"


def _reviewed(left: list[tuple[str, LedgerRow]]) -> Iterator[PlanItem]:
    """One item a reason and kind of line; ids of one Region are looked at together."""
    groups: dict[tuple, tuple[list[LedgerRow], Remedy | None]] = {}
    for why, row in left:
        remedy = remedies.remedy_of(row)
        many = remedy is not None and remedy.many("check")
        place = (row["account_id"], row["aws_region"], row["event_id"]) if many else id(row)
        look = remedy.lines["check"] if remedy else ""
        groups.setdefault((why, look, place), ([], remedy))[0].append(row)
    for (why, look, _), (rows, remedy) in groups.items():
        if remedy is None:
            yield item("review", "review", f"plan-review-{why}", args=_what_of(rows[0]), **_place_of(rows[0]))
            continue
        why = "change" if why == "made" else why
        for start in range(0, len(rows), remedies.IDS_A_LINE):
            part = rows[start : start + remedies.IDS_A_LINE]
            several = part if len(part) > 1 else None
            yield _line("review", "review", f"plan-review-{why}", look, part[0], several)


def _handles(remedy: Remedy, row: LedgerRow, *, on_theirs: bool, on_others: bool) -> bool:
    """Whether another phase has a line for this row."""
    lines = remedy.lines
    if "contain" in lines or "revert" in lines:
        return True
    if "remove" in lines:
        return row["change"] == "created"
    if "own" not in lines:
        return False
    return not on_others if remedy.grant_to else on_theirs


def _lined(
    state: Situation, rows: list[LedgerRowT], *, every: bool = False
) -> Iterator[tuple[LedgerRowT, Remedy]]:
    """Rows that are surely the intruder's and have lines: those that may be at work, or `every` not yet
    gone."""
    for row in rows:
        wanted = row["may_stand"] or (every and row["state"] == "stopped")
        if not wanted or not state.theirs(row):
            continue
        if row.get("kind") == "access_key" and row["change"] == "created" and _used_by_others(state, row):
            continue
        request = requested(row)
        if quarantine_version(str(request.get("policyArn") or request.get("policyName") or "")):
            continue
        remedy = remedies.remedy_of(row)
        if remedy is None:
            continue
        # A line that ends a thing is for things that were made; a change has only lines that undo changes.
        ends = "resource_id" in row and remedy.lines.keys() & {"contain", "remove"}
        if row["change"] != "created" and ends:
            continue
        yield row, remedy


def _used_by_others(state: Situation, row: LedgerRow) -> bool:
    return any(
        each["credential_id"] == row.get("name") and (each["owner_calls"] or each["unclear_calls"])
        for each in state.credentials
    )


def _on_others(state: Situation, row: LedgerRow, remedy: Remedy) -> bool:
    """Whether a grant was put on a principal that the intruder did not make."""
    granted = remedy.granted_to(row)
    return granted is not None and (row["account_id"], *granted) not in state.intruder_principals


def _line(
    phase: str, kind: str, why: str, line: str, row: LedgerRow, rows: Sequence[LedgerRow] | None = None
) -> PlanItem:
    ids = [str(each.get("resource_id")) for each in rows] if rows else None
    place = _place_of(row)
    if rows and len(rows) > 1:
        place["target"] = ", ".join(ids or [])
        place["evidence"] = [each["event_id"] for each in rows]
    return item(phase, kind, why, line, row, ids=ids, args=_what_of(row, rows), **place)


def _place_of(row: LedgerRow) -> dict[str, Any]:
    place = _place(row, row.get("arn") or row.get("resource_id") or row.get("name") or "", row["event_id"])
    name = row.get("name")
    if thing := row.get("resource_id"):
        place["region"] = row["aws_region"] if row["aws_region"] not in (None, "global") else ""
        place["target"] = thing
    elif row.get("source") == "rolesanywhere":
        place["region"] = str(row.get("aws_region") or "")
    elif name and name not in place["target"]:
        place["target"] = f"{place['target']} {name}".strip()
    return place


def _place(
    row: LedgerRow | ResponseTrailStopsRow, target: str, event_id: str | None, region: str = ""
) -> dict[str, Any]:
    return {
        "target": target,
        "actor": row["actor"],
        "account": row["account_id"] or "",
        "region": region,
        "evidence": [event_id],
    }


def _what_of(row: LedgerRow, rows: Sequence[LedgerRow] | None = None) -> dict[str, Any]:
    rows = rows or [row]
    kind = row.get("kind") or row.get("resource_type") or ""
    name = row.get("resource_id") or row.get("name") or row.get("arn") or ""
    if len(rows) > 1:
        name = ", ".join(str(each.get("resource_id")) for each in rows[:8]) + (
            " ..." if len(rows) > 8 else ""
        )
    made = _what(kind, name, row["state"])
    prices = [usd for usd in (each.get("usd_per_hour") for each in rows) if usd is not None]
    made.update(
        at=row.get("changed_at") or row.get("created_at"),
        call=row.get("event_name") or "",
        count=len(rows),
        usd_per_hour=sum(prices) if prices else None,
    )
    return made


def _what(kind: str, name: str, state: str) -> dict[str, Any]:
    return {"kind": kind, "name": json.loads(json.dumps(name or "")), "state": state}
