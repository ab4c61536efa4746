"""Calls of the tree and the ways in which they were made, whoever made them.

Tables: `tree_calls` (one row per call), `tree_actions` (the same calls and what each means to an attacker),
`call_profiles` (one row per way of calling, what is judged). They don't hang on what the analyst said, so a
verdict leaves them as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.store import derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the three tables."""
    marked = [number for (number,) in run(con, questions.step("user_policy_calls")).rows]
    # For an empty list DuckDB reads the requests of all events; no event has that number.
    derived.write(con, "tree_calls", questions.step("tree_calls"), {"marked": marked or [-1]})
    derived.write(con, "tree_actions", questions.step("tree_actions"))
    derived.write(con, "call_profiles", questions.step("call_profiles"))
