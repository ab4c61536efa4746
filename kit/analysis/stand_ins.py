"""Empty tables in place of those that an analysis could not make of this evidence.

For what has to come out all the same, the plan and the report: whoever puts them in says at the top what is
missing. An answer to a question never stands on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.analysis import derive
from kit.store import database, derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def fill(con: duckdb.DuckDBPyConnection, case: Case) -> dict[str, str]:
    """Puts them in, as TEMP tables of this connection alone; stage -> why it failed.

    A stage that fails on no evidence at all has no table to copy the columns of: what reads it still fails.
    """
    failed = derive.failures(con)
    if not failed:
        return {}
    empty = database.empty(case)
    try:
        derive.refresh(empty, case)
        there = {name for (name,) in run(empty, questions.step("table_names")).rows}
        for stage in derive.STAGES:
            if stage.module in failed and there.issuperset(stage.tables):
                for table in stage.tables:
                    derived.write_empty(con, table, like=empty)
                database.remake_views(con, stage.tables)
                derive.forget_failure(con, stage)
    finally:
        empty.close()
    return failed
