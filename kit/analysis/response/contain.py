"""The part of the plan that stops the intruder: only things that are surely theirs, each looked at first and
saved before it is stopped.

Nothing here ends a thing that holds data: makers are kept from making more, machines are stopped or left to
the end, shares and openings are taken back. What stood before the intruder's call is never taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.analysis.findings import Situation
from kit.analysis.response import isolate
from kit.analysis.response.items import PlanItem, deny_older, item
from kit.analysis.response.lines import as_it_was, line, lined, on_others, what
from kit.analysis.response.now import IDENTITY_CENTER, leaked_session
from kit.ids import arn_name, arn_partition, role_of_session
from kit.rules import remedies

if TYPE_CHECKING:
    from kit.analysis.response.copies import Copies
    from kit.rows import ResponseCredentialsRow, ResponseDeniesRow, ResponseResourcesRow
    from kit.rules import Remedy

_READS = ("describe-", "list-", "get-")


def principals(state: Situation) -> Iterator[PlanItem]:
    """Users, keys, passwords, roles and ways in that the intruder made, and grants put on other
    principals."""
    for row, remedy in lined(state, state.principals):
        part = "contain" if "contain" in remedy.lines else "revert" if on_others(state, row, remedy) else None
        if part is None or part not in remedy.lines:
            continue
        yield from line("now", "check", "plan-check", remedy.check, row)
        yield from line(
            "now", part, f"plan-{part}-principal", remedy.lines[part], as_it_was(state, row), note=remedy.note
        )


def save(state: Situation, copies: Copies) -> Iterator[PlanItem]:
    """Copies of what their things hold, before any of it is stopped or ended; one wait a Region at the
    end."""
    copied: dict[tuple[str, str], ResponseResourcesRow] = {}
    for row, remedy in lined(state, state.resources, every=True):
        for template in remedy.lines.get("save", ()):
            reads = template.split()[1].startswith(_READS)
            kind, why = ("save", "plan-save-list") if reads else ("copy", "plan-save-copy")
            if reads or not copies.has(row["account_id"], row["resource_id"]):
                yield from line("save", kind, why, template, row)
            if template.startswith("ec2 "):
                copied[row["account_id"] or "", row["aws_region"] or ""] = row
    yield from isolate.record(lined(state, state.resources))
    for _, row in sorted(copied.items()):
        yield from line("save", "wait", "plan-save-wait", remedies.plan_line("wait-copies"), row)


def resources(state: Situation) -> Iterator[PlanItem]:
    """What the intruder started and what still costs money, many ids of one Region in one line; makers go
    first.

    Shares and openings that they made are taken back, on their own things too where a stranger can copy them.
    """
    found = list(lined(state, state.resources))
    for rows, remedy in batches(found, "contain"):
        yield from line("contain", "check", "plan-check", remedy.check, rows[0], rows)
        priced = any(row["usd_per_hour"] is not None for row in rows)
        costs = any(row["cost_bearing"] for row in rows)
        why = f"plan-contain-resource{'-priced' if priced else '' if costs else '-free'}"
        yield from line("contain", "contain", why, remedy.lines["contain"], rows[0], rows, note=remedy.note)
        if remedy.note == "members":
            yield from isolate.standby(rows[0], found)
    for row, remedy in found:
        if "contain" not in remedy.lines and remedy.note in ("spot", "members"):
            yield from line("contain", "check", f"plan-contain-{remedy.note}", remedy.check, row)
    yield from isolate.cut_off(found)
    for row, remedy in found:
        if "revert" in remedy.lines and (row["change"] == "shared" or not state.on_theirs(row)):
            yield from line("contain", "check", "plan-check", remedy.check, row)
            given = as_it_was(state, row)
            yield from line(
                "contain", "revert", "plan-revert-resource", remedy.lines["revert"], given, note=remedy.note
            )


def batches(
    found: Iterable[tuple[ResponseResourcesRow, Remedy]], part: str
) -> Iterator[tuple[list[ResponseResourcesRow], Remedy]]:
    """Rows that fit in one line of `part` (ids of one Region, at most 40), makers first."""
    groups: dict[tuple, tuple[list[ResponseResourcesRow], Remedy]] = {}
    for row, remedy in found:
        if part in remedy.lines:
            alone = "" if remedy.many(part) else row["resource_id"]
            where = (row["account_id"] or "", row["aws_region"] or "")
            key = (remedy.order, remedy.lines[part], *where, alone)
            groups.setdefault(key, ([], remedy))[0].append(row)
    for key in sorted(groups):
        rows, remedy = groups[key]
        for start in range(0, len(rows), remedies.IDS_A_LINE):
            yield rows[start : start + remedies.IDS_A_LINE], remedy


def sessions(state: Situation, moment: datetime, denies: list[ResponseDeniesRow]) -> Iterator[PlanItem]:
    """Role sessions of the intruder that may still live, leaked or taken since: a deny on the role, for those
    session names alone."""
    roles: dict[tuple[str, str], list[ResponseCredentialsRow]] = defaultdict(list)
    for row in state.credentials:
        arn = row["principal_arn"] or ""
        role = arn_name(role_of_session(arn) or (arn if ":role/" in arn else ""))
        # The policies of a role of Identity Center are changed there alone.
        wanted = row["intruder_calls"] if row["depth"] else not role.startswith(IDENTITY_CENTER)
        if role and row["may_stand"] and wanted:
            roles[(row["account_id"] or "", role)].append(row)
    for (account, role), rows in sorted(roles.items()):
        if (account, "role", role) in state.intruder_principals:
            continue  # everything is denied to it already
        last = max(row["issued_at"] or row["first_seen"] or moment for row in rows)
        if any(
            (deny["account_id"], deny["kind"], deny["name"]) == (account, "role", role)
            and deny["event_time"] > last
            for deny in denies
        ):
            yield from (leaked_session(row, "denied") for row in rows if not row["depth"])
            continue
        yield from _denied(state, moment, account, role, rows)


def _denied(
    state: Situation, moment: datetime, account: str, role: str, rows: list[ResponseCredentialsRow]
) -> Iterator[PlanItem]:
    """The deny for the sessions of one role: what leaked is denied whoever else works with it, and what that
    stops is said; of others only what nobody else works with."""
    shared = {row["principal_id"] for row in state.credentials if row["owner_calls"] or row["unclear_calls"]}
    leaked = [row for row in rows if not row["depth"]]
    others = [row for row in rows if row["depth"]]
    mixed = any(row["kind"] == "instance_session" or row["principal_id"] in shared for row in others)
    partition = arn_partition(*(row["principal_arn"] for row in rows))
    look = remedies.plan_line("role")
    place: dict[str, Any] = {"target": f"arn:{partition}:iam::{account}:role/{role}", "account": account}
    if mixed:
        yield item(
            "review",
            "review",
            "plan-review-role-session",
            look,
            {"name": role},
            actor="owner",
            args={"role": role, "sessions": _names(others)},
            evidence=[row["link_event_id"] for row in others],
            **place,
        )
    denied = leaked if mixed else rows
    if not denied:
        return
    yield item(
        "now",
        "check",
        "plan-check",
        look,
        {"name": role},
        actor="owner",
        args=what("role", role, "unknown"),
        **place,
    )
    machine = any(row["kind"] == "instance_session" for row in leaked)
    why = "plan-contain-session" if not leaked else f"plan-now-leaked-{'machine' if machine else 'session'}"
    calls = [row["last_call"] or row["last_seen"] for row in leaked]
    yield item(
        "now",
        "contain",
        why,
        remedies.plan_line("deny-role"),
        {"name": role, "document": deny_older(moment, _names(denied))},
        actor="owner" if leaked else "intruder",
        args={
            "role": role,
            "sessions": _names(denied),
            "name": ", ".join(_names(leaked)),
            "at": max((at for at in calls if at), default=moment),
            "before": moment,
            "calls": sum(row["owner_calls"] + row["unclear_calls"] for row in leaked),
        },
        evidence=[row["link_event_id"] for row in denied],
        **place,
    )


def _names(rows: list[ResponseCredentialsRow]) -> list[str]:
    return list(dict.fromkeys(arn_name(row["principal_arn"] or "") for row in rows))
