"""Every call made with a credential of the tree, with its actor and the reason.

Writes `activity` (event_no, event_key, credential_id, actor, certainty, basis, actor_reason = message id,
reason_args = JSON text) and `credential_actors` (one row per credential: whose act issued it).
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis.actors import visits
from kit.analysis.actors.conduct import Conduct
from kit.analysis.actors.decisions import Decision, Origin, by_verdict, is_third_party, may_be_third_party
from kit.analysis.actors.judge import Judge
from kit.analysis.actors.profiles import Profile
from kit.analysis.credentials import from_aws, network
from kit.ids import quarantine_version
from kit.store import derived, run

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from kit.case import Case
    from kit.rows import ConductActsRow, OtherUsersRow, QuarantineActsRow, VerdictEventsRow

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_DECIDED = {
    "actor": "varchar",
    "certainty": "varchar",
    "basis": "varchar",
    "reason": "varchar",
    "args": "varchar",
}


def derive(con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Makes `activity` and `credential_actors`, and the tables of decisions they are joined from."""
    profiles = profiles_of(con)
    origins = [Origin(**row) for row in run(con, questions.step("link_profiles")).dicts()]
    weights = dict(run(con, questions.step("action_weights")).rows)
    conduct = functools.cache(lambda: _conduct(con, profiles))
    judge = Judge(case, origins, profiles, weights, conduct)
    unsaid = judge
    if case.verdicts:
        unsaid = Judge(dataclasses.replace(case, verdicts=()), origins, profiles, weights, conduct)
    numbered = visits.numbered(profiles, unsaid.calls)
    visit_of = {profile.profile: place for place, (_, own) in enumerate(numbered) for profile in own}
    derived.write_sharing(
        con, "call_visits", "profile", visits.COLUMNS, visit_of, (names for names, _ in numbered)
    )
    # One decision is often that of thousands of ways of calling.
    decisions = {id(decision): decision for decision in judge.calls.values()}
    place_of = {each: place for place, each in enumerate(decisions)}
    decided = {profile: place_of[id(decision)] for profile, decision in judge.calls.items()}
    derived.write_sharing(
        con, "call_decisions", "profile", _DECIDED, decided, map(_columns, decisions.values())
    )
    # Where the tree made no call there is no act of it: the query would read every request to find that out.
    acts = {**dict(_quarantines(con)), **dict(_verdicts(con))} if profiles else {}
    derived.write_rows(
        con,
        "act_decisions",
        {"event_no": "bigint", **_DECIDED},
        [(event_no, *_columns(decision)) for event_no, decision in acts.items()],
    )
    derived.write(con, "activity", questions.step("activity"))
    derived.write_rows(
        con,
        "credential_actors",
        {"credential_id": "varchar", **_DECIDED, "third_party": "boolean", "maybe_third_party": "boolean"},
        [
            (child, *_columns(decision), is_third_party(decision.actor), may_be_third_party(decision.actor))
            for child, decision in judge.credentials.items()
        ],
    )


def profiles_of(con: duckdb.DuckDBPyConnection) -> list[Profile]:
    """Every way of calling of the tree's credentials, first used first."""
    # Row by row without names: there may be hundreds of thousands.
    return [Profile(*row) for row in run(con, questions.step("ways_of_calling")).rows]


def _columns(decision: Decision) -> tuple[str, str | None, str, str, str]:
    args = {
        name: value if isinstance(value, (int, list)) else str(value) for name, value in decision.args.items()
    }
    words = _JSON.encode(args)
    return decision.actor, decision.certainty, decision.basis, decision.reason, words


def _conduct(con: duckdb.DuckDBPyConnection, profiles: list[Profile]) -> Conduct:
    """What every act says of its caller, and where the account's other principals work."""
    acts: list[ConductActsRow] = run(con, questions.step("conduct_acts")).dicts()
    others: list[OtherUsersRow] = run(con, questions.step("other_users")).dicts()
    settled: dict[str, tuple[datetime, datetime]] = {}
    for row in others:
        place = network(row["address"])
        first, last = settled.get(place, (row["first_seen"], row["last_seen"]))
        settled[place] = (min(first, row["first_seen"]), max(last, row["last_seen"]))
    return Conduct(profiles, acts, settled)


def _quarantines(con: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, Decision]]:
    """AWS's quarantine policy: AWS's act only where AWS's own source says so, the name alone is anybody's."""
    rows: list[QuarantineActsRow] = run(con, questions.step("quarantine_acts")).dicts()
    for row in rows:
        if quarantine_version(row["policy"] or "") is None:
            continue
        policy = (row["policy"] or "").rsplit("/", 1)[-1]
        facts = {"policy": policy, "source": row["address"] or row["agent"] or ""}
        if from_aws(row["address"] or "", row["agent"] or "", row["user_type"]):
            yield row["event_no"], Decision("aws", "aws-quarantine", facts)
        else:
            yield row["event_no"], Decision("unclear", "quarantine-name", facts)


def _verdicts(con: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, Decision]]:
    rows: list[VerdictEventsRow] = run(con, questions.step("verdict_events")).dicts()
    for row in rows:
        yield row["event_no"], by_verdict(row["actor"], "event", row["value"], row["note"])
