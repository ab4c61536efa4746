"""Findings about what was made: users, keys, passwords, roles, ways in, grants; machines and other
resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kit.analysis.findings.finding import Finding, ids
from kit.analysis.findings.situation import Situation
from kit.ids import arn_name
from kit.rules import documents, marked

if TYPE_CHECKING:
    from kit.rows import ResponsePrincipalsRow, ResponseResourcesRow

_ADMIN = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "AdministratorAccess-Amplify")
_WAYS_IN = {
    "saml_provider": "T1484.002",
    "oidc_provider": "T1484.002",
    "trust_anchor": "T1098.003",
    "roles_anywhere_profile": "T1098.003",
    "identity_center_user": "T1136.003",
    "identity_center_assignment": "T1098.003",
}
_GRANTS = {
    "attached_policy", "inline_policy", "policy_version", "group_membership", "permission_boundary",
    "trust_policy",
}  # fmt: skip
_TECHNIQUES = {
    "access_key": "T1098.001",
    "login_profile": "T1098.001",
    "role": "T1136.003",
    "mfa_device": "T1098.005",
}


def found(state: Situation, regions_before: set[str] | None) -> Iterator[Finding]:
    """Every finding of this page. `regions_before` is None where the evidence holds no past of the key."""
    rows = [
        row for row in state.principals if row["third_party"] and row["outcome"] in ("succeeded", "partly")
    ]
    reported: set[int] = set()
    yield from _users(state, rows, reported)
    yield from _single(state, rows, reported)
    yield from _grants(rows, reported)
    yield from _rest(rows, reported)
    yield from _started(state, regions_before)
    yield from _changed(state)


def _users(state: Situation, rows: list[ResponsePrincipalsRow], reported: set[int]) -> Iterator[Finding]:
    """A user made by the intruder, with the keys, password and rights it got."""
    named: dict[tuple, set[int]] = defaultdict(set)
    for place, row in enumerate(rows):
        named[row["account_id"], "arn", row["arn"]].add(place)
        named[row["account_id"], "name", arn_name(row["arn"] or "")].add(place)
    for at, user in enumerate(rows):
        if user["kind"] != "user" or user["change"] != "created":
            continue
        by_arn = named[user["account_id"], "arn", user["arn"]]
        by_name = named.get((user["account_id"], "name", user["name"]), set())
        own = [rows[place] for place in sorted((by_arn | by_name) - {at})]
        reported.update(id(row) for row in [user, *own])
        keys = [row for row in own if row["kind"] == "access_key" and row["change"] == "created"]
        admin = any(_admin(row) for row in own)
        password = any(row["kind"] == "login_profile" for row in own)
        alive = user["may_stand"]
        args = {
            "user": user["name"],
            "account": user["account_id"],
            "at": user["changed_at"],
            "keys": len(keys),
            "password": "yes" if password else "no",
            "admin": "yes" if admin else "no",
            "state": user["state"],
            "when": user["state_at"] or user["ended_at"],
        }
        severity = (
            "critical" if alive and (admin or keys or password) else "high" if alive or admin else "medium"
        )
        yield Finding(
            "new-user",
            severity,
            "principals",
            args,
            ids([user["event_id"]], [r["event_id"] for r in own]),
            about=user["arn"] or user["name"],
            tactic="Persistence",
            technique="T1136.003",
            weight=95 if admin else 85,
            at=user["changed_at"],
        )


def _single(state: Situation, rows: list[ResponsePrincipalsRow], reported: set[int]) -> Iterator[Finding]:
    """Keys, passwords, roles and ways in, one finding each."""
    rules = {"access_key": "new-key", "login_profile": "new-password", "role": "new-role"}
    for row in rows:
        if id(row) in reported or row["change"] in ("deleted", "disabled"):
            continue
        rule = rules.get(row["kind"]) or ("way-in" if row["kind"] in _WAYS_IN else None)
        if row["kind"] == "trust_policy":
            rule = "trust-changed"
        if rule is None or (
            rule != "trust-changed" and row["change"] not in ("created", "attached", "changed")
        ):
            continue
        if row["kind"] == "role" and row["change"] != "created":
            continue
        reported.add(id(row))
        alive = row["may_stand"]
        args = {
            "kind": row["kind"],
            "name": row["name"],
            "user": arn_name(row["arn"] or "") or row["name"],
            "at": row["changed_at"],
            "state": row["state"],
            "when": row["state_at"] or row["ended_at"],
            "account": row["account_id"],
        }
        strangers: list[str] = []
        if rule == "trust-changed" and (policy := documents.policy(row["after"])):
            strangers = documents.strangers(policy, row["account_id"] or "")
        args["names"] = strangers
        technique = _WAYS_IN.get(row["kind"]) or _TECHNIQUES.get(row["kind"], "T1098.003")
        yield Finding(
            rule,
            "critical" if alive else "medium",
            "principals",
            args,
            ids([row["event_id"]]),
            about=f"{row['arn'] or row['name']}/{row['event_id']}",
            tactic="Persistence",
            technique=technique,
            weight=84,
            at=row["changed_at"],
            variant="trust-changed-strangers" if strangers else "",
        )


def _grants(rows: list[ResponsePrincipalsRow], reported: set[int]) -> Iterator[Finding]:
    """Rights put on principals that are not new, by principal."""
    groups: dict[tuple[str, str], list[ResponsePrincipalsRow]] = defaultdict(list)
    for row in rows:
        if id(row) not in reported and row["kind"] in _GRANTS and row["change"] != "deleted":
            reported.add(id(row))
            groups[(row["account_id"], row["arn"] or row["name"])].append(row)
    for (account, arn), given in sorted(groups.items()):
        alive = any(row["may_stand"] for row in given)
        admin = any(_admin(row) for row in given)
        args = {
            "name": arn_name(arn),
            "account": account,
            "count": len(given),
            "names": sorted({str(row["name"] or row["after"] or row["kind"])[:120] for row in given}),
            "at": given[0]["changed_at"],
            "state": "alive" if alive else "gone",
        }
        severity = "critical" if alive and admin else "high" if alive or admin else "medium"
        yield Finding(
            "grant",
            severity,
            "principals",
            args,
            ids(row["event_id"] for row in given),
            about=arn,
            tactic="Privilege Escalation",
            technique="T1098.003",
            weight=78,
            at=args["at"],
            variant="grant-admin" if admin else "",
        )


def _rest(rows: list[ResponsePrincipalsRow], reported: set[int]) -> Iterator[Finding]:
    """Everything else in IAM, by kind and change."""
    groups: dict[tuple[str, str], list[ResponsePrincipalsRow]] = defaultdict(list)
    for row in rows:
        if id(row) not in reported:
            groups[(row["kind"], row["change"])].append(row)
    for (kind, change), left in sorted(groups.items()):
        args = {
            "kind": kind,
            "change": change,
            "count": len(left),
            "names": sorted({str(row["name"] or row["arn"])[:120] for row in left}),
            "at": left[0]["changed_at"],
            "alive": sum(1 for row in left if row["may_stand"]),
        }
        yield Finding(
            "iam-change",
            "high" if args["alive"] else "medium",
            "principals",
            args,
            ids(row["event_id"] for row in left),
            about=f"{kind}/{change}",
            tactic="Persistence",
            technique=_TECHNIQUES.get(kind, "T1098"),
            weight=55,
            at=args["at"],
        )


def _started(state: Situation, before: set[str] | None) -> Iterator[Finding]:
    """What costs money, by service, with Regions that were not used before."""
    groups: dict[str, list[ResponseResourcesRow]] = defaultdict(list)
    for row in state.resources:
        if _theirs(row) and row["cost_bearing"] and row["change"] == "created":
            groups[row["service"]].append(row)
    for service, rows in sorted(groups.items()):
        alive = [row for row in rows if row["may_stand"]]
        regions = {row["aws_region"] for row in rows if row["aws_region"]}
        unused = sorted(regions - before) if before is not None else []
        args = {
            "service": service,
            "count": len(rows),
            "things": [(service, row["resource_type"]) for row in rows],
            "regions": len(regions),
            "unused": len(unused),
            "names": unused,
            "alive": len(alive),
            "left": "all" if len(alive) == len(rows) else "some",
            "usd_per_hour": _sum(row["usd_per_hour"] for row in alive),
            "usd_so_far": _sum(row["estimated_usd"] for row in rows),
            "at": rows[0]["created_at"],
            "when": max((row["state_at"] for row in alive if row["state_at"]), default=state.as_of),
        }
        past = "no-past" if before is None else "unused" if unused else "known"
        standing = "gone" if not alive else "alive" if args["usd_per_hour"] is None else "alive-priced"
        cost = "" if args["usd_so_far"] is None else "-cost"
        yield Finding(
            "started",
            "critical" if alive else "high",
            "resources",
            args,
            ids(row["event_id"] for row in rows),
            about=service,
            tactic="Impact",
            technique="T1496",
            weight=92 if alive else 72,
            at=args["at"],
            variant=f"started-{past}-{standing}{cost}",
        )


def _changed(state: Situation) -> Iterator[Finding]:
    """Other resources made or changed, by service."""
    groups: dict[tuple[str, str], list[ResponseResourcesRow]] = defaultdict(list)
    off = marked("stops_trail") | marked("deletes_trail")
    for row in state.resources:
        trail = (row["service"], row["event_name"]) in off
        if _theirs(row) and not trail and not (row["cost_bearing"] and row["change"] == "created"):
            groups[(row["service"], row["change"])].append(row)
    for (service, change), rows in sorted(groups.items()):
        args = {
            "service": service,
            "change": change,
            "count": len(rows),
            "things": [(service, row["resource_type"]) for row in rows],
            "names": sorted({str(row["resource_id"])[:120] for row in rows}),
            "at": rows[0]["created_at"],
        }
        yield Finding(
            "resource-change",
            "medium",
            "resources",
            args,
            ids(row["event_id"] for row in rows),
            about=f"{service}/{change}",
            tactic="Impact",
            technique="T1578",
            weight=45,
            at=args["at"],
        )


def _theirs(row: ResponseResourcesRow) -> bool:
    return row["third_party"] and row["outcome"] in ("succeeded", "partly")


def _admin(row: ResponsePrincipalsRow) -> bool:
    words = f"{row['name'] or ''} {row['after'] or ''}"
    if any(arn_name(word) in _ADMIN for word in words.replace('"', " ").replace(",", " ").split()):
        return True
    flat = words.replace(" ", "").replace("[", "").replace("]", "")
    return row["kind"] in ("inline_policy", "policy_version") and '"Action":"*"' in flat


def _sum(amounts: Iterable[float | None]) -> float | None:
    """The sum of what has a price; None where nothing has."""
    known = [amount for amount in amounts if amount is not None]
    return float(sum(known)) if known else None
