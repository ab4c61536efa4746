"""Calls of the tree and the ways in which they were made, whoever made them.

Tables: `tree_calls` (one row per call) and `call_profiles` (one row per way of calling, what is judged). They
don't hang on what the analyst said, so a verdict leaves them as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.store import derived

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes both tables."""
    derived.write(con, "tree_calls", questions.step("tree_calls"))
    derived.write(con, "call_profiles", questions.step("call_profiles"))
