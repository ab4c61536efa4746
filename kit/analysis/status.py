"""Where a case stands: what `kit status` sums up, from the ledger and the span of the evidence."""

from __future__ import annotations

import importlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis import derive, grounds
from kit.analysis.actors import undecided
from kit.analysis.rules import ensure_marks
from kit.case import Case
from kit.store import database

if TYPE_CHECKING:
    import duckdb

# How long CloudTrail's Event history keeps management events.
HISTORY = timedelta(days=90)
_COUNTS = ("items", "bytes", "records", "loaded", "copies", "rejected")


def standing(case: Case) -> dict[str, Any]:
    """One object: items and records by what became of them (the sums are exact), reasons, span and
    `as_of`."""
    with database.reading(case) as con:
        ensure_marks(con)
        sums = database.run(con, questions.step("ledger_sums")).dicts()
        problems = database.run(con, questions.step("ledger_problems")).dicts()
        spans = database.run(con, questions.step("evidence_span")).dicts()
        first = _cautions(con, case)
        gaps = database.run(con, questions.step("blind_times")).dicts()
        # While a collection runs the calls are not judged anew for a look at how far it is.
        known = derive.fresh(con, case) and not derive.failures(con)
        left = undecided(con) if known else None
    totals = {name: sum(row[name] for row in sums) for name in _COUNTS}
    why = _why(case, totals["rejected"], {row["status"]: row["items"] for row in sums}, first)
    latest = [row["last_event"] for row in spans if row["last_event"] is not None]
    return {
        "case": str(case.folder),
        "customer": case.customer,
        "account": case.account,
        "keys": list(case.keys),
        "principals": list(case.principals),
        "as_of": max(latest) if latest else None,
        **totals,
        "by_status": {row["status"]: row["items"] for row in sums},
        "complete": not why,
        "incomplete_because": why,
        # What has to be said before any answer of this case.
        "cautions": first,
        "accounts": spans,
        "problems": problems,
        "to_decide": {"networks": left[0], "calls": left[1]} if left else None,
        # Times that no source speaks for; `kit collect CASE lookup-events` fills them until the date beside
        # them.
        "trail_gaps": [
            {
                "account_id": gap["account_id"],
                "trail_off_from": gap["blind_from"],
                "trail_off_until": gap["blind_until"],
                "lookup_events_until": gap["blind_until"] + HISTORY,
                "regions": gap["regions"],
            }
            for gap in gaps
        ],
    }


def _why(case: Case, records: int, items: dict[str, int], first: list[dict[str, Any]]) -> list[str]:
    """Sentences that say why the case is not complete; texts are loaded only where there is something to
    say."""
    missing = {status: items[status] for status in ("failed", "rejected") if items.get(status)}
    if not (records or missing or any(row["topic"] in grounds.INCOMPLETE for row in first)):
        return []
    text = importlib.import_module("kit.texts").text
    said = [text(case.language, "why-items", count=count, status=word) for word, count in missing.items()]
    if records:
        said.append(text(case.language, "why-records", count=records))
    return said + [row["statement"] for row in first if row["topic"] in grounds.INCOMPLETE]


def _cautions(con: duckdb.DuckDBPyConnection, case: Case) -> list[dict[str, Any]]:
    """What has to be said before any answer; texts are loaded only where there is something to say."""
    if not any(grounds.found(con, case)):
        return []
    return importlib.import_module("kit.analysis.cautions").cautions(con, case).dicts()
