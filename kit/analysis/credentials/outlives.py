"""Answer `outlives`: what still works for the intruder when the leaked key is off, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kit import questions
from kit.store import Answer, run
from kit.texts import text

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

MESSAGE = "outlives-"


def outlives(
    con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, object] | None = None
) -> Answer:
    """Rows of queries/outlives.sql with `reason`, the sentence for `lasts` in the case's language."""
    found = run(con, questions.query("outlives"), params)
    lasts = found.columns.index("lasts")
    rows = [
        (*row[: lasts + 1], text(case.language, MESSAGE + row[lasts]), *row[lasts + 1 :])
        for row in found.rows
    ]
    columns = [*found.columns[: lasts + 1], "reason", *found.columns[lasts + 1 :]]
    return Answer(columns, [*found.types[: lasts + 1], "VARCHAR", *found.types[lasts + 1 :]], rows)
