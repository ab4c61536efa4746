"""What the analyst says in case.toml, as temporary tables that every query may read."""

from __future__ import annotations

import duckdb

from kit.case import Case


def write(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the tables `case_*` of a connection anew."""
    facts = {
        "customer": case.customer,
        "account": case.account,
        "language": case.language,
        "timezone": case.timezone,
        "since": case.since.isoformat() if case.since else None,
        "until": case.until.isoformat() if case.until else None,
        "currency": case.currency,
        "rate": None if case.rate is None else repr(case.rate),
        "rate_date": case.rate_date,
        "billing": case.billing,
        "facts_hash": case.facts_hash,
        **{f"notice.{name}": str(value) for name, value in case.notice.items()},
    }
    _facts(con, "case_facts", "name varchar, value varchar", list(facts.items()))
    _facts(con, "case_keys", "credential_id varchar", [(key,) for key in case.keys])
    _facts(con, "case_principals", "arn varchar", [(arn,) for arn in case.principals])
    _facts(con, "case_owner_networks", "cidr varchar", [(cidr,) for cidr in case.owner_networks])
    _facts(con, "case_owner_principals", "arn varchar", [(arn,) for arn in case.owner_principals])
    _facts(con, "case_owner_agents", "agent varchar", [(agent,) for agent in case.owner_agents])
    _facts(con, "case_digest_keys", "fingerprint varchar", [(key,) for key in case.digest_keys])
    verdicts = [
        (each.kind, each.value, ", ".join(map(" ".join, each.also)), each.actor, each.note)
        for each in case.verdicts
    ]
    columns = "kind varchar, value varchar, also varchar, actor varchar, note varchar"
    _facts(con, "case_verdicts", columns, verdicts)


def _facts(con: duckdb.DuckDBPyConnection, table: str, columns: str, rows: list[tuple]) -> None:
    con.execute(f"create or replace temp table {table} ({columns})")
    if rows:
        marks = ", ".join(f"({', '.join('?' * len(rows[0]))})" for _ in rows)
        con.execute(f"insert into {table} values {marks}", [value for row in rows for value in row])
