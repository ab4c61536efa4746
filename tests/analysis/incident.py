"""A small incident as tables of the contract's columns, for tests of what reads them: real DuckDB, no
collection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from kit import questions
from kit.analysis import describe, rules
from kit.analysis.actors import is_third_party, leads, may_be_third_party
from kit.analysis.credentials import may_stand
from kit.case import Case
from kit.store import database, derived

ACCOUNT, OTHER = "111122223333", "444455556666"
KEY = "AKIABTX3GSDSQAAAAAAA"
USER = f"arn:aws:iam::{ACCOUNT}:user/build-bot"
OFFICE, VPN = "203.0.113.10", "198.51.100.7"
START = datetime(2026, 3, 22, 1, 12, 5)
AGENTS = {
    "owner": "Boto3/1.35 app",
    "intruder": "python-requests/2.32",
    "aws": "aws-internal/3 aws-sdk-java/1.12",
}

FILE = {
    "file_id": 1, "origin": "by hand", "kind": "trail", "status": "loaded", "records": 0, "loaded": 0,
    "copies": 0, "set_apart": 0, "rejected": 0,
}  # fmt: skip
# Tables of the analyses that a test fills itself, with the columns that the analyses give them.
DERIVED = ("activity", "credential_tree", "principal_ledger", "resource_ledger", "resource_runs", "estimate")
# A derived table that stays empty here; views of the bill read it.
EMPTY = ("spend_deliveries", "call_profiles", "call_decisions")


@dataclass
class Incident:
    """Rows of each table; `call` adds an event with its hand and moves the clock a minute on."""

    now: datetime = START - timedelta(days=20)
    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name in ("events", *DERIVED)}
    )
    facts: dict[str, Any] = field(default_factory=dict)

    def at(self, days: float = 0, **span: float) -> Incident:
        """Sets the clock to START plus a span."""
        self.now = START + timedelta(days=days, **span)
        return self

    def call(
        self,
        name: str,
        source: str = "iam",
        *,
        actor: str | None = "owner",
        credential: str = KEY,
        user: str = "build-bot",
        request: Mapping | None = None,
        response: Mapping | None = None,
        error: str | None = None,
        **more: Any,
    ) -> str:
        """Adds an event and returns its id; `actor` None is a call outside the tree."""
        number = len(self.rows["events"]) + 1
        event_id = f"00000000-0000-4000-8000-{number:012d}"
        self.rows["events"].append(
            {
                "event_no": number,
                "event_key": event_id,
                "event_id": event_id,
                "event_time": self.now,
                "event_name": name,
                "event_source": f"{source}.amazonaws.com",
                "aws_region": "us-east-1",
                "recipient_account_id": ACCOUNT,
                "source_ip_address": {"intruder": VPN, "aws": "AWS Internal"}.get(actor or "", OFFICE),
                "user_agent": AGENTS.get(actor or "", AGENTS["owner"]),
                "error_code": error,
                "outcome": "failed" if error else "succeeded",
                "user_type": "IAMUser",
                "user_name": user,
                "user_arn": f"arn:aws:iam::{ACCOUNT}:user/{user}",
                "principal_id": "AIDAEXAMPLE",
                "user_account_id": ACCOUNT,
                "access_key_id": credential,
                "read_only": name.startswith(("Get", "List", "Describe")),
                "management_event": True,
                "event_category": "Management",
                "fidelity": "record",
                "request_parameters": json.dumps(request) if request is not None else None,
                "response_elements": json.dumps(response) if response is not None else None,
                **more,
            }
        )
        if actor is not None:
            row = {"event_no": number, "event_key": event_id, "credential_id": credential, "actor": actor}
            self.rows["activity"].append(row)
        self.now += timedelta(minutes=1)
        return event_id

    def credential(self, credential_id: str = KEY, kind: str = "access_key", **more: Any) -> None:
        given = {
            "credential_no": len(self.rows["credential_tree"]),
            "credential_id": credential_id,
            "kind": kind,
            "depth": 0 if credential_id == KEY else 1,
            "link": "leaked" if credential_id == KEY else None,
            "principal_arn": USER,
            "account_id": ACCOUNT,
            "events": 1,
            "failed": 0,
            "outlives_key": False,
            "state": "alive",
            "certainty": "proved",
        }
        self.rows["credential_tree"].append({**given, **more})

    def principal(self, kind: str, name: str, event_id: str, **more: Any) -> None:
        event = self.event(event_id)
        given = {
            "account_id": ACCOUNT,
            "kind": kind,
            "name": name,
            "arn": f"arn:aws:iam::{ACCOUNT}:{kind}/{name}",
            "change": "created",
            "changed_at": event["event_time"],
            "event_id": event_id,
            "credential_id": KEY,
            "actor": "intruder",
            "outcome": "succeeded",
            "state": "alive",
            "state_basis": "trail",
        }
        number = len(self.rows["principal_ledger"])
        self.rows["principal_ledger"].append({"ledger_no": number, **given, **more})

    def resource(self, resource_type: str, resource_id: str, event_id: str, **more: Any) -> None:
        event = self.event(event_id)
        given = {
            "account_id": ACCOUNT,
            "service": event["event_source"].split(".")[0],
            "resource_type": resource_type,
            "resource_id": resource_id,
            "aws_region": "eu-west-1",
            "change": "created",
            "created_at": event["event_time"],
            "event_id": event_id,
            "credential_id": KEY,
            "actor": "intruder",
            "outcome": "succeeded",
            "state": "alive",
            "state_basis": "trail",
            "cost_bearing": True,
        }
        number = len(self.rows["resource_ledger"])
        self.rows["resource_ledger"].append({"ledger_no": number, **given, **more})

    def price(self, resource_id: str, usd_per_hour: float, resource_type: str = "instance") -> None:
        row = {
            "account_id": ACCOUNT,
            "aws_region": "eu-west-1",
            "service": "ec2",
            "resource_type": resource_type,
            "resource_id": resource_id,
            "usd_per_hour": usd_per_hour,
            "estimated_usd": usd_per_hour * 10,
        }
        self.rows["estimate"].append(row)

    def event(self, event_id: str) -> dict[str, Any]:
        return next(row for row in self.rows["events"] if row["event_id"] == event_id)

    def build(self, folder: Path = Path(), **facts: Any) -> tuple[duckdb.DuckDBPyConnection, Case]:
        """A connection with every table and view that the analyses of the response read, and its case."""
        case = Case(
            folder=folder, **{"account": ACCOUNT, "keys": (KEY,), "language": "en", **self.facts, **facts}
        )
        con = database.empty(case)
        for name in (*DERIVED, *EMPTY):
            columns = dict(describe().derived[name])
            types = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            con.execute(f"create table {name} ({types})")
            insert(con, name, [judged(row, columns) for row in self.rows.get(name, [])])
        insert_events(con, self.rows["events"])
        con.execute(
            "create table tree_calls as"
            " select event_no, event_key, credential_id, event_no as profile from activity"
        )
        rules.derive(con, case)
        derived.write(con, "tree_actions", questions.step("tree_actions"))
        leads.derive(con, case)
        database.make_views(con)  # event_actions: its tables are there now
        return con, case


def judged(row: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The row with those columns that follow from its actor and its state, where the table has them."""
    found = {
        "third_party": is_third_party(row.get("actor")),
        "maybe_third_party": may_be_third_party(row.get("actor")),
        "may_stand": may_stand(row.get("state", "")),
    }
    return {name: value for name, value in found.items() if name in columns} | row


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows by column name; a name that the table does not have is an error of DuckDB's."""
    if not rows:
        return
    names = list(dict.fromkeys(name for row in rows for name in row))
    marks = ", ".join([f"({', '.join('?' * len(names))})"] * len(rows))
    values = [row.get(name) for row in rows for name in names]
    con.execute(f"insert into {table} ({', '.join(names)}) values {marks}", values)


def insert_events(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    """Rows of view `events`, put into the tables that the view is made of."""
    if not rows:
        return
    tables = describe().tables
    records, identities = [], []
    for row in rows:
        number = {"identity_no": row["event_no"]}
        left = {name: value for name, value in row.items() if name not in ("event_key", "fidelity")}
        stored = {name: left.pop(name) for name, _ in tables["event_records"] if name in left}
        identities.append(number | {name: left.pop(name) for name, _ in tables["identities"] if name in left})
        assert not left, f"no column of events: {left}"
        records.append(
            stored
            | number
            | {"variant": 1, "content_hash": 0, "columns_only": row["fidelity"] == "columns"}
            | {"file_id": 1, "position": row["event_no"], "copies": 1}
        )
    insert(con, "event_records", records)
    insert(con, "identities", identities)
    insert(con, "files", [{**FILE, "fetched_at": max(row["event_time"] for row in rows)}])


def usual(days: int = 20) -> Incident:
    """The owner's application on most days, reading and writing S3 and describing instances."""
    made = Incident()
    for day in range(days):
        made.at(days=day - days)
        made.call("GetCallerIdentity", "sts")
        made.call("DescribeInstances", "ec2", aws_region="ap-northeast-1")
        made.call("PutObject", "s3", aws_region="ap-northeast-1")
    return made
