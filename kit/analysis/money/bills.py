"""What the bills say, made ready for the questions: which delivery counts, and sums by hour.

Tables: `spend_deliveries`, `spend_hours`. The bill's lines stay as they are in `spend_lines`; no two sources
are ever added. The rules are in docs/decisions/money.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.store import derived

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes both tables from the lines of the bills."""
    for name in ("spend_deliveries", "spend_hours"):
        derived.write(con, name, questions.step(name))
