"""Findings about access: who used the key, what came out of it, the quarantine, and logs that were switched
off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kit.analysis.actors import how_sure
from kit.analysis.findings.finding import Finding, ids
from kit.analysis.findings.situation import Situation
from kit.ids import arn_name
from kit.rules import marked

if TYPE_CHECKING:
    from kit.rows import ResponseCredentialsRow

# Credentials that go on after their key was deactivated.
_OUTLIVING = {
    "federation_token": "T1550.001",
    "session_token": "T1550.001",
    "console_session": "T1078.004",
    "role_session": "T1550.001",
}


def found(state: Situation) -> Iterator[Finding]:
    """Every finding of this page."""
    yield from _third_party(state)
    yield from _outliving(state)
    yield from _other_accounts(state)
    yield from _instance_credentials(state)
    yield from _console(state)
    yield from _quarantine(state)
    yield from _logging(state)


def _third_party(state: Situation) -> Iterator[Finding]:
    worked = state.intruder_calls - state.facts["intruder_failed"]
    roots = [row["credential_id"] for row in state.leaked]
    events = ids([state.facts["first_event_id"], state.facts["last_event_id"]])
    if state.intruder_calls:
        args = {
            "keys": roots,
            "calls": state.intruder_calls,
            "how": how_sure(state.intruder_calls, state.likely_calls),
            "likely": state.likely_calls,
            "failed": state.facts["intruder_failed"],
            "addresses": state.facts["intruder_addresses"],
            "regions": state.facts["intruder_regions"],
            "credentials": sum(1 for row in state.credentials if row["intruder_calls"]),
            "at": state.first_intruder,
            "last": state.facts["last_intruder"],
        }
        severity = "critical" if worked and state.intruder_calls > 2 else "high"
        yield Finding(
            "third-party",
            severity,
            "key_activity",
            args,
            events,
            tactic="Initial Access",
            technique="T1078.004",
            weight=100,
            at=state.first_intruder,
        )
    if state.unclear_calls > 2:
        args = {"keys": roots, "calls": state.unclear_calls}
        yield Finding("unclear-hand", "medium", "key_activity", args, (), weight=10)


def _outliving(state: Situation) -> Iterator[Finding]:
    kinds: dict[str, list[ResponseCredentialsRow]] = defaultdict(list)
    for row in state.credentials:
        if row["depth"] > 0 and row["outlives_key"] and row["kind"] in _OUTLIVING and row["intruder_calls"]:
            kinds[row["kind"]].append(row)
    for kind, rows in sorted(kinds.items()):
        alive = [row for row in rows if row["may_stand"]]
        args = {
            "kind": kind,
            "count": len(rows),
            "alive": len(alive),
            "calls": sum(row["intruder_calls"] for row in rows),
            "at": min((row["issued_at"] or row["first_seen"] for row in rows), default=None),
            "expires": max((row["expires_at"] for row in rows if row["expires_at"]), default=None),
        }
        yield Finding(
            "outlives-key",
            "high" if alive else "medium",
            "credentials",
            args,
            ids(row["link_event_id"] for row in rows),
            about=kind,
            tactic="Persistence",
            technique=_OUTLIVING[kind],
            weight=80,
            at=args["at"],
            variant="outlives-key" if args["expires"] else "outlives-key-open",
        )


def _other_accounts(state: Situation) -> Iterator[Finding]:
    home = {row["account_id"] for row in state.leaked}
    accounts: dict[str, list[ResponseCredentialsRow]] = defaultdict(list)
    for row in state.credentials:
        if row["depth"] > 0 and row["account_id"] and row["account_id"] not in home and row["intruder_calls"]:
            accounts[row["account_id"]].append(row)
    for account, rows in sorted(accounts.items()):
        args = {
            "account": account,
            "count": len(rows),
            "calls": sum(row["intruder_calls"] for row in rows),
            "names": sorted({_role(row) for row in rows}),
            "at": min((row["issued_at"] or row["first_seen"] for row in rows), default=None),
        }
        yield Finding(
            "other-account",
            "critical",
            "credentials",
            args,
            ids(row["link_event_id"] for row in rows),
            about=account,
            tactic="Lateral Movement",
            technique="T1550.001",
            weight=90,
            at=args["at"],
        )


def _instance_credentials(state: Situation) -> Iterator[Finding]:
    rows = [row for row in state.credentials if row["kind"] == "instance_session" and row["intruder_calls"]]
    if rows:
        args = {
            "count": len(rows),
            "calls": sum(row["intruder_calls"] for row in rows),
            "names": sorted({arn_name(row["principal_arn"] or row["credential_id"]) for row in rows}),
            "at": min((row["first_seen"] for row in rows if row["first_seen"]), default=None),
        }
        yield Finding(
            "instance-credentials",
            "critical",
            "credentials",
            args,
            ids(row["link_event_id"] for row in rows),
            tactic="Credential Access",
            technique="T1552.005",
            weight=85,
            at=args["at"],
        )


def _console(state: Situation) -> Iterator[Finding]:
    rows = [row for row in state.credentials if row["kind"] == "console_session" and row["intruder_calls"]]
    if rows:
        args = {
            "count": len(rows),
            "calls": sum(row["intruder_calls"] for row in rows),
            "names": sorted({arn_name(row["principal_arn"] or "") for row in rows}),
            "at": min((row["issued_at"] or row["first_seen"] for row in rows), default=None),
        }
        yield Finding(
            "console",
            "high",
            "credentials",
            args,
            ids(row["link_event_id"] for row in rows),
            tactic="Initial Access",
            technique="T1078.004",
            weight=70,
            at=args["at"],
        )


def _quarantine(state: Situation) -> Iterator[Finding]:
    for row in state.quarantine:
        place = f"{row['account_id']}/{row['user_name']}/{(row['policy'] or '').rsplit('/', 1)[-1]}"
        args: dict[str, Any] = {
            "user": row["user_name"] or "",
            "policy": (row["policy"] or "").rsplit("/", 1)[-1],
            "at": row["attached_at"],
            "calls": row["calls_after"] or 0,
            "denied": row["owner_calls_denied"] or 0,
            "ended": row["detached_at"],
        }
        events = ids([row["event_id"], row["detached_event_id"]])
        shared: dict[str, Any] = {"about": place, "at": row["attached_at"] or row["detached_at"]}
        if row["detached_at"]:
            yield Finding(
                "quarantine-detached",
                "critical",
                "quarantine",
                args,
                events,
                tactic="Defense Evasion",
                technique="T1562.001",
                weight=88,
                **shared,
            )
        if row["outcome"] == "failed":
            yield Finding("quarantine-refused", "high", "quarantine", args, events, weight=60, **shared)
            continue
        if row["attached_by"] == "unclear":
            yield Finding("quarantine-not-by-aws", "medium", "quarantine", args, events, weight=60, **shared)
        unclear = row["unclear_calls_after"] or 0
        if sure := args["calls"] - unclear:
            yield Finding(
                "quarantine-ignored",
                "high",
                "quarantine",
                {**args, "calls": sure},
                events,
                weight=75,
                **shared,
            )
        if unclear:
            yield Finding(
                "quarantine-unclear",
                "medium",
                "quarantine",
                {**args, "calls": unclear},
                events,
                weight=30,
                **shared,
            )
        if row["owner_calls_denied"]:
            yield Finding("quarantine-stops-owner", "medium", "quarantine", args, events, weight=50, **shared)


def _logging(state: Situation) -> Iterator[Finding]:
    for stop in state.trail_stops:
        if not stop["maybe_third_party"]:
            continue
        back = stop["started_at"]
        # A trail of an account that the leak did not reach is told, not cried out.
        concerned = stop["account_id"] in state.accounts
        severity = "medium" if not concerned else "high" if back else "critical"
        args = {
            "name": (stop["trail"] or "").rsplit("/", 1)[-1],
            "at": stop["stopped_at"],
            "ended": back,
            "span": back - stop["stopped_at"] if back else None,
            "call": stop["event_name"],
            "account": stop["account_id"],
            # A call that is outside the tree says whose it was: nobody has said that it is the third party's.
            "whose": "outside" if stop["outside_tree"] else "tree",
            "by": stop["caller"],
        }
        yield Finding(
            "logging-stopped",
            severity,
            "coverage",
            args,
            ids([stop["event_id"], stop["started_event_id"]]),
            about=f"{stop['account_id']}/{stop['aws_region']}/{args['name']}",
            tactic="Defense Evasion",
            technique="T1562.008",
            weight=82 if concerned else 40,
            at=stop["stopped_at"],
            variant=_stopped(stop["event_name"], back is not None),
        )


def _stopped(call: str, resumed: bool) -> str:
    """A trail that was deleted is no trail that pauses."""
    if any(call == name for _, name in marked("deletes_trail")):
        return "trail-deleted"
    return "logging-stopped" if resumed else "logging-stopped-still"


def _role(row: ResponseCredentialsRow) -> str:
    parts = (row["principal_arn"] or "").split("/")
    return parts[1] if len(parts) > 2 else parts[-1]
