"""Facts of calls whose rows come without their long parts: most are told by the request alone, and DuckDB
unpacks two thousand replies to get at one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.changes.facts import Fact, UnreadError, effects_of, facts_by, facts_of
from kit.store import passing

if TYPE_CHECKING:
    import duckdb

    from kit.analysis.changes.facts import EventRow
    from kit.rules import Effects


def facts_in(con: duckdb.DuckDBPyConnection, rows: Iterable[EventRow], tables: Effects) -> Iterator[Fact]:
    """Facts of calls: first of those that are told by what their rows hold, then of those of which a path
    asks for more. Rows: columns of step `ledger_other_events`."""
    unread: dict[int, tuple[str | None, str | None]] = {}
    for row in rows:
        try:
            found = list(facts_by(effects_of(row["event_source"], row["event_name"], tables), row))
        except UnreadError:
            unread[row["event_no"]] = (row["credential_id"], row["actor"])
        else:
            yield from found
    for row in whole(con, list(unread)):
        row["credential_id"], row["actor"] = unread[row["event_no"]]
        yield from facts_of([row], tables)


def whole(con: duckdb.DuckDBPyConnection, event_nos: list[int]) -> Iterator[EventRow]:
    """All that is recorded of these calls, as of somebody else's."""
    if event_nos:
        yield from passing(con, questions.step("ledger_whole_events"), {"event_nos": event_nos})
