"""`kit status --closing`: after the response and a second collection, is each step closed, and did anything
come back?

The response is what ended, stopped or limited the third party's things, by whoever is not they. From its
first act on the evidence is read for use of the old keys, for things that are there again, and for principals
made from the third party's networks. Nothing seen closes a point only where the evidence reaches a day past
the last act, without a time that no source speaks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.changes import facts_of
from kit.analysis.credentials import is_public, network
from kit.analysis.findings import SILENCE, Situation, situation
from kit.analysis.response import steps
from kit.rules import effects
from kit.store import Answer, database
from kit.texts import say

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import (
        BlindTimesRow,
        ClosingAgainRow,
        ClosingCallsRow,
        ClosingLooksRow,
        ClosingMadeRow,
        ClosingQueryRow,
        ClosingSourcesRow,
        FoundLiveAnswerRow,
    )

COLUMNS = {
    "point": "VARCHAR",
    "state": "VARCHAR",
    "evidence": "VARCHAR",
    "checked_at": "TIMESTAMP",
    "point_id": "VARCHAR",
    "event_ids": "VARCHAR[]",
}
_STATES = {"done": "closed", "open": "open", "unknown": "unknown"}
_MOST_EVENTS = 20


@dataclass(frozen=True)
class Point:
    """One point: `why` + `args` are a message and its arguments, `title` the message that names it."""

    point_id: str
    title: str
    state: str
    why: str
    args: Mapping[str, Any]
    checked_at: datetime | None = None
    event_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Look:
    """What a point rests on: from `since`, the first act of the response, to `until`, where events end.

    `far` where that is a day past the last act, `blind` where something since then has no source.
    """

    con: duckdb.DuckDBPyConnection
    state: Situation
    acts: list[ClosingQueryRow]
    since: datetime
    last: datetime
    until: datetime
    looks: ClosingLooksRow
    blind: bool

    @property
    def far(self) -> bool:
        return self.until - self.last >= SILENCE and not self.blind

    def rows(self, step: str, **params: object) -> list[Any]:
        """Rows of a step from the first act on."""
        return database.run(self.con, questions.step(step), {"since": self.since, **params}).dicts()

    def nothing(self, name: str, *, seen: bool | None = None) -> Point:
        """A point under which nothing came back."""
        closed = self.far if seen is None else seen
        why = f"closing-says-{name}-none" if closed else "closing-says-short"
        args = {"since": self.since, "until": self.until, "last": self.last, "blind": int(self.blind)}
        return Point(name.replace("-", "_"), f"closing-{name}", "closed" if closed else "unknown", why, args,
                     self.until)  # fmt: skip


def closing(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """The points in the case's language: the second look, what came back, then each step."""
    rows = [
        (
            say(case.language, case.timezone, point.title),
            point.state,
            say(case.language, case.timezone, point.why, point.args),
            point.checked_at,
            point.point_id,
            list(point.event_ids),
        )
        for point in points(con, case)
    ]
    return Answer(list(COLUMNS), list(COLUMNS.values()), rows)


def points(con: duckdb.DuckDBPyConnection, case: Case, state: Situation | None = None) -> list[Point]:
    """Every point as the evidence shows it."""
    state = state or situation(con, case)
    acts: list[ClosingQueryRow] = database.run(con, questions.query("closing")).dicts()
    return [
        *_came_back(con, state, acts),
        *(
            Point(
                each.step_id,
                f"step-{each.step_id.replace('_', '-')}",
                _STATES[each.state],
                each.why,
                each.args,
                each.checked_at,
                each.event_ids,
            )
            for each in steps.step_states(con, case, state)
        ),
    ]


def _came_back(
    con: duckdb.DuckDBPyConnection, state: Situation, acts: list[ClosingQueryRow]
) -> Iterator[Point]:
    if not acts or state.as_of is None:
        yield Point("second_look", "closing-second-look", "open", "closing-says-no-response", {}, state.as_of)
        for name in ("old-key", "alive-again", "new-principals"):
            yield Point(name.replace("-", "_"), f"closing-{name}", "unknown", "closing-says-no-response", {},
                        state.as_of)  # fmt: skip
        return
    since, last = acts[0]["ended_at"], acts[-1]["ended_at"]
    looks: ClosingLooksRow = database.run(con, questions.step("closing_looks")).dicts()[0]
    gaps: list[BlindTimesRow] = database.run(con, questions.step("blind_times")).dicts()
    blind = any(gap["blind_until"] > since for gap in gaps)
    look = _Look(con, state, acts, since, last, state.as_of, looks, blind)
    yield _second(look)
    yield _old_key(look)
    live: list[FoundLiveAnswerRow] = [
        row
        for row in database.run(con, questions.query("found_live"), {"explained": "no"}).dicts()
        if row["created_at"] is None or row["created_at"] > since
    ]
    yield _again(look, [row for row in live if row["ledger"] == "resources"])
    yield _new(look, [row for row in live if row["ledger"] == "principals"])


def _second(look: _Look) -> Point:
    """Whether there was a second collection: events a day past the response, and the account looked at."""
    missing = [] if look.until - look.last >= SILENCE else ["lookup-events"]
    listed = (("iam", look.looks["principals_at"]), ("sweep", look.looks["resources_at"]))
    missing += [word for word, at in listed if at is None or at < look.last]
    args = {"since": look.since, "last": look.last, "until": look.until, "sources": " ".join(missing)}
    why = "closing-says-second-missing" if missing else "closing-says-second"
    events = _ids(act["event_id"] for act in look.acts)
    return Point("second_look", "closing-second-look", "open" if missing else "closed", why, args, look.until,
                 events)  # fmt: skip


def _old_key(look: _Look) -> Point:
    """Calls with a key after it was stopped, or with what came out of it."""
    stopped: dict[str, datetime] = {}
    for act in look.acts:
        if act["what"] == "credential":
            stopped.setdefault(act["name"], act["ended_at"])
    standing = [
        row["credential_id"]
        for row in look.state.leaked
        if row["kind"] == "access_key" and row["credential_id"] not in stopped
    ]
    # While a response goes on its old sessions may still call; it is over with its last act.
    used: list[ClosingCallsRow] = look.rows(
        "closing_calls", since=look.last, names=list(stopped), stopped=list(stopped.values())
    )
    if used:
        args = {
            "names": [row["credential_id"] for row in used],
            "calls": sum(row["calls"] for row in used),
            "refused": sum(row["refused"] for row in used),
            "theirs": sum(row["intruder_calls"] for row in used),
            "owner": sum(row["owner_calls"] for row in used),
            "at": max(row["last_seen"] for row in used),
        }
        events = _ids(event for row in used for event in row["event_ids"])
        return Point("old_key", "closing-old-key", "open", "closing-says-old-key-used", args, look.until,
                     events)  # fmt: skip
    if standing:
        return Point("old_key", "closing-old-key", "open", "closing-says-old-key-standing",
                     {"names": standing}, look.until)  # fmt: skip
    return look.nothing("old-key")


def _again(look: _Look, strange: Sequence[FoundLiveAnswerRow]) -> Point:
    rows: list[ClosingAgainRow] = look.rows("closing_again")
    names = [*(row["name"] for row in rows), *(row["name"] for row in strange)]
    if names:
        args = {"count": len(names), "names": _short(names), "strange": len(strange), "since": look.since}
        events = _ids(row["event_id"] for row in rows)
        return Point("alive_again", "closing-alive-again", "open", "closing-says-again", args, look.until,
                     events)  # fmt: skip
    swept = look.looks["resources_at"]
    return look.nothing("alive-again", seen=look.far and swept is not None and swept >= look.last)


def _new(look: _Look, strange: Sequence[FoundLiveAnswerRow]) -> Point:
    """Principals that anybody but the owner made from the third party's networks since."""
    sources: list[ClosingSourcesRow] = look.rows("closing_sources", since=look.last)
    theirs = {network(row["address"]) for row in sources if row["third_party"] and is_public(row["address"])}
    theirs -= {network(row["address"]) for row in sources if row["owner"]}
    addresses = [
        row["address"] for row in sources if row["calls_since"] and network(row["address"]) in theirs
    ]
    made: list[ClosingMadeRow] = (
        look.rows("closing_made", since=look.last, addresses=addresses) if addresses else []
    )
    facts = [
        fact
        for fact in facts_of(made, effects())
        if fact.effect.verb == "makes" and fact.kind.ledger == "principals"
    ]
    names = list(dict.fromkeys([*(fact.id for fact in facts), *(row["name"] for row in strange)]))
    if names:
        args = {"count": len(names), "names": _short(names), "networks": sorted(theirs),
                "strange": len(strange)}  # fmt: skip
        events = _ids(fact.event["event_id"] for fact in facts)
        return Point("new_principals", "closing-new-principals", "open", "closing-says-new", args, look.until,
                     events)  # fmt: skip
    if made:
        args = {"calls": len(made), "networks": sorted({network(row) for row in addresses})}
        events = _ids(row["event_id"] for row in made)
        return Point("new_principals", "closing-new-principals", "open", "closing-says-new-calls", args,
                     look.until, events)  # fmt: skip
    return look.nothing("new-principals")


def _short(names: list[str]) -> list[str]:
    return [str(name)[:80] for name in dict.fromkeys(names)]


def _ids(found: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event for event in found if event))[:_MOST_EVENTS]
