"""What there is to decide, and what the analyst decided: the answers `visits` and `verdicts`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.actors.decisions import applies
from kit.analysis.actors.derive import profiles_of
from kit.analysis.actors.reasons import with_reasons
from kit.store import Answer, run
from kit.texts import say

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case, Verdict
    from kit.rows import TreeEventsRow, VisitsAnswerRow

_VERDICTS = {
    "verdict": "INTEGER", "kind": "VARCHAR", "value": "VARCHAR", "actor": "VARCHAR", "note": "VARCHAR",
    "calls": "BIGINT",
}  # fmt: skip


def visits(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any]) -> Answer:
    """Rows of queries/visits.sql with the reason as a sentence in the case's language, and with the question
    to the key's owner that settles the visit, ready to send; none where nothing is left to settle."""
    found = with_reasons(run(con, questions.query("visits"), params), case.language)
    columns = ["reason" if name == "actor_reason" else name for name in found.columns]
    asked = [_question(case, dict(zip(columns, row, strict=True))) for row in found.rows]
    rows = [(*row, question) for row, question in zip(found.rows, asked, strict=True)]
    return Answer([*columns, "owner_question"], [*found.types, "VARCHAR"], rows)


def _question(case: Case, row: Mapping[str, Any]) -> str | None:
    if not row["decides"]:
        return None
    args = {
        "first": row["first_seen"],
        "last": row["last_seen"],
        "network": row["network"] or "-",
        "tool": ", ".join(row["tools"]) or "-",
        "calls": row["calls"],
        "changes": row["changes"],
        "regions": ", ".join(row["regions"] or ()) or "-",
    }
    return say(case.language, case.timezone, "visit-question", args)


def verdicts(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any]) -> Answer:
    """The verdicts of case.toml in their order, each with how many calls it speaks of."""
    rows = [
        (number, verdict.kind, verdict.words, verdict.actor, verdict.note, matched(con, verdict))
        for number, verdict in enumerate(case.verdicts, 1)
    ]
    return Answer(list(_VERDICTS), list(_VERDICTS.values()), rows)


def matched(con: duckdb.DuckDBPyConnection, verdict: Verdict) -> int:
    """How many calls of the tree a verdict speaks of, whether or not another one outranks it."""
    if verdict.kind == "event":
        named = events(con, verdict.value)
        return sum(row["in_tree"] and verdict.value in (row["event_id"], row["event_key"]) for row in named)
    return sum(profile.calls for profile in profiles_of(con) if applies(verdict, profile))


def events(con: duckdb.DuckDBPyConnection, beginning: str) -> list[TreeEventsRow]:
    """Events whose id begins so, with `in_tree`: whether a credential of the tree made the call."""
    return run(con, questions.step("tree_events"), {"beginning": beginning}).dicts()


def names_of(rows: Iterable[VisitsAnswerRow], visit: int) -> dict[str, str]:
    """What a verdict on that visit has to name: its network, and its tool where the network has several.

    Empty where there is no such visit.
    """
    shown = list(rows)
    row = next((each for each in shown if each["visit"] == visit), None)
    if row is None:
        return {}
    alone = sum(each["network"] == row["network"] for each in shown) == 1
    named = {"network": row["network"]} if "/" in row["network"] else {}
    return named if named and alone else {**named, "tool": row["tools"][0]}
