"""The part of the plan that replaces the leaked key without stopping the owner's application: deny old
sessions, replace, watch, deactivate, delete."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.analysis.findings import Situation, replacement_user
from kit.analysis.response import other_keys
from kit.analysis.response.items import PlanItem, deny_older, item
from kit.analysis.response.items import deny_networks as network_policy
from kit.analysis.response.now import limited, off_now
from kit.ids import arn_account, arn_name
from kit.rules import quarantine as quarantine_policy
from kit.rules import remedies

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import ResponseCredentialsRow, ResponseDeniesRow, ResponseKeysRow


def deny_sessions(state: Situation, moment: datetime, denies: list[ResponseDeniesRow]) -> Iterator[PlanItem]:
    """Temporary credentials of the leaked user issued before now.

    Where the owner's application itself works with such sessions, the deny waits until it has moved.
    """
    for account, user, arn in state.leaked_users:
        issues = [
            row for row in state.credentials if row["depth"] > 0 and row["account_id"] in (account, None)
        ]
        issued = [row["issued_at"] for row in issues if row["issued_at"]]
        last = max([*issued, state.first_intruder or moment])
        done = [
            put
            for put in denies
            if (put["account_id"], put["kind"], put["name"]) == (account, "user", user)
            and put["event_time"] > last
        ]
        place: dict[str, Any] = {"target": arn, "actor": "owner", "account": account}
        own = state.owner_needs(account, user, temporary=True)
        children = [
            row["link_event_id"]
            for row in issues
            if row["kind"] in ("session_token", "federation_token", "console_session")
        ]
        if not done:
            values = {"name": user, "policy": "ContainmentDenyOlderSessions", "document": deny_older(moment)}
            args = {
                "user": user,
                "calls": sum(row["calls"] for row in own),
                "sessions": len(children),
                "at": moment,
            }
            phase, why = ("watch", "plan-deny-sessions-later") if own else ("now", "plan-deny-sessions")
            evidence = [*children, *(event for row in own for event in row["event_ids"])]
            yield item(
                phase,
                "deny",
                why,
                remedies.plan_line("deny-user"),
                values,
                args=args,
                evidence=evidence[:20],
                **place,
            )


def deny_networks(state: Situation, case: Case, denies: list[ResponseDeniesRow]) -> Iterator[PlanItem]:
    """Other networks for the leaked user, only if the owner's are known and nobody has done it; calls through
    VPC endpoints and AWS services are left out of it."""
    done = {(row["account_id"], row["name"]) for row in denies if row["kind"] == "user"}
    for account, user, arn in state.leaked_users:
        if (account, user) in done:
            continue
        place: dict[str, Any] = {"target": arn, "actor": "owner", "account": arn_account(arn) or ""}
        if case.owner_networks:
            values = {
                "name": user,
                "policy": "ContainmentDenyOtherNetworks",
                "document": network_policy(case.owner_networks, state.owner_endpoints),
            }
            yield item(
                "deny",
                "deny",
                "plan-deny-networks-endpoints" if state.owner_endpoints else "plan-deny-networks",
                remedies.plan_line("deny-user"),
                values,
                args={
                    "user": user,
                    "networks": list(case.owner_networks),
                    "endpoints": list(state.owner_endpoints),
                },
                **place,
            )
        else:
            yield item("deny", "keep", "plan-networks-unknown", args={"user": user}, **place)


def rotate(state: Situation) -> Iterator[PlanItem]:
    """For each leaked long-term key: its replacement, the watch, the old key off, the old key gone."""
    for row in state.leaked:
        arn = row["principal_arn"] or ""
        if row["kind"] == "principal" and ":user/" in arn:
            # Which of the user's keys leaked is not known: each may have.
            yield item(
                "rotate",
                "check",
                "plan-rotate-every-key",
                remedies.plan_line("user-keys"),
                {"name": arn_name(arn)},
                args={"user": arn_name(arn)},
                target=arn,
                actor="owner",
                account=arn_account(arn) or "",
            )
        if row["kind"] != "access_key" or row["state"] == "gone":
            continue
        if ":user/" not in arn:
            why = "plan-rotate-root" if arn.endswith(":root") else "plan-rotate-unknown-user"
            yield item(
                "rotate",
                "rotate",
                why,
                args={"key": row["credential_id"]},
                target=row["credential_id"],
                actor="owner",
                account=row["account_id"] or "",
            )
            continue
        account, user = arn_account(arn) or row["account_id"], arn_name(arn)
        place: dict[str, Any] = {"target": row["credential_id"], "actor": "owner", "account": account}
        values = {"name": user, "key": row["credential_id"]}
        fresh = state.replacement(account, user)
        used = bool(row["owner_calls"] or row["unclear_calls"])
        proved = bool(fresh and fresh["owner_like"])
        yield from _replace(state, row, account, user, fresh, used=used)
        if used or fresh:
            yield item(
                "watch",
                "watch",
                "plan-watch-old",
                remedies.plan_line("key-used"),
                values,
                args=_key(row),
                **place,
            )
        if fresh:
            yield item(
                "watch",
                "watch",
                "plan-watch-new",
                remedies.plan_line("key-used"),
                {"key": fresh["access_key_id"]},
                args={
                    "key": fresh["access_key_id"],
                    "user": fresh["user_name"],
                    "calls": fresh["owner_like"],
                },
                evidence=[fresh["event_id"]],
                target=fresh["access_key_id"],
                actor="owner",
                account=account,
            )
        if row["state"] != "stopped" and not off_now(state, row):
            why = "plan-deactivate" if proved or not used else "plan-deactivate-after"
            line = remedies.plan_line("key-off")
            yield item(
                "deactivate",
                "check",
                "plan-check-key",
                remedies.plan_line("user-keys"),
                values,
                args=_key(row),
                **place,
            )
            yield item(
                "deactivate", "deactivate", why, line, values, args={**_key(row), "user": user}, **place
            )
        if row["state"] == "stopped" and state.silent(row) and (proved or not used):
            line = remedies.plan_line("key-gone")
            yield item(
                "delete",
                "delete",
                "plan-delete",
                line,
                values,
                args=_key(row),
                **place,
                evidence=[row["ended_event_id"], fresh["event_id"] if fresh else None],
            )
        else:
            yield item(
                "delete",
                "wait",
                "plan-delete-later",
                remedies.plan_line("key-used"),
                values,
                args=_key(row),
                **place,
            )


def others(con: duckdb.DuckDBPyConnection, state: Situation) -> Iterator[PlanItem]:
    """The other long-term keys of each account that the leak concerns."""
    left = other_keys.other_keys(con, state).left
    for account in sorted({row["account_id"] or state.account for row in left}):
        names = [other_keys.name(row) for row in left if (row["account_id"] or state.account) == account]
        args = {"names": names, "count": len(names)}
        line = remedies.plan_line("save-report")
        yield item("others", "review", "plan-rotate-others", line, args=args, account=account)


def unlimit(state: Situation) -> Iterator[PlanItem]:
    """The plan's own limit on a leaked user goes at the end, when its key is gone."""
    for account, user in dict.fromkeys(limited(state)):
        yield item(
            "remove",
            "remove",
            "plan-unlimit",
            remedies.plan_line("limit-gone"),
            {"name": user},
            args={"user": user},
            target=user,
            actor="owner",
            account=account,
        )


def _replace(
    state: Situation,
    row: ResponseCredentialsRow,
    account: str,
    user: str,
    fresh: ResponseKeysRow | None,
    *,
    used: bool,
) -> Iterator[PlanItem]:
    """A new least-privilege user or role where the quarantine or the deny stops the application; else a
    second key."""
    place: dict[str, Any] = {"target": row["principal_arn"], "actor": "owner", "account": account}
    keys = state.user_keys(account, user)
    if len(keys) > 1:
        facts = {"user": user, "count": len(keys), "keys": [key["access_key_id"] for key in keys]}
        yield item(
            "rotate",
            "check",
            "plan-two-keys",
            remedies.plan_line("user-keys"),
            {"name": user},
            args=facts,
            **place,
        )
    if fresh:
        if not fresh["owner_like"]:
            yield item(
                "rotate",
                "wait",
                "plan-rotate-unused",
                remedies.plan_line("key-used"),
                {"key": fresh["access_key_id"]},
                args={"key": fresh["access_key_id"], "user": fresh["user_name"]},
                evidence=[fresh["event_id"]],
                **place,
            )
        return
    if not used:
        yield item(
            "rotate",
            "wait",
            "plan-rotate-no-owner",
            remedies.plan_line("key-used"),
            {"key": row["credential_id"]},
            args=_key(row),
            **place,
        )
        return
    if other := state.successor(account, user):
        facts = {"user": user, "name": other["user_name"], "key": other["access_key_id"]}
        line, values = remedies.plan_line("key-used"), {"key": other["access_key_id"]}
        shown = [other["event_id"]]
        yield item(
            "rotate", "check", "plan-rotate-successor", line, values, args=facts, evidence=shown, **place
        )
    refused = blocked_calls(state, account, user)
    if refused or state.owner_needs(account, user, temporary=True):
        needs = [need["action"] for need in state.owner_needs(account, user)]
        facts = {
            "user": user,
            "refused": [f"{entry['action']} ({entry['calls']})" for entry in refused],
            "calls": sum(entry["calls"] for entry in refused),
            "needs": list(dict.fromkeys(needs)),
        }
        events = [event for entry in refused for event in entry["event_ids"]][:20]
        values = {"name": replacement_user(user)}
        yield item(
            "rotate",
            "rotate",
            "plan-rotate-new-principal",
            remedies.plan_line("user-made"),
            values,
            args=facts,
            evidence=events,
            **place,
        )
        line = remedies.plan_line("least-privilege")
        yield item("rotate", "rotate", "plan-rotate-least-privilege", line, values, args=facts, **place)
        line = remedies.plan_line("key-made")
        yield item("rotate", "rotate", "plan-rotate-new-key", line, values, args=facts, **place)
    elif len(keys) < 2:
        yield item(
            "rotate",
            "rotate",
            "plan-rotate-second-key",
            remedies.plan_line("key-made"),
            {"name": user},
            args={"user": user},
            **place,
        )


def blocked_calls(state: Situation, account: str, user: str) -> list[dict[str, Any]]:
    """The owner's calls that the quarantine refused, or will refuse by its version's list though not tried
    since."""
    row = state.held(account, user)
    if row is None:
        return []
    found = {entry["action"]: entry for entry in state.refused(account, user)}
    for need in state.owner_needs(account, user):
        if quarantine_policy.verdict(row["version"], need["action"]) == "denied":
            found.setdefault(
                need["action"], {"action": need["action"], "calls": 0, "event_ids": need["event_ids"]}
            )
    return list(found.values())


def _key(row: ResponseCredentialsRow) -> dict[str, Any]:
    return {"key": row["credential_id"], "state": row["state"], "at": row["last_call"] or row["last_seen"]}
