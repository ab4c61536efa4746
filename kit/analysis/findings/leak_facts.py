"""What is known of a leak, gathered once: the notice, the finds of hunts, the trail, the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.store import run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import LeakMakersRow, LeakOpeningsRow, LeakPeopleRow, LeakReadsRow, LeakStrangersRow


@dataclass
class LeakFacts:
    """`stated_urls` are places that a notice without doubts names, `doubtful_urls` those of one with; `until`
    is the first foreign call, None where none is known."""

    stated_urls: tuple[str, ...] = ()
    doubtful_urls: tuple[str, ...] = ()
    places: list[Mapping[str, Any]] = field(default_factory=list)
    beside: list[Mapping[str, Any]] = field(default_factory=list)
    hunts: list[Mapping[str, Any]] = field(default_factory=list)
    makers: list[LeakMakersRow] = field(default_factory=list)
    people: list[LeakPeopleRow] = field(default_factory=list)
    openings: list[LeakOpeningsRow] = field(default_factory=list)
    strangers: list[LeakStrangersRow] = field(default_factory=list)
    reads: list[LeakReadsRow] = field(default_factory=list)
    leads: list[Mapping[str, Any]] = field(default_factory=list)
    shared_addresses: list[str] = field(default_factory=list)
    bucket_reads_logged: bool = False
    until: datetime | None = None


def exposed_urls(notice: Mapping[str, str]) -> tuple[str, ...]:
    """The places that a notice names, as case.toml keeps them."""
    several = notice.get("exposed_urls", "").split()
    return tuple(dict.fromkeys(several or filter(None, [notice.get("exposed_url", "")])))


def known_places(con: duckdb.DuckDBPyConnection, case: Case) -> tuple[list[str], list[str]]:
    """Where the key is known to lie, by AWS's notice and by hunts, and which other keys stand beside it."""
    urls = () if case.notice.get("doubts") else exposed_urls(case.notice)
    found = [place_of(row) for row in _places(con)]
    beside = [
        row["access_key_id"] for row in run(con, questions.query("keys_beside")).dicts() if row["beside"]
    ]
    return list(dict.fromkeys([*urls, *found])), list(dict.fromkeys(beside))


def _places(con: duckdb.DuckDBPyConnection) -> list[Mapping[str, Any]]:
    """The finds of this case's own hunts, without logs of CloudTrail: each of them names every key that is
    used.

    Anybody can write a file that looks like a hunt and blames a place, or a person.
    """
    found = run(con, questions.query("exposures")).dicts()
    return [row for row in found if row["own"] and row["content"] != "trail"]


def place_of(row: Mapping[str, Any]) -> str:
    """A place of `exposures` in one line: file, member and line, below the root that was searched."""
    parts = [str(row["root"] or "").rstrip("/")] if row["path"] and row["path"] != row["root"] else []
    name = str(row["path"] or row["root"] or "")
    if parts and name.startswith(parts[0]):
        parts = []
    said = ": ".join([*parts, name])
    said += f"!/{row['inside']}" if row["inside"] else ""
    return f"{said}:{row['line']}" if row["line"] else said


def leak_facts(con: duckdb.DuckDBPyConnection, case: Case) -> LeakFacts:
    """All of it, as the case is now."""
    urls = exposed_urls(case.notice)
    doubted = bool(case.notice.get("doubts"))
    makers: list[LeakMakersRow] = run(con, questions.step("leak_makers")).dicts()
    until = min((row["first_at"] for row in makers if row["first_at"]), default=None)
    bound = {"until": until}
    kinds = run(con, questions.step("cannot_say_kinds")).dicts()[0]
    places = run(con, questions.step("third_party_places")).dicts()
    return LeakFacts(
        stated_urls=() if doubted else urls,
        doubtful_urls=urls if doubted else (),
        places=_places(con),
        beside=[row for row in run(con, questions.query("keys_beside")).dicts() if row["beside"]],
        hunts=[row for row in run(con, questions.query("hunts")).dicts() if row["own"]],
        makers=makers,
        people=run(con, questions.step("leak_people")).dicts(),
        openings=run(con, questions.step("leak_openings"), bound).dicts(),
        strangers=run(con, questions.step("leak_strangers"), bound).dicts(),
        reads=run(con, questions.step("leak_reads"), bound).dicts() if until else [],
        leads=run(con, questions.query("leads")).dicts(),
        shared_addresses=sorted(
            {
                row["address"]
                for row in places
                if row["address"] and row["third_party_calls"] and row["owner_calls"]
            }
        ),
        bucket_reads_logged=bool(kinds["s3_data_events"]),
        until=until,
    )
