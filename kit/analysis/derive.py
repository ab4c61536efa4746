"""Derived tables: what the heavy analyses found, kept beside the evidence and stamped with what they were
made from.

Each module of `ORDER` (path below kit.analysis) has `derive(con, case)` and writes its own table(s) through
kit.store.derived. They are made at the end of every collection. The stamp is a hash of case.toml, of the
kit's own content (catalogue, queries, analyses) and of the ledger; when it differs the tables are stale and
`ensure` rebuilds them, as TEMP tables where the connection may only read.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from kit import questions
from kit.store import database, derived, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

# Module below this package -> the tables it makes; a later one may read the tables of all before it.
ORDER: dict[str, tuple[str, ...]] = {
    "rules": ("actions", "credential_rules", "credential_things", "call_marks", "live_tells"),
    "money.prices": ("prices", "service_names"),
    "credentials.links": ("credential_links",),
    "credentials.derive": ("credential_tree",),
    "actors.derive": ("activity",),
    "changes.derive": ("principal_ledger", "resource_ledger", "resource_runs"),
    "money.estimate": ("estimate", "estimate_runs"),
    "money.derive": ("spend_deliveries", "spend_hours", "spend_coverage"),
}
_PACKAGE = Path(__file__).parent


def refresh(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Rebuilds every derived table on `con`; the stamp goes first and comes back last.

    So a run that is killed half-way leaves tables that count as stale, never half-made ones that count as
    fresh.
    """
    derived.write_rows(con, "derived_stamp", {"stamp": "varchar"}, [("being made",)])
    stamp = _stamp(con, case)
    for module, tables in ORDER.items():
        importlib.import_module(f"kit.analysis.{module}").derive(con, case)
        database.remake_views(con, tables)
    derived.write_rows(con, "derived_stamp", {"stamp": "varchar"}, [(stamp,)])


def fresh(con: duckdb.DuckDBPyConnection, case: Case) -> bool:
    """Whether the derived tables of `con` were made from this case.toml, this kit and this evidence."""
    present = {name for (name,) in run(con, questions.step("table_names")).rows}
    if not {"derived_stamp"}.union(*ORDER.values()) <= present:
        return False
    return run(con, questions.step("derived_stamp")).rows == [(_stamp(con, case),)]


def ensure(con: duckdb.DuckDBPyConnection, case: Case) -> bool:
    """Rebuilds the derived tables if they are stale; says whether it had to."""
    if fresh(con, case):
        return False
    refresh(con, case)
    return True


def _stamp(con: duckdb.DuckDBPyConnection, case: Case) -> str:
    evidence = repr(run(con, questions.step("evidence_stamp")).rows)
    return hashlib.sha256(f"{case.facts_hash} {_content()} {evidence}".encode()).hexdigest()


@functools.cache
def _content() -> str:
    """Hash of everything of the kit's own that a derived table depends on."""
    digest = hashlib.sha256()
    folders = (questions.content_dir("queries"), _PACKAGE, _PACKAGE.parent / "rules")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".sql", ".py", ".yml", ".csv"}:
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
