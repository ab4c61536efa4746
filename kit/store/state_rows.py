"""Rows of the live tables while a load step gathers them: a thing found, a listing that came back whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from kit.ids import arn_name
from kit.records import column, possible
from kit.rules import Kind, state_of
from kit.store import schema


class StateRows:
    """Gathers rows by table; `put` writes them."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: str, **values: Any) -> None:
        """One row; a column that is not named stays empty. KeyError for one that the table does not have."""
        for name in values.keys() - schema.columns(table).keys():
            raise KeyError(f"{table}.{name}")
        self._rows[table].append(values)

    def take(self, other: StateRows) -> None:
        """The rows of one answer. What its columns cannot hold raises before anything is taken."""
        for table, rows in other._rows.items():
            _columns(table, rows)
        for table, rows in other._rows.items():
            self._rows[table].extend(rows)

    def of(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table so far."""
        return self._rows[table]

    def put(self, con: duckdb.DuckDBPyConnection) -> None:
        """Writes what was gathered."""
        for table, rows in self._rows.items():
            con.register("state_rows", pa.table(_columns(table, rows), schema=schema.arrow(table)))
            try:
                con.execute(f"insert into {table} select * from state_rows")
            finally:
                con.unregister("state_rows")
        self._rows.clear()


def _columns(table: str, rows: list[dict[str, Any]]) -> list[pa.Array]:
    """The rows as columns. ValueError where one lacks what is never empty: the database would give up the
    whole transaction for it, and with it what came beside."""
    made = []
    for each in schema.arrow(table):
        made.append(column([row.get(each.name) for row in rows], each.type))
        if made[-1].null_count and each.name in schema.required(table):
            raise ValueError(f"something without {each.name}")
    return made


def put_thing(
    rows: StateRows, file_id: int, said: Mapping[str, Any], kind: Kind, thing: Mapping[str, Any]
) -> None:
    """One thing found, into the table of its ledger."""
    common = {
        "file_id": file_id,
        "account_id": said["account"],
        "aws_region": said["region"],
        "arn": thing.get("arn"),
        "state": state_of(thing.get("state")),
        "created_at": moment(thing.get("created")),
        "checked_at": said["at"],
        "kind_name": kind.name,
        "thing_id": thing["id"],
        "parent": thing.get("parent"),
        "detail": thing.get("detail"),
        "tags": thing.get("tags"),
    }
    name = thing.get("name") or thing["id"]
    if kind.ledger == "principals":
        rows.add("live_principals", kind=kind.shown, name=_short(kind, name), **common)
    else:
        rows.add(
            "live_resources",
            service=kind.service,
            resource_type=kind.shown,
            resource_id=_short(kind, thing["id"]),
            name=name,
            size=thing.get("size"),
            **common,
        )


def put_listing(
    rows: StateRows, file_id: int, said: Mapping[str, Any], kind_name: str, parent: str = ""
) -> None:
    """Says that the listing of a kind is whole."""
    rows.add(
        "live_listings",
        file_id=file_id,
        account_id=said["account"],
        aws_region=said["region"],
        kind_name=kind_name,
        parent=parent,
        checked_at=said["at"],
    )


def moment(text: object) -> datetime | None:
    """Naive UTC of an ISO text; None for none. AWS writes some times as numbers or words: those stay out."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
        naive = found.replace(tzinfo=None) - (found.utcoffset() or timedelta())
    except (ValueError, OverflowError):
        return None
    return naive if possible(naive, None) else None


def _short(kind: Kind, text: str) -> str:
    return text if kind.part == "whole" or not text.startswith("arn:") or " " in text else arn_name(text)
