"""How much is left for the analyst to decide; apart from what needs sentences, so that `kit status` stays
quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.store import run

if TYPE_CHECKING:
    import duckdb


def undecided(con: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """(networks, calls) that are left to decide: calls which are not certain and of which the analyst said
    nothing."""
    ((networks, calls),) = run(con, questions.step("undecided_calls")).rows
    return networks, calls
