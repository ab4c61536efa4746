"""What is to be done where the leaked key lies: save the place, renew what lies beside it, then take it down.

In that order: what is taken down cannot be evidence any more, and taking it down makes no key secret again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit.analysis.findings import known_places
from kit.analysis.response.items import PlanItem, item

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def leak_places(con: duckdb.DuckDBPyConnection, case: Case) -> Iterator[PlanItem]:
    """Items without lines, for such places are not AWS's; none where no place is known."""
    places, beside = known_places(con, case)
    if not places:
        return
    args = {"places": places}
    yield item("save", "review", "plan-leak-save", args=args)
    if beside:
        yield item("secrets", "review", "plan-leak-beside", args={"keys": beside, **args})
    else:
        yield item("secrets", "review", "plan-leak-look-beside", args=args)
    yield item("remove", "review", "plan-leak-take-down", args=args)
