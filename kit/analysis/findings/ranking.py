"""What has to be told: a ranked list, each finding a sentence with numbers, its events and the query that
shows it.

Deterministic: the same evidence gives the same list in the same order. Findings come from the ledgers, the
credential tree, the quarantine and the sums of the intruder's calls; none rests on a lone weak call.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.findings import access, acts, heavy, leads, made, unvouched
from kit.analysis.findings.finding import SEVERITIES, Finding
from kit.analysis.findings.situation import Situation, situation
from kit.store import Answer, database
from kit.texts import has, say

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import FindingActsRow

COLUMNS = ("finding_id", "severity", "title", "statement", "event_ids", "query", "tactic", "technique")


def findings(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """The findings in the case's language, heaviest first; `event_ids` is a JSON list of at most twenty."""
    rows = []
    for each in ranked(con, case):
        own = f"{each.message}-title"
        name = own if has(case.language, own) else f"finding-{each.rule}-title"
        title = say(case.language, case.timezone, name, each.args)
        statement = say(case.language, case.timezone, each.message, each.args)
        rows.append(
            (
                each.finding_id,
                each.severity,
                title,
                statement,
                json.dumps(list(each.event_ids)),
                each.query,
                each.tactic,
                each.technique,
            )
        )
    return Answer(list(COLUMNS), ["VARCHAR"] * len(COLUMNS), rows)


def ranked(con: duckdb.DuckDBPyConnection, case: Case, state: Situation | None = None) -> list[Finding]:
    """The same findings as message ids and arguments."""
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
