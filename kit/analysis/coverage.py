"""For which hours the evidence speaks, each with the reason as a sentence in the case's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.store import Answer, run
from kit.texts import text

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def coverage(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any]) -> Answer:
    """Rows of queries/coverage.sql, with `reason` before `reason_code`."""
    found = run(con, questions.query("coverage"), params)
    at = found.columns.index("reason_code")
    said = {code: text(case.language, f"coverage-reason-{code}") for code in {row[at] for row in found.rows}}
    return Answer(
        [*found.columns[:at], "reason", *found.columns[at:]],
        [*found.types[:at], "VARCHAR", *found.types[at:]],
        [(*row[:at], said[row[at]], *row[at:]) for row in found.rows],
    )
