"""What to do in the next 15 minutes: the leaked key off or limited, others at the third party's addresses;
each kind of principal in its own way.

A key that only the third party uses is switched off at once. One that the owner's application works with and
no quarantine holds is limited to the services the application is seen to use, and loses the calls that only
the third party made; what switching it off would stop is said. Nothing here needs the kit to guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kit.analysis.findings import Situation, as_object
from kit.analysis.response.items import PlanItem, item, items, limit
from kit.ids import arn_account, arn_name, is_key_id, role_of_session
from kit.rules import remedies
from kit.window import parse_time

if TYPE_CHECKING:
    from kit.case import Case
    from kit.rows import ResponseCredentialsRow, ResponseNeighboursRow

# AWS's second mail speaks of suspension when nothing has been done for this long.
AWS_WAITS = timedelta(days=5)
# Roles that IAM Identity Center makes: their policies are changed there, never on the role.
IDENTITY_CENTER = "AWSReservedSSO_"


def deadline(case: Case, moment: datetime) -> Iterator[PlanItem]:
    """Says that AWS's deadline has passed, or until when it runs."""
    received = case.notice.get("received_at")
    if received:
        due = parse_time(received) + AWS_WAITS
        why = "plan-now-deadline-past" if due < moment else "plan-now-deadline"
        yield item("now", "keep", why, args={"at": due})


def keys(state: Situation) -> Iterator[PlanItem]:
    """Each leaked key that is not known to be off, and each leaked principal that is no user."""
    for row in state.leaked:
        arn = row["principal_arn"] or ""
        off = row["state"] in ("stopped", "gone")
        if arn.endswith(":root"):
            why = "plan-now-root-key-off" if off else "plan-now-root-key"
            yield _said(why, row, key=row["credential_id"])
        elif ":user/" in arn:
            if not off:
                yield from _user(state, row, arn)
        elif not off and arn_name(role_of_session(arn) or "").startswith(IDENTITY_CENTER):
            yield _said("plan-now-identity-center", row, name=arn_name(arn))
        elif off and role_of_session(arn):
            yield leaked_session(row, "over")


def leaked_session(row: ResponseCredentialsRow, state: str) -> PlanItem:
    """A session that leaked has ended (`over`) or is denied (`denied`); whoever could get it can get the next
    one."""
    arn = row["principal_arn"] or ""
    role = role_of_session(arn) or ""
    args = {"name": arn_name(arn), "role": arn_name(role), "at": row["last_call"] or row["last_seen"]}
    place: dict[str, Any] = {"target": role, "actor": "owner", "account": row["account_id"] or ""}
    whose = "machine" if row["kind"] == "instance_session" else "session"
    why, line = f"plan-now-leaked-{whose}-{state}", remedies.plan_line("role")
    return item("now", "review", why, line, {"name": arn_name(role)}, args=args, **place)


def off_now(state: Situation, row: ResponseCredentialsRow) -> bool:
    """Whether the plan switches this leaked key off at once: nobody but the third party is seen with it, or
    it cannot be limited."""
    arn = row["principal_arn"] or ""
    if row["kind"] != "access_key" or row["state"] in ("stopped", "gone") or ":user/" not in arn:
        return False
    if not (row["owner_calls"] or row["unclear_calls"]):
        return True
    account, user = arn_account(arn) or row["account_id"] or "", arn_name(arn)
    return state.held(account, user) is None and _limit(state, account, user) is None


def _user(state: Situation, row: ResponseCredentialsRow, arn: str) -> Iterator[PlanItem]:
    account, user = arn_account(arn) or row["account_id"] or "", arn_name(arn)
    needs = state.owner_needs(account, user)
    calls = sum(need["calls"] for need in needs)
    args = {
        "key": row["credential_id"],
        "user": user,
        "calls": calls,
        "needs": list(dict.fromkeys(need["action"] for need in needs))[:12],
        "at": row["last_call"] or row["last_seen"],
    }
    place: dict[str, Any] = {"target": row["credential_id"], "actor": "owner", "account": account}
    if off_now(state, row):
        used = row["owner_calls"] or row["unclear_calls"]
        values = {"name": user, "key": row["credential_id"]}
        yield item("now", "check", "plan-check-key", remedies.plan_line("user-keys"), values,
                   args={**args, "state": row["state"]}, **place)  # fmt: skip
        why = "plan-now-key-off-used" if used else "plan-now-key-off"
        yield item("now", "deactivate", why, remedies.plan_line("key-off"), values, args=args, **place)
        return
    if state.held(account, user) is not None:
        return
    document = _limit(state, account, user)
    if document is None:
        return
    values = {"name": user, "document": document}
    yield item(
        "now", "check", "plan-check-user", remedies.plan_line("user-limits"), values, args=args, **place
    )
    why = "plan-now-limit" if row["kind"] == "access_key" else "plan-now-limit-user"
    evidence = [event for need in needs for event in need["event_ids"]][:20]
    yield item(
        "now", "limit", why, remedies.plan_line("deny-limit"), values, args=args, evidence=evidence, **place
    )


def limited(state: Situation) -> Iterator[tuple[str, str]]:
    """(account, user) of each leaked user that the plan limits."""
    for row in state.leaked:
        arn = row["principal_arn"] or ""
        account, user = arn_account(arn) or row["account_id"] or "", arn_name(arn)
        if (
            ":user/" in arn
            and row["state"] not in ("stopped", "gone")
            and not off_now(state, row)
            and state.held(account, user) is None
            and _limit(state, account, user) is not None
        ):
            yield account, user


def _limit(state: Situation, account: str, user: str) -> str | None:
    """The policy for a user: None where the owner is not seen with it, or it would be too long."""
    needs = [need["action"] for need in state.owner_needs(account, user)]
    if not needs:
        return None
    services = {remedies.iam_service(action.partition(":")[0]) for action in needs}
    kept = {action.lower() for action in needs}
    refused = {
        f"{remedies.iam_service(source)}:{call}"
        for source, call in state.their_calls
        if remedies.iam_service(source) in services and f"{source}:{call}".lower() not in kept
    }
    return limit(services, refused) or limit(services, ())


def neighbours(state: Situation) -> Iterator[PlanItem]:
    """Other principals that call from an address where only the third party is seen: their keys go off, what
    they made is limited; whether it was them their owners are asked."""
    groups: dict[tuple[str, str, str], list[ResponseNeighboursRow]] = defaultdict(list)
    for row in state.neighbours:
        groups[row["account_id"] or "", row["user_arn"], row["access_key_id"] or ""].append(row)
    for (account, arn, key), rows in groups.items():
        worked = [row for row in rows if row["outcome"] != "failed"]
        place: dict[str, Any] = {
            "target": key or arn,
            "actor": "unclear",
            "account": account,
            "evidence": [event for row in worked or rows for event in row["event_ids"]][:20],
            "notes": ("plan-note-likely",),
        }
        args = {
            "key": key,
            "user": arn_name(arn),
            "address": rows[0]["address"],
            "calls": sum(row["calls"] for row in rows),
            "at": min((row["first_seen"] for row in rows if row["first_seen"]), default=None),
        }
        if arn.endswith(":root"):
            yield item("now", "review", "plan-now-root-sign-in", args=args, **place)
        elif is_key_id(key) and key.startswith("AKIA") and ":user/" in arn:
            values = {"name": arn_name(arn), "key": key}
            yield item(
                "now", "check", "plan-check-user", remedies.plan_line("user-keys"), values, args=args, **place
            )
            yield item(
                "now",
                "contain",
                "plan-now-other-key",
                remedies.plan_line("key-off"),
                values,
                args=args,
                **place,
            )
        else:
            yield item("now", "review", "plan-now-other-session", args=args, **place)
        for row in worked:
            yield from _made(row, account, place)


def _made(row: ResponseNeighboursRow, account: str, place: dict[str, Any]) -> Iterator[PlanItem]:
    given = {
        **row,
        "request_parameters": as_object(row["request_parameters"]),
        "response_elements": as_object(row["response_elements"]),
    }
    remedy = remedies.remedy_of(given)
    if remedy is None or "contain" not in remedy.lines or remedy.many("contain"):
        return
    request = given["request_parameters"]
    name = next(
        (str(value) for value in request.values() if isinstance(value, str) and value), row["event_name"]
    )
    args = {
        "name": name,
        "call": row["event_name"],
        "user": arn_name(row["user_arn"]),
        "at": row["first_seen"],
    }
    here: dict[str, Any] = {**place, "target": name, "evidence": row["event_ids"]}
    yield from items("now", "check", "plan-check-act", (remedy.check,), given, args=args, **here)
    yield from items(
        "now", "contain", "plan-now-other-made", remedy.lines["contain"], given, args=args, **here
    )


def _said(why: str, row: ResponseCredentialsRow, **args: object) -> PlanItem:
    place: dict[str, Any] = {
        "target": row["credential_id"],
        "actor": "owner",
        "account": row["account_id"] or "",
    }
    return item("now", "review", why, args=args, **place)
