"""What this evidence cannot answer: each gap with its reason and what would close it, only those that apply.

Absence of a record is no proof where the record was never kept: data events off, prompts, a trail that was
stopped, Regions and accounts that were not collected, time before and after the logs, bills that are not
settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.findings.situation import Situation, situation
from kit.rules import usual_regions
from kit.store import Answer, database
from kit.texts import say

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import (
        CannotSayGapsRow,
        CannotSayHintsRow,
        CannotSayHoursRow,
        CannotSayKindsRow,
        EngineGapsRow,
        HistoryFilesRow,
        IntegritySumsRow,
        IntegrityTrailRow,
        StepsSpendRow,
    )

COLUMNS = ("question", "why", "what_would_help", "topic")
# A past shorter than this tells little about what is usual for a key.
_PAST = timedelta(days=14)
_HISTORY = timedelta(days=90)
# As many hours has question coverage at most.
_MOST_HOURS = 2_000_000
Gap = tuple[str, dict[str, Any]]


def cannot_say(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """One row per question, in the case's language; `topic` is its stable name."""
    rows = []
    for topic, args in gaps(con, case):
        message = f"cannot-say-{topic}"
        sentences = [
            say(case.language, case.timezone, message + part, args) for part in ("", "-why", "-help")
        ]
        rows.append((*sentences, topic))
    return Answer(list(COLUMNS), ["VARCHAR"] * len(COLUMNS), rows)


def gaps(con: duckdb.DuckDBPyConnection, case: Case, state: Situation | None = None) -> list[Gap]:
    """The gaps that apply, as names and arguments, in the order of the incident's questions."""
    state = state or situation(con, case)
    kinds: CannotSayKindsRow = database.run(con, questions.step("cannot_say_kinds")).dicts()[0]
    hints: dict[str, dict[str, int]] = {}
    seen: list[CannotSayHintsRow] = database.run(con, questions.step("cannot_say_hints")).dicts()
    for row in seen:
        if row["value"]:
            hints.setdefault(row["hint"], {})[row["value"]] = row["calls"]
    found = [*_reads(kinds, hints), *_trail(con, state), *_places(kinds, hints, state)]
    found += [*_times(con, kinds, state), *_money(con, state), *_actors(state, kinds), *_proof(con)]
    found += _engine(con)
    found.append(("leak-path", {}))
    if not any(row["state_basis"] == "live" for row in [*state.principals, *state.resources]):
        found.append(("live", {"at": state.as_of}))
    return found


def _reads(kinds: CannotSayKindsRow, hints: Mapping[str, dict[str, int]]) -> Iterator[Gap]:
    if not kinds["s3_data_events"]:
        yield "data-events", {"names": sorted(hints.get("bucket", {})) or ["S3"]}
    if calls := sum(hints.get("model", {}).values()):
        yield "model-tokens", {"calls": calls}
    if hints.get("mail") and not kinds["mail_data_events"]:
        yield "mail-sent", {}

    if secrets := hints.get("secret"):
        yield "secret-contents", {"names": list(secrets), "calls": sum(secrets.values())}


def _trail(con: duckdb.DuckDBPyConnection, state: Situation) -> Iterator[Gap]:
    """What a stopped trail leaves unknown: all, reads, or where Event history speaks data events alone."""
    stops: list[CannotSayGapsRow] = database.run(con, questions.step("cannot_say_gaps")).dicts()
    for stop in stops:
        name = {"name": stop["trail"]}
        blind = stop["blind_from"] is not None and stop["blind_from"] < stop["blind_until"]
        if blind:
            places = {"names": stop["blind_regions"], "count": len(stop["blind_regions"])}
            yield "trail-stopped", {**name, "from": stop["blind_from"], "to": stop["blind_until"], **places}
        if stop["reads_from"] is not None:
            places = {"names": stop["reads_regions"]}
            yield (
                "trail-stopped-reads",
                {**name, "from": stop["reads_from"], "to": stop["reads_until"], **places},
            )
        until = stop["gap_until"] or state.as_of
        since = stop["gap_from"]
        if stop["had_data_events"] and not blind and since and until and since < until:
            yield "trail-stopped-data", {**name, "from": since, "to": until}


def _places(kinds: CannotSayKindsRow, hints: Mapping[str, dict[str, int]], state: Situation) -> Iterator[Gap]:
    seen = kinds["regions"] or []
    if missing := sorted(set(usual_regions(seen)) - set(seen)):
        yield "regions", {"names": missing, "count": len(missing)}
    if enabled := sorted(hints.get("opt_in", {})):
        yield "opt-in", {"names": enabled}
    taken = {row["account_id"] for row in state.credentials if row["depth"] > 0 and row["account_id"]}
    taken |= set(hints.get("role_account", {}))
    if foreign := sorted(account for account in taken - set(kinds["accounts"] or []) if account.isdigit()):
        yield "accounts", {"names": foreign}


def _times(con: duckdb.DuckDBPyConnection, kinds: CannotSayKindsRow, state: Situation) -> Iterator[Gap]:
    unused = [row["credential_id"] for row in state.leaked if not row["events"]]
    if unused:
        yield "no-key-events", {"names": unused}
    if state.first_intruder is not None:
        before = state.first_intruder - (state.facts["first_of_key"] or state.first_intruder)
        if before < _PAST:
            yield "no-past", {"days": before.days, "at": state.first_intruder}
    if kinds["first_event"] is not None:
        yield "horizon", {"at": kinds["first_event"]}
    if _hours_at_most(kinds) > _MOST_HOURS:
        left: list[CannotSayHoursRow] = database.run(con, questions.step("cannot_say_hours")).dicts()
        for row in left:
            yield "coverage-hours", {"count": row["left_out"], "at": row["since"]}
    alive = [
        row
        for row in state.credentials
        if row["may_stand"] and row["kind"] != "principal" and (row["intruder_calls"] or row["depth"])
    ]
    if state.as_of is not None and alive:
        yield "after-logs", {"at": state.as_of, "count": len(alive)}


def _hours_at_most(kinds: CannotSayKindsRow) -> int:
    """More hours than question coverage can have rows for; what it really has costs a look at all of them."""
    first, last = kinds["first_event"], kinds["last_event"]
    if first is None or last is None:
        return 0
    places = len(kinds["accounts"] or ()) * len(kinds["regions"] or ())
    return places * (int((last - first) / timedelta(hours=1)) + 2)


def _money(con: duckdb.DuckDBPyConnection, state: Situation) -> Iterator[Gap]:
    bill: StepsSpendRow = database.run(con, questions.step("steps_spend")).dicts()[0]
    if bill["lines"]:
        yield "spend", {"day": str(bill["last_period"])[:10]}
    elif state.intruder_calls:
        yield "no-bill", {}


def _actors(state: Situation, kinds: CannotSayKindsRow) -> Iterator[Gap]:
    if state.unclear_calls:
        yield "unclear", {"calls": state.unclear_calls}
    if state.likely_calls:
        yield "likely", {"calls": state.likely_calls}
    if kinds["columns_only"]:
        yield "columns", {"count": kinds["columns_only"]}
    if kinds["undated"]:
        yield "undated", {"count": kinds["undated"]}


def _engine(con: duckdb.DuckDBPyConnection) -> Iterator[Gap]:
    """What stays with an engine over the logs: calls that nobody asked for, what was too much, what it cannot
    read."""
    row: EngineGapsRow = database.run(con, questions.step("engine_gaps")).dicts()[0]
    if row["events"]:
        yield "engine-rows", {"count": row["events"]}
        held: IntegrityTrailRow = database.run(con, questions.step("integrity_trail")).dicts()[0]
        if not held["log_files"] and not held["digests"]:
            yield "engine-unsigned", {}
    if row["of_lake"]:
        yield "engine-lake", {"count": row["of_lake"]}
    if row["of_index"]:
        yield "engine-index", {"count": row["of_index"]}
    if row["left_out"]:
        yield "engine-left-out", {"names": row["left_out"]}
    if row["unread"]:
        yield "engine-unread", {"names": row["unread"], "count": len(row["unread"])}


def _proof(con: duckdb.DuckDBPyConnection) -> Iterator[Gap]:
    """Whether the log files are whole and as CloudTrail delivered them: hours without proof, and why."""
    history: HistoryFilesRow = database.run(con, questions.step("history_files")).dicts()[0]
    held: IntegrityTrailRow = database.run(con, questions.step("integrity_trail")).dicts()[0]
    proofs: list[IntegritySumsRow] = database.run(con, questions.step("integrity_sums")).dicts()
    sums = {row["state"]: row for row in proofs}
    if history["files"]:
        yield "history-files", {"count": history["files"]}
    if held["log_files"] and not held["digests"]:
        yield "unsigned", {"count": held["log_files"]}
    elif "unprovable" in sums:
        row = sums["unprovable"]
        others = sum(other["hours"] for state, other in sums.items() if state == "proved")
        yield (
            "unproved-hours",
            {"count": row["hours"], "proved": others, "from": row["first_hour"], "to": row["last_hour"]},
        )
