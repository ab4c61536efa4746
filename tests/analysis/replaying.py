"""Rows of the ledgers straight from CloudTrail records, without a case: what the tests of the ledgers
share."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from conftest import ACCOUNT, LEAKED, record

from kit.analysis.changes.facts import facts_of
from kit.analysis.changes.replay import Replay
from kit.analysis.changes.rows import Row
from kit.rules.effects import Effects, effects

ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"


def event_row(place: int, made: dict, actor: str | None) -> dict:
    """A record as step `ledger_intruder_events` gives it."""
    who = made.get("userIdentity") or {}
    issuer = (who.get("sessionContext") or {}).get("sessionIssuer") or {}
    return {
        "event_no": place,
        "event_key": made.get("eventID"),
        "event_id": made.get("eventID"),
        "event_time": datetime.fromisoformat(made["eventTime"].removesuffix("Z")),
        "event_source": made["eventSource"],
        "event_name": made["eventName"],
        "aws_region": made["awsRegion"],
        "account": made.get("recipientAccountId"),
        "outcome": "succeeded",
        "user_name": who.get("userName"),
        "user_arn": who.get("arn"),
        "invoked_by": who.get("invokedBy"),
        "session_issuer_arn": issuer.get("arn"),
        "request_parameters": json.dumps(made.get("requestParameters")),
        "response_elements": json.dumps(made.get("responseElements")),
        "additional_event_data": json.dumps(made.get("additionalEventData")),
        "service_event": json.dumps(made.get("serviceEventDetails")),
        "credential_id": LEAKED if actor else None,
        "actor": actor,
    }


def call(source: str, name: str, request=None, response=None, *, by: str | None = "intruder", **more) -> dict:
    """A call; `by` None = somebody else's."""
    return {
        "eventSource": f"{source}.amazonaws.com",
        "eventName": name,
        "requestParameters": request,
        "responseElements": response,
        "by": by,
        **more,
    }


def replay(calls: Iterable[dict], tables: Effects | None = None) -> list[Row]:
    """The calls, one a minute, replayed into rows."""
    rows = []
    for place, one in enumerate(calls):
        fields = dict(one)
        actor = fields.pop("by", "intruder")
        at = fields.pop("at", place)
        rows.append(event_row(place, record(at, **{"eventID": f"e{place}", **fields}), actor))
    return Replay().take(facts_of(rows, tables or effects())).rows


def seen(rows: Iterable[Row], *names: str) -> list[tuple]:
    """Chosen attributes of each row: `kind`, or any of Row's."""
    return [tuple(row.kind.shown if name == "kind" else getattr(row, name) for name in names) for row in rows]


__all__ = ["ACCOUNT", "ADMIN", "LEAKED", "call", "event_row", "replay", "seen"]
