"""Derived tables: what the heavy analyses found, kept beside the evidence and stamped with what they were
made from.

Each stage of `STAGES` (a module below kit.analysis) has `derive(con, case)` and writes its own table(s)
through kit.store.derived. They are made at the end of every collection. The stamp of a stage is a hash of the
facts of case.toml that it hangs on, of the kit's own content (catalogue, queries, analyses), of the ledger,
and of the stamps of the stages that it reads. `ensure` makes those anew whose stamp differs, as TEMP tables
where the connection may only read: the analyst's word on a call costs what hangs on it, and nothing else.

A stage that fails on this evidence takes with it the stages that read from it, and nothing else. Table
`derived_failures` says which and why; a query that reads what they would have made raises UnmadeError.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import time
import traceback
from collections.abc import Callable, Collection, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.content import content as _content
from kit.analysis.content import content_of as _content_of
from kit.errors import (
    BusyError,
    CaseError,
    EvidenceError,
    KitError,
    QueryError,
    SourceError,
    UnmadeError,
    UsageError,
)
from kit.store import connection_facts, database, derived, run, vault

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import DerivedFailuresRow


@dataclass(frozen=True)
class Stage:
    """`module` (below kit.analysis) makes `tables`.

    `facts` are the fields of the case that they hang on, `after` the stages that it reads from, `evidence`
    says whether it reads any; `scope` names the module whose `scope(con, case)` says all that the facts mean
    to it. `made_by` are the modules and `steps` that alone make it, beside the rules: an update of the kit
    that changes others leaves its tables; without them all of the kit's analyses count.
    tests/analysis/test_derived.py holds all of that to what a stage really reads.
    """

    module: str
    tables: tuple[str, ...]
    facts: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    evidence: bool = True
    scope: str = ""
    made_by: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


STAGES = (
    Stage(
        "rules",
        ("actions", "credential_rules", "credential_things", "call_marks", "live_tells"),
        evidence=False,
        made_by=("rules",),
    ),
    Stage("money.prices", ("prices", "service_names")),
    Stage("money.bills", ("spend_deliveries", "spend_hours"), ("account",)),
    Stage(
        "credentials.links",
        ("credential_calls", "role_services", "key_sightings"),
        ("keys", "principals"),
        ("rules",),
        scope="credentials.scope",
        made_by=("credentials.links", "credentials.scope"),
        steps=("credential_calls", "key_sightings", "leaked_in_use", "role_services"),
    ),
    Stage(
        "credentials.derive",
        ("credential_reach", "credential_links", "credential_tree", "credential_keys", "credential_acts"),
        ("keys", "principals", "account"),
        ("rules", "credentials.links"),
    ),
    Stage(
        "actors.calls", ("tree_calls", "tree_actions", "call_profiles"), after=("rules", "credentials.derive")
    ),
    Stage(
        "actors.derive",
        ("activity", "call_decisions", "act_decisions", "credential_actors", "call_visits"),
        ("owner_networks", "owner_principals", "owner_agents", "verdicts"),
        ("rules", "credentials.derive", "actors.calls"),
    ),
    Stage(
        "actors.leads",
        ("lead_callers",),
        ("owner_networks", "owner_principals"),
        ("rules", "actors.calls", "actors.derive"),
    ),
    Stage(
        "changes.derive",
        ("principal_ledger", "resource_ledger", "resource_runs"),
        after=("rules", "actors.derive"),
    ),
    Stage(
        "money.estimate",
        ("estimate", "estimate_runs"),
        after=("rules", "money.prices", "actors.derive", "changes.derive"),
    ),
    Stage("money.coverage", ("spend_coverage",), after=("money.bills", "money.estimate")),
)
_PACKAGE = Path(__file__).parent
_STAMPS = {"stage": "varchar", "stamp": "varchar"}
_FAILURES = {"stage": "varchar", "tables": "varchar", "reason": "varchar"}
_HANGS = "it reads from"
# Seconds after which what is made is kept: less than anybody minds to lose.
_A_WHILE = 1.0
# What a statement says that cannot take this evidence; all other errors of the kit's own are no stage's.
OF_EVIDENCE = (EvidenceError, QueryError, SourceError, UnmadeError, UsageError)


def refresh(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes every derived table on `con`, stale or not."""
    _make(con, case, STAGES, {})


def ensure(con: duckdb.DuckDBPyConnection, case: Case, tables: Collection[str] | None = None) -> bool:
    """Makes the derived tables anew that are stale, all or `tables` and what those hang on; says whether
    there were any."""
    kept = _kept(con)
    outdated = _stale(con, case, kept)
    if tables is not None:
        asked = _made_for(tables)
        outdated = [stage for stage in outdated if stage.module in asked]
    if outdated:
        _make(con, case, outdated, kept)
    return bool(outdated)


def _made_for(tables: Collection[str]) -> set[str]:
    """The stages that make `tables`, and those that they read from."""
    found: set[str] = set()
    for stage in reversed(STAGES):
        if stage.module in found or not {*tables}.isdisjoint(stage.tables):
            found |= {stage.module, *stage.after}
    return found


@contextlib.contextmanager
def opened(case: Case) -> Generator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the case whose derived tables are as case.toml and this kit want them.

    What is stale is made for good first, so that only the first question after an update of the kit waits
    for it; where that cannot be (somebody collects, or asks, or the folder may only be read), it is made for
    this connection alone.
    """
    with database.reading(case) as con:
        outdated = stale(con, case)
        if not outdated or not case.database.exists():
            if outdated:
                ensure(con, case)
            yield con
            return
    with contextlib.suppress(BusyError, CaseError, OSError):
        with vault.locked(case):
            pass  # nobody is collecting
        with database.writing(case, wait=0) as con:
            ensure(con, case)
    with database.reading(case) as con:
        ensure(con, case)
        yield con


def fresh(con: duckdb.DuckDBPyConnection, case: Case) -> bool:
    """Whether the derived tables of `con` were made from this case.toml, this kit and this evidence."""
    return not _stale(con, case, _kept(con))


def stale(con: duckdb.DuckDBPyConnection, case: Case) -> tuple[str, ...]:
    """The stages whose tables `ensure` would make anew, in order."""
    return tuple(stage.module for stage in _stale(con, case, _kept(con)))


def kept_text(con: duckdb.DuckDBPyConnection, case: Case, name: str) -> str | None:
    """What `keep_text` kept of the derived tables as they are; None where they, the case or what was verified
    are others."""
    mark, _, text = _kept(con).get(name, "").partition(" ")
    return text if text and mark == _mark(con, case) else None


def keep_text(con: duckdb.DuckDBPyConnection, case: Case, name: str, text: str) -> None:
    """Keeps what was found in the derived tables as they are, where the connection may write."""
    if not database.is_read_only(con):
        kept = {**_kept(con), name: f"{_mark(con, case)} {text}"}
        derived.write_rows(con, "derived_stamp", _STAMPS, kept.items())


def _mark(con: duckdb.DuckDBPyConnection, case: Case) -> str:
    """Stands for the case, its evidence and what became of its verification, the kit and every derived
    table."""
    verified = run(con, questions.step("integrity_stamp")).rows
    whole = [case.facts_hash, verified, *sorted(_stamps(con, case).items())]
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def _make(con: duckdb.DuckDBPyConnection, case: Case, stages: Iterable[Stage], kept: dict[str, str]) -> None:
    """Makes the tables of `stages`, with their stamps.

    Stages that take no time are one transaction together. So a run that is killed half-way leaves each stage
    either as it was, with a stamp that no longer fits, or made and fresh.
    """
    stages = list(stages)
    known = failures(con)
    again = {stage.module for stage in stages}
    made = _Made(
        _stamps(con, case), dict(kept), {n: why for n, why in known.items() if n not in again}, known
    )
    if made.failed != known:
        # What failed before may be made now; nobody shall be told otherwise while it is.
        with _transaction(con):
            made.known = _write_failures(con, known, made.failed)
    together = True
    while stages:
        done = _make_some(con, case, stages, made) if together else 0
        together = done > 0
        if not done:
            _make_one(con, case, stages[0], made)
        stages = stages[max(done, 1) :]


@dataclass
class _Made:
    """Stamps wanted and kept, failures of this run, and those that the tables know."""

    wanted: dict[str, str]
    kept: dict[str, str]
    failed: dict[str, str]
    known: dict[str, str]


def _make_some(con: duckdb.DuckDBPyConnection, case: Case, stages: list[Stage], made: _Made) -> int:
    """Makes the first of `stages` in one transaction until it has lasted a while, and says how many; 0 where
    the first one, or one of them, cannot be made, and nothing is."""
    begun, done = time.monotonic(), 0
    if made.failed or made.known:
        return 0
    with _transaction(con) as undone:
        try:
            for stage in stages:
                _derive(con, case, stage)
                database.remake_views(con, stage.tables)
                done += 1
                if time.monotonic() - begun > _A_WHILE:
                    break
        except Exception:
            # Which one it was, and whether it is to be told, is found out stage by stage.
            undone()
            return 0
        made.kept |= {stage.module: made.wanted[stage.module] for stage in stages[:done]}
        derived.write_rows(con, "derived_stamp", _STAMPS, made.kept.items())
    return done


def _make_one(con: duckdb.DuckDBPyConnection, case: Case, stage: Stage, made: _Made) -> None:
    """Makes one stage in a transaction of its own, or drops its tables and keeps why it fails."""
    made.kept[stage.module] = made.wanted[stage.module]
    reason = _hangs_on(stage, made.failed)
    if reason is None:
        with _transaction(con) as undone:
            try:
                _derive(con, case, stage)
                database.remake_views(con, stage.tables)
                derived.write_rows(con, "derived_stamp", _STAMPS, made.kept.items())
                made.known = _write_failures(con, made.known, _without(made.known, stage))
            except Exception as error:
                reason = _reason(error)
                undone()
    if reason is not None:
        made.failed[stage.module] = reason
        with _transaction(con):
            derived.drop(con, stage.tables)
            derived.write_rows(con, "derived_stamp", _STAMPS, made.kept.items())
            made.known = _write_failures(
                con, made.known, {**_without(made.known, stage), stage.module: reason}
            )


def _without(known: dict[str, str], stage: Stage) -> dict[str, str]:
    return {name: reason for name, reason in known.items() if name != stage.module}


@contextlib.contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Generator[Callable[[], None]]:
    """Commits at its end, unless the function that it hands out was called: that undoes all of it."""
    kept = [True]
    con.begin()
    try:
        yield lambda: kept.clear()
    except BaseException:
        _undo(con)
        raise
    if kept:
        con.commit()
    else:
        _undo(con)


def _undo(con: duckdb.DuckDBPyConnection) -> None:
    con.rollback()
    connection_facts.forget(con)


def _hangs_on(stage: Stage, failed: dict[str, str]) -> str | None:
    """That the stage reads from one that fails, with the reason of the one that began it."""
    name = next((name for name in stage.after if name in failed), None)
    if name is None or failed[name].startswith(_HANGS):
        return name and failed[name]
    return f"{_HANGS} {name}, which fails: {failed[name]}"


def causes(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The failures without those that only hang on another one."""
    return {name: reason for name, reason in failures(con).items() if not reason.startswith(_HANGS)}


def failures(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Stage -> why its tables could not be made of this evidence; empty where all were."""
    rows: list[DerivedFailuresRow] = run(con, questions.step("derived_failures")).dicts()
    return {row["stage"]: row["reason"] for row in rows}


def forget_failure(con: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Lets the tables of `stage` be read again on this connection, for somebody stood in for it."""
    before = failures(con)
    _write_failures(con, before, {name: why for name, why in before.items() if name != stage.module})


def _write_failures(
    con: duckdb.DuckDBPyConnection, before: dict[str, str], failed: dict[str, str]
) -> dict[str, str]:
    if failed != before:
        tables = {stage.module: ", ".join(stage.tables) for stage in STAGES}
        rows = [(name, tables.get(name, ""), reason) for name, reason in failed.items()]
        derived.write_rows(con, "derived_failures", _FAILURES, rows)
        connection_facts.forget(con)
    return failed


def _derive(con: duckdb.DuckDBPyConnection, case: Case, stage: Stage) -> None:
    importlib.import_module(f"kit.analysis.{stage.module}").derive(con, case)


def _reason(error: Exception) -> str:
    """Why a stage fails on this evidence; what is no fault of the evidence is raised again."""
    if isinstance(error, KitError) and not isinstance(error, OF_EVIDENCE):
        raise error
    if database.of_the_machine(error):
        raise error
    return one_line(error)


def one_line(error: Exception) -> str:
    """An error as the ledger and an answer name it: what, and where in the kit."""
    said = " ".join(str(error).split())[:300]
    if isinstance(error, KitError):
        return said
    place = next(
        (
            f" ({Path(frame.filename).name}:{frame.lineno})"
            for frame in reversed(traceback.extract_tb(error.__traceback__))
            if Path(frame.filename).is_relative_to(_PACKAGE.parent)
        ),
        "",
    )
    return f"{type(error).__name__}{': ' if said else ''}{said}{place}"


def _stale(con: duckdb.DuckDBPyConnection, case: Case, kept: dict[str, str]) -> list[Stage]:
    present, failed = _tables(con), failures(con)
    wanted = _stamps(con, case)
    found: dict[str, Stage] = {}
    for stage in STAGES:
        if (
            kept.get(stage.module) != wanted[stage.module]
            or not (stage.module in failed or present.issuperset(stage.tables))
            or not found.keys().isdisjoint(stage.after)
        ):
            found[stage.module] = stage
    return list(found.values())


def _tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in run(con, questions.step("table_names")).rows}


def _kept(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Stage -> the stamp of its tables as they are; nothing where an older kit made them."""
    if "derived_stamp" not in _tables(con):
        return {}
    found = run(con, questions.step("derived_stamp"))
    return dict(found.rows) if len(found.columns) == len(_STAMPS) else {}


def _stamps(con: duckdb.DuckDBPyConnection, case: Case) -> dict[str, str]:
    """Stage -> the stamp that its tables should have."""
    evidence = repr(run(con, questions.step("evidence_stamp")).rows)
    found: dict[str, str] = {}
    for stage in STAGES:
        parts = [
            _content_of(stage.made_by, stage.steps) if stage.made_by else _content(),
            evidence if stage.evidence else "",
            repr(_facts(con, case, stage)),
            *(found[name] for name in stage.after),
        ]
        found[stage.module] = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return found


def _facts(con: duckdb.DuckDBPyConnection, case: Case, stage: Stage) -> list[object]:
    """What the case says that the stage hangs on."""
    if stage.scope:
        return [importlib.import_module(f"kit.analysis.{stage.scope}").scope(con, case)]
    return [getattr(case, name) for name in stage.facts]
