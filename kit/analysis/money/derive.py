"""What the bills say, made ready for the questions: which delivery counts, sums by hour, which source of a
day counts.

Tables: `spend_deliveries`, `spend_hours`, `spend_coverage`. The bill's lines stay as they are in
`spend_lines`; no two sources are ever added. The rules are in docs/decisions/money.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.store import derived

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

TABLES = ("spend_deliveries", "spend_hours", "spend_coverage")


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the tables; `estimate_runs` has to be there."""
    for name in TABLES:
        derived.write(con, name, questions.step(name))
