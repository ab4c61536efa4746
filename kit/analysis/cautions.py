"""What has to be said before any answer: there is nothing to judge by, or what is there could not be used.

No evidence is not innocence. These rows stand at the top of the report, in `kit status` and at the end of
`kit collect`; a reply to AWS is refused while one of `NO_EVIDENCE` holds. Nothing here reads a derived table,
so that it is said whatever fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis import derive
from kit.case import Case
from kit.store import Answer, run

if TYPE_CHECKING:
    import duckdb

    from kit.rows import BillPartsMissingRow, EvidenceHeldRow

COLUMNS = ("topic", "statement", "what_would_help")
NO_EVIDENCE = ("no_events", "no_account_events", "no_credential_events")
# What makes a case incomplete beside items that could not be had or read.
INCOMPLETE = ("analysis_failed", "bill_parts")


def cautions(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """One row per caution, in the case's language; none where nothing stands against the answers."""
    rows = []
    for topic, args in _found(con, case):
        from kit.texts import say  # `kit status` of a case that is whole loads no texts

        message = f"caution-{topic.replace('_', '-')}"
        said = [say(case.language, case.timezone, message + part, args) for part in ("", "-help")]
        rows.append((topic, *said))
    return Answer(list(COLUMNS), ["VARCHAR"] * len(COLUMNS), rows)


def _found(con: duckdb.DuckDBPyConnection, case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    held: EvidenceHeldRow = run(con, questions.step("evidence_held")).dicts()[0]
    leaked = [*case.keys, *case.principals]
    facts = {"account": case.account, "names": leaked, "count": held["events"]}
    if not held["events"]:
        yield "no_events", facts
    elif case.account and not held["account_events"]:
        yield "no_account_events", facts
    elif leaked and not held["credential_events"]:
        yield "no_credential_events", facts
    if case.keys and held["events"] and not held["keyed_events"]:
        yield "no_key_ids", facts
    for stage, reason in derive.causes(con).items():
        yield "analysis_failed", {"stage": stage, "reason": reason}
    parts: list[BillPartsMissingRow] = run(con, questions.step("bill_parts_missing")).dicts()
    if parts:
        yield "bill_parts", {"names": [row["file_name"] for row in parts], "count": len(parts)}
