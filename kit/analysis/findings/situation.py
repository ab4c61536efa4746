"""What the response starts from: the leaked keys, what came out of them, whose it is, and what has ended
already.

One `Situation` is read once and shared by the steps, the plan and the reply, so that they never disagree.
Whose a thing is decides what may be done to it: only what the intruder made, and nobody else has touched as
its maker, is ever `theirs`; everything else is the owner's or unclear and is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from kit import questions
from kit.analysis.changes import quarantine
from kit.ids import arn_account, arn_name, role_of_session
from kit.rules import remedies
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import (
        QuarantineAnswerRow,
        ResponseCredentialsRow,
        ResponseKeysRow,
        ResponseLeadsRow,
        ResponseNeighboursRow,
        ResponseOwnerCallsRow,
        ResponsePrincipalsRow,
        ResponseResourcesRow,
        ResponseStandingRow,
        ResponseTrailStopsRow,
    )

    LedgerRow = ResponsePrincipalsRow | ResponseResourcesRow
    LedgerRowT = TypeVar("LedgerRowT", ResponsePrincipalsRow, ResponseResourcesRow)

# A key that nobody used for this long counts as silent.
SILENCE = timedelta(hours=24)
# How long an application may go on with the old key while it moves to a new one.
# Kinds of principals that an ARN names.
_KINDS = ("user", "role", "group")
_MOVING = timedelta(hours=6)


def replacement_user(user: str) -> str:
    """The name that the plan gives to a new user in place of a leaked one (64 letters at most)."""
    return f"{user[:52]}-replacement"


@dataclass
class Situation:
    """The state of the incident as the evidence shows it at `as_of` (naive UTC; None without events)."""

    account: str
    as_of: datetime | None
    first_intruder: datetime | None
    intruder_calls: int
    owner_calls: int
    unclear_calls: int
    likely_calls: int
    facts: ResponseStandingRow
    principals: list[ResponsePrincipalsRow] = field(default_factory=list)
    resources: list[ResponseResourcesRow] = field(default_factory=list)
    credentials: list[ResponseCredentialsRow] = field(default_factory=list)
    quarantine: list[QuarantineAnswerRow] = field(default_factory=list)
    keys: list[ResponseKeysRow] = field(default_factory=list)
    owner_use: list[ResponseOwnerCallsRow] = field(default_factory=list)
    trail_stops: list[ResponseTrailStopsRow] = field(default_factory=list)
    owner_principals: tuple[str, ...] = ()
    neighbours: list[ResponseNeighboursRow] = field(default_factory=list)
    their_calls: tuple[tuple[str, str], ...] = ()
    owner_endpoints: tuple[str, ...] = ()
    leads: list[ResponseLeadsRow] = field(default_factory=list)

    @property
    def leaked(self) -> list[ResponseCredentialsRow]:
        """Credentials that leaked: the roots of the tree."""
        return [row for row in self.credentials if row["depth"] == 0]

    @cached_property
    def accounts(self) -> set[str]:
        """Accounts that the leak concerns: of the leaked keys, of what came out of them, of what was changed
        with them. Logs of an organisation hold others, of which nothing is to be said or done."""
        rows = [*self.credentials, *self.principals, *self.resources]
        return {row["account_id"] for row in rows if row["account_id"]} | {self.account} - {""}

    @cached_property
    def leaked_users(self) -> list[tuple[str, str, str]]:
        """(account, user name, ARN) of each IAM user whose key leaked."""
        arns = {
            row["principal_arn"]: row
            for row in self.leaked
            if row["principal_arn"] and ":user/" in row["principal_arn"]
        }
        return sorted(
            (arn_account(arn) or row["account_id"], arn_name(arn), arn) for arn, row in arns.items()
        )

    @cached_property
    def _others(self) -> set[tuple[str, str, str]]:
        """(account, kind, name or id) of everything that somebody else than the intruder made or is: never
        touched. By kind: a role that is named like the leaked user is not that user."""
        held = {
            (row["account_id"], _kind(row), value)
            for row in [*self.principals, *self.resources]
            if not row["third_party"] and row["change"] == "created"
            for value in (row.get("arn"), row.get("resource_id"), row.get("name"))
            if value
        }
        arns = {
            *self.owner_principals,
            *(row["principal_arn"] for row in self.leaked if row["principal_arn"]),
        }
        arns |= {role for arn in arns if (role := role_of_session(arn))}
        return held | {
            (arn_account(arn) or "", kind, value)
            for arn in arns
            for kind in _KINDS
            if f":{kind}/" in arn
            for value in (arn, arn_name(arn))
        }

    @cached_property
    def intruder_principals(self) -> set[tuple[str, str, str]]:
        """(account, 'user' | 'role' | 'group', name) that the intruder made and nobody else made too."""
        return {
            (row["account_id"], row["kind"], row["name"])
            for row in self.principals
            if row["kind"] in ("user", "role", "group")
            and row["change"] == "created"
            and row["outcome"] in ("succeeded", "partly")
            and row["third_party"]
            and (row["account_id"], row["kind"], row["name"]) not in self._others
        }

    @cached_property
    def intruder_resources(self) -> set[tuple[str, str]]:
        """(account, id) of each resource that the intruder made and nobody else made too."""
        return {
            (row["account_id"], value)
            for row in self.resources
            if row["change"] == "created" and row["parent_id"] != row["resource_id"] and self.theirs(row)
            for value in (row["resource_id"], row["arn"])
            # A part may have the name or the ARN of its whole, which need not be theirs.
            if value and value != row["parent_id"]
        }

    def on_theirs(self, row: ResponseResourcesRow) -> bool:
        """Whether a row speaks of a change to, or a part of, a resource that the intruder made."""
        things = {row["parent_id"], row["resource_id"] if row["change"] != "created" else None} - {None}
        return any((row["account_id"], thing) in self.intruder_resources for thing in things)

    def theirs(self, row: LedgerRow) -> bool:
        """Whether this row is the intruder's own making, for certain."""
        if not row["third_party"] or row["outcome"] not in ("succeeded", "partly"):
            return False
        own = row.get("resource_id") or (row.get("name") if row["change"] == "created" else None)
        if row["change"] == "created" and row.get("kind") in (None, "user", "role", "group"):
            return (row["account_id"], _kind(row), own) not in self._others
        return True

    def alive(self, rows: list[LedgerRowT]) -> list[LedgerRowT]:
        """Rows of things that worked and stand, or may stand."""
        return [row for row in rows if row["outcome"] in ("succeeded", "partly") and row["may_stand"]]

    def held(self, account: str, user: str) -> QuarantineAnswerRow | None:
        """The quarantine row that stands for this user, AWS's own before others."""
        rows = [
            row
            for row in self.quarantine
            if row["state"] == "alive" and (row["account_id"], row["user_name"]) == (account, user)
        ]
        return min(rows, key=lambda row: row["attached_by"] != "aws", default=None)

    def user_keys(self, account: str, user: str) -> list[ResponseKeysRow]:
        """Long-term keys of a user that are not known to be deleted."""
        return [
            row
            for row in self.keys
            if (row["account_id"], row["user_name"]) == (account, user) and row["state"] != "gone"
        ]

    def replacement(self, account: str, user: str) -> ResponseKeysRow | None:
        """The owner's new key: made since the intruder came, by nobody of the tree, best proved first.

        A key of the same user, of the user that the plan itself has made for it, or of one that case.toml
        names as the owner's once calls like the owner's were made with it: that another user got a key in the
        meantime replaces nothing.
        """
        named = {(arn_account(arn) or account, arn_name(arn)) for arn in self.owner_principals}
        rows = [
            row
            for row in self.keys
            if row["account_id"] == account
            and (
                row["user_name"] in (user, replacement_user(user))
                or (row["owner_like"] and (account, row["user_name"]) in named)
            )
            and row["made_since"]
            and row["made_by"] in (None, "owner")
            and row["depth"] < 0
            and row["state"] != "gone"
        ]
        rows.sort(key=lambda row: (row["owner_like"] == 0, row["user_name"] != user, row["created_at"]))
        return rows[0] if rows else None

    def successor(self, account: str, user: str) -> ResponseKeysRow | None:
        """A key of another user to which the owner's calls seem to have moved: made since the intruder came,
        used like the owner's, while the owner's calls with the leaked one end. A guess, that nothing rests on
        until case.toml names the user."""
        last = max(
            (
                row["last_owner_call"]
                for row in self.leaked
                if row["last_owner_call"] and arn_name(row["principal_arn"] or "") == user
            ),
            default=None,
        )
        for row in self.keys:
            if (
                row["account_id"] == account
                and row["user_name"] != user
                and row["made_since"]
                and row["made_by"] in (None, "owner")
                and row["depth"] < 0
                and row["state"] != "gone"
                and row["owner_like"]
                and last is not None
                and self.as_of is not None
                and last - row["created_at"] <= _MOVING
                and self.as_of - last >= _MOVING
            ):
                return row
        return None

    def owner_needs(
        self, account: str, user: str, *, temporary: bool | None = None
    ) -> list[ResponseOwnerCallsRow]:
        """The owner's calls under this user, most frequent first; only with temporary sessions if asked."""
        return [
            row
            for row in self.owner_use
            if (row["account_id"], row["user_name"]) == (account, user)
            and (temporary is None or row["temporary"] is temporary)
        ]

    def refused(self, account: str, user: str) -> list[dict[str, Any]]:
        """The owner's calls that were refused since the quarantine policy came: action, calls, event_ids."""
        row = self.held(account, user)
        return json.loads(row["owner_calls"]) if row else []

    def silent(self, credential: ResponseCredentialsRow) -> bool:
        """Whether the logs show nobody using this key for their last 24 hours."""
        last = credential["last_call"] or credential["last_seen"]
        return bool(self.as_of and (last is None or self.as_of - last >= SILENCE))


def situation(con: duckdb.DuckDBPyConnection, case: Case) -> Situation:
    """Reads the situation of a case from its derived tables."""

    def rows(step: str, **params: object) -> list[Any]:
        return database.run(con, questions.step(step), params).dicts()

    standing: ResponseStandingRow = rows("response_standing")[0]
    credentials: list[ResponseCredentialsRow] = rows("response_credentials")
    principals: list[ResponsePrincipalsRow] = rows("response_principals")
    resources: list[ResponseResourcesRow] = rows("response_resources", replied=[*remedies.reading_replies()])
    for row in [*principals, *resources]:
        row["request_parameters"] = as_object(row["request_parameters"])
        row["response_elements"] = as_object(row["response_elements"])
    return Situation(
        account=case.account or next((row["account_id"] for row in credentials if row["account_id"]), ""),
        as_of=standing["as_of"],
        first_intruder=standing["first_intruder"],
        intruder_calls=standing["intruder_calls"],
        owner_calls=standing["owner_calls"],
        unclear_calls=standing["unclear_calls"],
        likely_calls=standing["likely_calls"],
        principals=principals,
        resources=resources,
        credentials=credentials,
        quarantine=quarantine.quarantine(con, case).dicts(),
        keys=rows("response_keys", since=standing["first_intruder"]),
        owner_use=rows("response_owner_calls"),
        trail_stops=rows("response_trail_stops"),
        owner_principals=case.owner_principals,
        leads=rows("response_leads"),
        facts=standing,
        neighbours=rows("response_neighbours"),
        their_calls=tuple((row["source"], row["event_name"]) for row in rows("response_their_calls")),
        owner_endpoints=tuple(row["endpoint"] for row in rows("response_endpoints")),
    )


def as_object(text: str | None) -> Mapping[str, Any]:
    """JSON text as an object; empty where it holds none."""
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        value = {}
    return value if isinstance(value, Mapping) else {}


def requested(row: LedgerRow) -> Mapping[str, Any]:
    """The request of the call that a row of the situation comes from; empty where the record holds none."""
    decoded: Any = row["request_parameters"]
    return decoded


def _kind(row: LedgerRow) -> str:
    """What kind of thing a row speaks of: an IAM kind, or the type of a resource."""
    return row.get("kind") or row.get("resource_type") or ""
