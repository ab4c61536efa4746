"""The findings of a case as it stands: ranked once, kept beside the derived tables till something changes."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis import derive
from kit.analysis.findings import Finding, as_text, of_text, ranked, said
from kit.errors import KitError
from kit.store import Answer, database, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

_NAME = "findings"


def findings(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """The findings in the case's language, heaviest first."""
    return said(case, standing(con, case))


def standing(con: duckdb.DuckDBPyConnection, case: Case) -> list[Finding]:
    """The findings, as they were kept or ranked now; kept where the connection may write."""
    kept = derive.kept_text(con, case, _NAME)
    if kept is not None:
        return of_text(kept)
    found = ranked(con, case)
    with contextlib.suppress(TypeError):  # a value that no text holds: ranked anew each time
        derive.keep_text(con, case, _NAME, as_text(found))
    return found


def foresee(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Ranks them ahead of the first question, where a third party called. What fails on this evidence is left
    to the question, which says why."""
    try:
        if run(con, questions.step("third_party_calls")).rows:
            standing(con, case)
    except Exception as error:
        other = isinstance(error, KitError) and not isinstance(error, derive.OF_EVIDENCE)
        if other or database.of_the_machine(error):
            raise
