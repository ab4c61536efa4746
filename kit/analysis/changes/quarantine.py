"""AWS's quarantine policy on the leaked user: who attached it, does it hold, what went on after it.

A policy of that name is AWS's act only with AWS's own source (its internal address, or one of Amazon's
networks with AWS's own agent); the name alone proves nothing, since an intruder with admin rights can
quarantine a defender. What a version denies is in quarantine_actions.yml; a call that succeeded after the
attach outranks that list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.credentials import from_aws
from kit.ids import quarantine_version
from kit.rules import quarantine as quarantine_policy
from kit.store import Answer, database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import QuarantineCallsRow, QuarantineQueryRow

COLUMNS = {
    "account_id": "VARCHAR",
    "user_name": "VARCHAR",
    "policy": "VARCHAR",
    "version": "VARCHAR",
    "attached_at": "TIMESTAMP",
    "attached_by": "VARCHAR",
    "event_id": "VARCHAR",
    "detached_at": "TIMESTAMP",
    "detached_event_id": "VARCHAR",
    "state": "VARCHAR",
    "outcome": "VARCHAR",
    "calls_after": "BIGINT",
    "owner_calls_denied": "BIGINT",
    "not_covered": "VARCHAR",
    "owner_calls": "VARCHAR",
    "unclear_calls_after": "BIGINT",
}
_DENIED = re.compile(r"AccessDenied|Unauthorized|NotAuthorized|Forbidden", re.IGNORECASE)


def quarantine(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """One row per user and quarantine policy, oldest first; a refused attach is a row with outcome `failed`.

    `calls_after`: calls of the intruder's, or of an unclear actor, that succeeded while the policy was on,
    `unclear_calls_after` those of them whose actor is unclear. `not_covered` and `owner_calls` are JSON
    lists: actions the policy leaves open, and the owner's calls refused since the attach.
    """
    rows = [
        {**span, **_after(con, span)}
        for span in _spans(database.run(con, questions.query("quarantine"), params).dicts())
    ]
    return Answer(
        list(COLUMNS), list(COLUMNS.values()), [tuple(row[name] for name in COLUMNS) for row in rows]
    )


def _by_aws(act: QuarantineQueryRow) -> bool:
    return from_aws(act["source_ip_address"] or "", act["user_agent"] or "", act["user_type"])


def _spans(acts: list[QuarantineQueryRow]) -> Iterator[dict[str, Any]]:
    """Attaches with the detach that ended them. An attach while one stands is the same span."""
    open_spans: dict[tuple, dict[str, Any]] = {}
    found: list[dict[str, Any]] = []
    for act in acts:
        place = (act["account_id"], act["user_name"])
        name = act["policy"].rsplit("/", 1)[-1]
        if act["mark"] == "puts_user_policy":
            worked = act["outcome"] == "succeeded"
            if worked and (standing := open_spans.get((*place, name))) is not None:
                if standing["attached_by"] != "aws" and _by_aws(act):
                    standing["attached_by"] = "aws"
                continue
            span = {
                "account_id": act["account_id"],
                "user_name": act["user_name"],
                "policy": act["policy"],
                "version": quarantine_version(act["policy"]),
                "attached_at": act["event_time"],
                "attached_by": "aws" if _by_aws(act) else "unclear",
                "event_id": act["event_id"],
                "detached_at": None,
                "detached_event_id": None,
                "state": "alive" if worked else "unknown",
                "outcome": act["outcome"],
            }
            found.append(span)
            if worked:
                open_spans[(*place, name)] = span
        elif act["outcome"] == "succeeded":
            ended = [
                key
                for key in open_spans
                if key[:2] == place and act["policy"] in ("", open_spans[key]["policy"])
            ]
            ended = ended or [key for key in open_spans if key == (*place, name)]
            for key in ended:
                open_spans.pop(key).update(
                    detached_at=act["event_time"], detached_event_id=act["event_id"], state="gone"
                )
            if not ended and name:  # attached before the logs begin
                found.append(_detached_only(act, name))
    return iter(found)


def _detached_only(act: QuarantineQueryRow, name: str) -> dict[str, Any]:
    return {
        "account_id": act["account_id"],
        "user_name": act["user_name"],
        "policy": act["policy"],
        "version": quarantine_version(act["policy"]),
        "attached_at": None,
        "attached_by": None,
        "event_id": None,
        "detached_at": act["event_time"],
        "detached_event_id": act["event_id"],
        "state": "gone",
        "outcome": "succeeded",
    }


def _after(con: duckdb.DuckDBPyConnection, span: Mapping[str, Any]) -> dict[str, Any]:
    """What the user's credentials did while the policy was on."""
    if span["attached_at"] is None or span["outcome"] != "succeeded":
        return {
            "calls_after": None,
            "owner_calls_denied": None,
            "not_covered": "[]",
            "owner_calls": "[]",
            "unclear_calls_after": None,
        }
    calls = calls_of(con, span["account_id"], span["user_name"], span["attached_at"], span["detached_at"])
    theirs = [call for call in calls if call["maybe_third_party"]]
    worked = [call for call in theirs if call["outcome"] in ("succeeded", "partly")]
    refused = [
        call
        for call in calls
        if call["actor"] == "owner" and call["outcome"] == "failed" and _DENIED.search(call["error_code"])
    ]
    return {
        "calls_after": sum(call["calls"] for call in worked),
        "unclear_calls_after": sum(call["calls"] for call in worked if call["actor"] == "unclear"),
        "owner_calls_denied": sum(call["calls"] for call in refused),
        "not_covered": json.dumps(_not_covered(span["version"], theirs), ensure_ascii=False),
        "owner_calls": json.dumps(
            [
                {"action": _action(call), "calls": call["calls"], "event_ids": call["event_ids"]}
                for call in refused
            ],
            ensure_ascii=False,
        ),
    }


def calls_of(
    con: duckdb.DuckDBPyConnection, account: str, user: str, since: datetime, until: datetime | None = None
) -> list[QuarantineCallsRow]:
    """Calls with the user's own credentials from `since` on, grouped by actor, call and outcome."""
    params = {"account_id": account, "user_name": user, "since": since, "until": until}
    return database.run(con, questions.step("quarantine_calls"), params).dicts()


def _not_covered(version: str, calls: list[QuarantineCallsRow]) -> list[dict[str, Any]]:
    """Actions tried or done after the attach that the policy does not deny, those that succeeded first."""
    found: dict[str, dict[str, Any]] = {}
    for call in calls:
        worked = call["outcome"] in ("succeeded", "partly")
        verdict = (
            "open" if worked else quarantine_policy.verdict(version, _action(call), call["first_seen"].date())
        )
        if verdict == "denied":
            continue
        row = found.setdefault(
            _action(call),
            {"action": _action(call), "state": verdict, "succeeded": 0, "calls": 0, "event_ids": []},
        )
        row["calls"] += call["calls"]
        if worked:
            row["state"] = "open"
            row["succeeded"] += call["calls"]
            row["event_ids"] = (call["event_ids"] + row["event_ids"])[:10]
        else:
            row["event_ids"] = (row["event_ids"] + call["event_ids"])[:10]
    return sorted(found.values(), key=lambda row: (-row["succeeded"], -row["calls"], row["action"]))


def _action(call: QuarantineCallsRow) -> str:
    return f"{call['service']}:{call['event_name']}"
