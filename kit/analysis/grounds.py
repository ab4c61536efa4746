"""Whether there is anything to judge by, and what of it could not be used: topics, without their sentences.

Nothing here reads a derived table, so that it is known whatever fails, and no text is loaded for a case that
is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis import derive
from kit.analysis.credentials import mistaken_keys
from kit.case import Case
from kit.store import pack_chain, run

if TYPE_CHECKING:
    import duckdb

    from kit.rows import BillPartsMissingRow, EvidenceHeldRow, VaultStateRow

NO_EVIDENCE = ("no_events", "no_events_here", "no_account_events", "no_credential_events")
# What makes a case incomplete beside items that could not be had or read.
INCOMPLETE = ("analysis_failed", "bill_parts", "vault_lost", "vault_altered")
# What a collection or a rebuild ends with exit code 3 for.
DONE_IN_PART = ("analysis_failed", "vault_lost", "vault_altered")


def found(con: duckdb.DuckDBPyConnection, case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """(topic, arguments of its sentences), the weightiest first."""
    held: EvidenceHeldRow = run(con, questions.step("evidence_held")).dicts()[0]
    leaked = [*case.keys, *case.principals]
    # Of logs that stay with an engine few events are here, but all are counted.
    counted = held["counted_events"]
    facts = {
        "account": case.account,
        "names": leaked,
        "count": max(held["events"], counted),
        "here": held["events"],
        "by": "engine" if counted > held["events"] else "case",
    }
    if not held["events"] and not counted:
        yield "no_events", facts
    elif case.account and not held["account_events"] and not held["counted_account_events"]:
        yield "no_account_events", facts
    elif counted > held["events"] and not leaked:
        yield "no_events_here", facts
    elif leaked and not held["credential_events"]:
        yield "no_credential_events", facts
    vault: VaultStateRow = run(con, questions.step("vault_state")).dicts()[0]
    if lost := pack_chain.missing(case, vault["packs"] or ()):
        yield "vault_lost", {"names": [f"{pack:06}" for pack in lost], "count": len(lost)}
    if vault["altered"]:
        yield "vault_altered", {"count": vault["altered"]}
    if case.keys and held["events"] and not held["keyed_events"] and not held["counted_keyed"]:
        yield "no_key_ids", {"count": held["events"]}
    if held["events"]:
        yield from mistaken_keys(con, case, held["keys_seen"])
    for stage, reason in derive.causes(con).items():
        yield "analysis_failed", {"stage": stage, "reason": reason}
    parts: list[BillPartsMissingRow] = run(con, questions.step("bill_parts_missing")).dicts()
    if parts:
        yield "bill_parts", {"names": [row["file_name"] for row in parts], "count": len(parts)}
