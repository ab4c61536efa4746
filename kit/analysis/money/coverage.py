"""Which source of a day counts, among the bills and the estimate: table `spend_coverage`.

The rules are in docs/decisions/money.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.store import derived

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes the table; the bills' hours and `estimate_runs` have to be there."""
    derived.write(con, "spend_coverage", questions.step("spend_coverage"))
