"""Derived tables: made from a step or from Python rows; permanent when the connection may write, else
temporary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import msgspec

from kit.questions import Query
from kit.store.database import bind, is_read_only, make_views_of, quoted

_AT_ONCE = 10_000  # rows that are bound at once


def write(
    con: duckdb.DuckDBPyConnection, table: str, query: Query, params: Mapping[str, Any] | None = None
) -> None:
    """Creates or replaces `table` with the rows of `query`."""
    make_views_of(con, query)
    con.execute(
        f"create or replace {_temporary(con)} table {quoted(table)} as {query.sql}",
        bind(query, params) or None,
    )


def write_rows(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> None:
    """Creates or replaces `table` with `columns` (name -> DuckDB type) from Python rows."""
    materialised = [tuple(row) for row in rows]  # before the table goes: they may come out of it
    described = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    con.execute(f"create or replace {_temporary(con)} table {quoted(table)} ({described})")
    append(con, table, columns, materialised)


def write_texts(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], texts: Sequence[str]
) -> None:
    """Creates or replaces `table` with `columns` from what `texts_of` made of rows.

    For thousands of rows that are always the same: a third of the time that bound lists take.
    """
    con.execute(
        f"create or replace {_temporary(con)} table {quoted(table)} as {_of_texts(columns)}", [*texts]
    )


def _of_texts(columns: Mapping[str, str]) -> str:
    """SQL of rows whose columns are bound as one JSON array each."""
    made = ", ".join(
        f"unnest(cast(cast({quoted(name)} as json) as {kind}[])) as {quoted(name)}"
        for name, kind in columns.items()
    )
    # As a row of values: DuckDB works out an expression of constants while it plans, and more than once.
    row = f"(values ({', '.join('?' for _ in columns)})) as bound ({', '.join(map(quoted, columns))})"
    return f"select {made} from {row}"


def write_sharing(
    con: duckdb.DuckDBPyConnection,
    table: str,
    key: str,
    columns: Mapping[str, str],
    places: Mapping[int, int],
    values: Iterable[Sequence[Any]],
) -> None:
    """Creates or replaces `table` with the number `key` and `columns`: a row for each key of `places`, with
    the row of `values` at that place.

    For very many rows that say the same as many others: what they share is handed over once.
    """
    shared = {"place": "bigint", **columns}
    write_rows(con, f"{table} shared", shared, ((place, *row) for place, row in enumerate(values)))
    numbers = [msgspec.json.encode([*numbers]).decode() for numbers in (places.keys(), places.values())]
    con.execute(
        f"create or replace {_temporary(con)} table {quoted(table)} as"
        f" select made.{quoted(key)}, shared.* exclude (place)"
        f" from ({_of_texts({key: 'bigint', 'place': 'bigint'})}) as made"
        f" inner join {quoted(f'{table} shared')} as shared on made.place = shared.place",
        numbers,
    )
    con.execute(f"drop table {quoted(f'{table} shared')}")


def texts_of(rows: Iterable[Sequence[Any]]) -> list[str]:
    """Rows as JSON, an array a column; at least one row."""
    return [json.dumps(column, default=str) for column in zip(*rows, strict=True)]


def write_empty(con: duckdb.DuckDBPyConnection, table: str, *, like: duckdb.DuckDBPyConnection) -> None:
    """Creates or replaces `table` without rows, with the columns that it has on the connection `like`."""
    columns = like.execute(f"describe {quoted(table)}").fetchall()
    write_rows(con, table, {name: kind for name, kind, *_ in columns}, [])


def append(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> None:
    """Adds Python rows to a table that is there, as bound lists: a list a column.

    Not through Arrow: whoever makes an Arrow array of Python values has pandas loaded, which takes longer
    than most stages.
    """
    listed = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
    materialised = [tuple(row) for row in rows]
    for begin in range(0, len(materialised), _AT_ONCE):
        values = [list(column) for column in zip(*materialised[begin : begin + _AT_ONCE], strict=True)]
        try:
            con.execute(f"insert into {quoted(table)} select {listed}", values)
        except duckdb.InvalidInputException:  # half a character, which DuckDB refuses before it begins
            whole = [[_storable(each) for each in column] for column in values]
            con.execute(f"insert into {quoted(table)} select {listed}", whole)


def _storable(value: Any) -> Any:
    """As kit.records.column has it."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return [_storable(each) for each in value] if isinstance(value, list) else value


def drop(con: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Takes tables away that could not be made; where the connection may only read, older ones stay."""
    if not is_read_only(con):
        for table in tables:
            con.execute(f"drop table if exists {quoted(table)}")


def _temporary(con: duckdb.DuckDBPyConnection) -> str:
    return "temp" if is_read_only(con) else ""
