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
from kit.ids import arn_partition, role_of_session
from kit.rules import remedies

if TYPE_CHECKING:
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


def save(state: Situation) -> Iterator[PlanItem]:
    """Copies of what their things hold, before any of it is stopped or ended; one wait a Region at the
    end."""
    copied: dict[tuple[str, str], ResponseResourcesRow] = {}
    for row, remedy in lined(state, state.resources, every=True):
        for template in remedy.lines.get("save", ()):
            reads = template.split()[1].startswith(_READS)
            kind, why = ("save", "plan-save-list") if reads else ("copy", "plan-save-copy")
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
        partition = arn_partition(*(row["principal_arn"] for row in rows))
        target = f"arn:{partition}:iam::{account}:role/{role}"
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
            "now",
            "check",
            "plan-check",
            look,
            {"name": role},
            actor="owner",
            args=what("role", role, "unknown"),
            **place,
        )
        yield item(
            "now",
            "contain",
            "plan-contain-session",
            remedies.plan_line("deny-role"),
            {"name": role, "document": deny_older(moment, names)},
            actor="intruder",
            args={"role": role, "sessions": names},
            **place,
        )
