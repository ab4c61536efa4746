"""Rows that pass by: for a step whose rows are many and long, and of which few are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from kit.errors import QueryError
from kit.questions import Query
from kit.store.database import bind, make_views_of, one_line

_AT_ONCE = 1_000


def passing(
    con: duckdb.DuckDBPyConnection, query: Query, params: Mapping[str, Any] | None = None
) -> Iterator[Any]:
    """Rows of a query by column name, dicts, a thousand in memory at a time.

    The connection does nothing else until the last one is taken. QueryError where DuckDB cannot.
    """
    make_views_of(con, query)
    try:
        cursor = con.execute(query.sql, bind(query, params) or None)
        names = [column[0] for column in cursor.description or []]
        while some := cursor.fetchmany(_AT_ONCE):
            for row in some:
                yield dict(zip(names, row, strict=True))
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        raise QueryError(f"{query.name}: {one_line(error)}") from None
