"""What has to be told: a ranked list, each finding a sentence with numbers, its events and the query that
shows it.

Deterministic: the same evidence gives the same list in the same order. Findings come from the ledgers, the
credential tree, the quarantine and the sums of the intruder's calls; none rests on a lone weak call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.findings import access, acts, heavy, leads, made, unvouched
from kit.analysis.findings.finding import SEVERITIES, Finding
from kit.analysis.findings.situation import Situation, situation
from kit.store import database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import FindingActsRow


def ranked(con: duckdb.DuckDBPyConnection, case: Case, state: Situation | None = None) -> list[Finding]:
    """The findings as message ids and arguments, heaviest first."""
    state = state or situation(con, case)
    calls: list[FindingActsRow] = database.run(con, questions.step("finding_acts")).dicts()
    before: set[str] | None = None
    if state.first_intruder is not None:
        params = {"first_intruder": state.first_intruder}
        seen = database.run(con, questions.step("finding_regions_before"), params).rows
        before = {region for (region,) in seen} or None
    told = [
        *access.found(state),
        *leads.found(state),
        *made.found(state, before),
        *acts.found(state, calls),
        *acts.unexplained(con),
        *acts.altered(con),
        *unvouched.found(con),
    ]
    single = list(heavy.found(con, told))
    found = [*heavy.without_sums(told, single), *single]
    return sorted(
        found,
        key=lambda each: (
            SEVERITIES.index(each.severity),
            -each.weight,
            each.at is None,
            each.at,
            each.finding_id,
        ),
    )
