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
from kit.analysis import actions
from kit.case import Case

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

EVENTS = {
    "event_no": "bigint", "event_key": "varchar", "event_id": "varchar", "event_time": "timestamp",
    "event_name": "varchar", "event_source": "varchar", "aws_region": "varchar", "recipient_account_id": "varchar",
    "source_ip_address": "varchar", "user_agent": "varchar", "error_code": "varchar", "error_message": "varchar",
    "outcome": "varchar", "user_type": "varchar", "user_name": "varchar", "user_arn": "varchar",
    "principal_id": "varchar", "user_account_id": "varchar", "access_key_id": "varchar",
    "session_issuer_arn": "varchar", "invoked_by": "varchar", "read_only": "boolean", "management_event": "boolean",
    "event_category": "varchar", "fidelity": "varchar", "request_parameters": "varchar",
    "response_elements": "varchar", "additional_event_data": "varchar", "resources": "varchar", "extra": "varchar",
}  # fmt: skip
ACTIVITY = {
    "event_no": "bigint", "event_key": "varchar", "credential_id": "varchar", "actor": "varchar",
    "actor_reason": "varchar", "reason_args": "varchar",
}  # fmt: skip
TREE = {
    "credential_no": "integer", "credential_id": "varchar", "kind": "varchar", "parent_id": "varchar",
    "depth": "integer", "link": "varchar", "link_event_id": "varchar", "certainty": "varchar",
    "principal_arn": "varchar", "account_id": "varchar", "issued_at": "timestamp", "expires_at": "timestamp",
    "first_seen": "timestamp", "last_seen": "timestamp", "events": "bigint", "failed": "bigint",
    "source_ips": "varchar[]", "regions": "varchar[]", "outlives_key": "boolean", "state": "varchar",
    "ended_at": "timestamp", "ended_event_id": "varchar",
}  # fmt: skip
PRINCIPALS = {
    "account_id": "varchar", "kind": "varchar", "name": "varchar", "arn": "varchar", "change": "varchar",
    "before": "varchar", "after": "varchar", "changed_at": "timestamp", "event_id": "varchar",
    "credential_id": "varchar", "actor": "varchar", "outcome": "varchar", "detail": "varchar", "state": "varchar",
    "state_basis": "varchar", "state_at": "timestamp", "ended_at": "timestamp", "ended_event_id": "varchar",
    "aws_region": "varchar",
}  # fmt: skip
RESOURCES = {
    "account_id": "varchar", "service": "varchar", "resource_type": "varchar", "resource_id": "varchar",
    "arn": "varchar", "aws_region": "varchar", "change": "varchar", "before": "varchar", "after": "varchar",
    "created_at": "timestamp", "event_id": "varchar", "credential_id": "varchar", "actor": "varchar",
    "outcome": "varchar", "parent_id": "varchar", "size": "varchar", "state": "varchar", "state_basis": "varchar",
    "state_at": "timestamp", "ended_at": "timestamp", "ended_event_id": "varchar", "cost_bearing": "boolean",
}  # fmt: skip
ESTIMATE = {
    "account_id": "varchar", "aws_region": "varchar", "service": "varchar", "resource_type": "varchar",
    "resource_id": "varchar", "usd_per_hour": "double", "estimated_usd": "double",
}  # fmt: skip
TABLES = {
    "events": EVENTS, "activity": ACTIVITY, "credential_tree": TREE, "principal_ledger": PRINCIPALS,
    "resource_ledger": RESOURCES, "estimate": ESTIMATE,
}  # fmt: skip


@dataclass
class Incident:
    """Rows of each table; `call` adds an event with its hand and moves the clock a minute on."""

    now: datetime = START - timedelta(days=20)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})

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
        self.rows["principal_ledger"].append({**given, **more})

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
        self.rows["resource_ledger"].append({**given, **more})

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
        con = duckdb.connect()
        con.execute("set timezone = 'UTC'")
        for table, columns in TABLES.items():
            con.execute(
                f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})"
            )
            for row in self.rows[table]:
                assert set(row) <= set(columns), set(row) - set(columns)
                names = ", ".join(row)
                con.execute(
                    f"insert into {table} ({names}) values ({', '.join('?' * len(row))})", list(row.values())
                )
        con.execute(
            "create view horizon as select recipient_account_id as account_id, min(event_time) as first_event, "
            "max(event_time) as last_event, max(event_time) as collected_at from events group by 1"
        )
        case = Case(folder=folder, **{"account": ACCOUNT, "keys": (KEY,), "language": "en", **facts})
        actions.derive(con, case)
        con.execute(f"create view event_actions as {questions.view('event_actions').sql}")
        return con, case


def usual(days: int = 20) -> Incident:
    """The owner's application on most days, reading and writing S3 and describing instances."""
    made = Incident()
    for day in range(days):
        made.at(days=day - days)
        made.call("GetCallerIdentity", "sts")
        made.call("DescribeInstances", "ec2", aws_region="ap-northeast-1")
        made.call("PutObject", "s3", aws_region="ap-northeast-1")
    return made
