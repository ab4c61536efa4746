"""Whether anything can have come out of what leaked: apart from the tree, so that a question learns quickly
whether its tables still hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.store import run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

WHOLE, UNUSED = "whole", "unused"


def scope(con: duckdb.DuckDBPyConnection, case: Case) -> str:
    """`unused` where no call was made with a leaked long-term key or by a leaked principal: then no other
    credential can be reached, and only what made or ended the leaked ones matters. Else `whole`.

    A temporary key (ASIA) that was not used may still stand in the reply that gave it out.
    """
    if not all(key.startswith("AKIA") for key in case.keys):
        return WHOLE
    asked = {"keys": list(case.keys), "principals": list(case.principals)}
    ((used,),) = run(con, questions.step("leaked_in_use"), asked).rows
    return WHOLE if used else UNUSED
