"""The analyst's own statements before they run: their parameters, what they read, what they may name."""

from __future__ import annotations

import contextlib
import re

import duckdb

from kit.errors import UsageError
from kit.store.database import make_views, one_line, relation_names


def columns_of_relations(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Every table and view that an own statement may read, with its columns in order."""
    make_views(con)
    rows = con.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns()"
        " where not internal group by table_name, schema_name order by table_name"
    )
    return dict(rows.fetchall())


def checked(con: duckdb.DuckDBPyConnection, statement: str) -> tuple[list[str], list[str]]:
    """(relations that it reads, names of its parameters) of one own statement that only reads.

    UsageError, in DuckDB's words, when it does not run; also for none, several, or one that does more.
    """
    make_views(con)
    parameters = parameters_of(statement)
    try:
        found = con.extract_statements(statement)
        if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
            raise UsageError("sql: give one statement that reads: select, from or with")
        con.execute(f"select * from ({statement}\n) limit 0", dict.fromkeys(parameters)).fetchall()
    except duckdb.Error as error:
        raise UsageError(f"sql: {one_line(error)}") from None
    # By name: DuckDB names the tables of no statement that has parameters. One too many does no harm.
    words = set(re.findall(r"\w+", statement))
    return sorted(relation_names(con) & words), parameters


def parameters_of(statement: str) -> list[str]:
    """Names of the `$parameters` of an own statement. UsageError, in DuckDB's words, when it is none."""
    try:
        with contextlib.closing(duckdb.connect()) as con:
            found = [name for each in con.extract_statements(statement) for name in each.named_parameters]
    except duckdb.Error as error:
        raise UsageError(f"sql: {one_line(error)}") from None
    return sorted(set(found))
