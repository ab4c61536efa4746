"""Who behaves newly, for a case whose notice names no key: long-term keys, users, roles and root, ranked.

A principal (with its long-term key, if it used one) is compared with its own past. Its new days begin when it
first comes from a network that it never used before; without a day of past, or without such a network, when
it first does what weighs heavily. Signs after that moment add up, and nobody is named for one sign alone:

strong_acts      heavy acts never done before (weight 60 and more)        up to 45
new_network      a network never used before                              15
new_regions      Regions never worked in before                           up to 20
recon            three and more kinds of looking around, never before     10
refusals         three and more kinds of refused calls, never before      10
many_regions     five and more Regions within ten minutes                 15
no_past          first seen after the evidence begins, already at work    5
root             root works with a key, or from a new network             15

The calls stay in DuckDB, where each may have an address of its own: first it sorts out who cannot be named
whatever the networks are, then finds the moments, and hands over of the new days only the uses that signs can
hang on. tests/analysis/actors/plain_suspects.py says the same the plain way, call by call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.analysis.credentials import IPV4, network
from kit.store import Answer, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import SuspectMomentsRow, SuspectsQueryRow, SuspectUsesRow

PAST = timedelta(days=1)
HEAVY = 60
# Less than this is one strong sign or two weak ones at most: not enough to name somebody.
THRESHOLD = 30
_SHOWN = 20
_COLUMNS = {
    "principal_arn": "VARCHAR",
    "credential_id": "VARCHAR",
    "rank": "INTEGER",
    "reasons": "VARCHAR[]",
    "first_new_at": "TIMESTAMP",
    "event_ids": "VARCHAR[]",
    "score": "INTEGER",
    "networks": "VARCHAR[]",
    "regions": "VARCHAR[]",
    "actions": "VARCHAR[]",
}


@dataclass
class Suspect:
    """A principal with its signs (message id -> points) and the uses that show them."""

    principal_arn: str
    credential_id: str | None
    signs: dict[str, int]
    shown: list[SuspectUsesRow]
    since: datetime

    @property
    def score(self) -> int:
        """Sum of the signs, 100 at most."""
        return min(sum(self.signs.values()), 100)


def suspects(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping) -> Answer:
    """One row per principal and long-term key that shows enough new behaviour, the most telling first."""
    given = {**params, "since": case.since, "least": THRESHOLD}
    callers = {row["caller_no"]: row for row in run(con, questions.query("suspects"), given).dicts()}
    found = _found(con, case, callers) if callers else []
    named = [one for one in found if one.score >= THRESHOLD and len(one.signs) > 1]
    named.sort(key=lambda one: (-one.score, one.since, one.principal_arn, one.credential_id or ""))
    rows = [_row(rank, one) for rank, one in enumerate(named, 1)]
    return Answer(list(_COLUMNS), list(_COLUMNS.values()), rows)


def _found(
    con: duckdb.DuckDBPyConnection, case: Case, callers: Mapping[int, SuspectsQueryRow]
) -> list[Suspect]:
    """Everybody whose new days may hold enough signs, with those that they hold."""
    places = _places(con, list(callers))
    moments = {
        row["caller_no"]: row
        for row in run(con, questions.step("suspect_moments"), _asked(case, callers, places)).dicts()
        if _most(callers[row["caller_no"]], row) >= THRESHOLD
    }
    if not moments:
        return []
    comes = [(number, name) for number, row in moments.items() for name in row["new_networks"]]
    asked = {
        "callers": list(moments),
        "moments": [row["moment"] for row in moments.values()],
        "comers": [number for number, _ in comes],
        "networks": [name for _, name in comes],
        "shown": _SHOWN,
        **places,
    }
    uses: dict[int, list[SuspectUsesRow]] = defaultdict(list)
    for row in run(con, questions.step("suspect_uses"), asked).dicts():
        uses[row["caller_no"]].append(row)
    return [judge(callers[number], moments[number], found) for number, found in uses.items()]


def _places(con: duckdb.DuckDBPyConnection, callers: list[int]) -> dict[str, Any]:
    """How statements tell networks: IPv4 by a pattern, IPv6 address by address."""
    rows = run(con, questions.step("suspect_addresses"), {"callers": callers}).rows
    wide = [address for (address,) in rows]
    return {"ipv4": IPV4, "wide_addresses": wide, "wide_networks": [network(address) for address in wide]}


def _asked(case: Case, callers: Mapping[int, SuspectsQueryRow], places: Mapping[str, Any]) -> dict[str, Any]:
    heavy = {
        (call["source"], call["event"]) for caller in callers.values() for call in caller["heavy_calls"] or ()
    }
    return {
        "callers": list(callers),
        "begin_ats": [caller["begin_at"] for caller in callers.values()],
        "evidence_at": next(iter(callers.values()))["evidence_at"],
        "since": case.since,
        "heavy_sources": [source for source, _ in sorted(heavy)],
        "heavy_events": [event for _, event in sorted(heavy)],
        **places,
    }


def _most(caller: SuspectsQueryRow, moment: SuspectMomentsRow) -> int:
    """No more points than these can come of it; the acts are not looked at yet."""
    acts = (caller["past_points"] if moment["known"] else caller["fresh_points"]) or 0
    # Without a new network it is not known yet which uses are new, nor how fast they went through Regions.
    burst = 15 if moment["burst"] or not moment["new_networks"] else 0
    return acts + sum(_of_networks(moment).values()) + burst


def judge(caller: SuspectsQueryRow, moment: SuspectMomentsRow, uses: list[SuspectUsesRow]) -> Suspect:
    """The signs of one principal in its new days, of which `uses` holds what suspect_uses.sql says."""
    signs = _signs(uses, moment)
    evidence_ran = caller["begin_at"] - caller["evidence_at"]
    if caller["begin_at"] >= moment["moment"] and evidence_ran >= PAST and signs:
        signs["no_past"] = 5
    if caller["user_type"] == "Root" and (caller["credential_id"] or signs):
        signs["root"] = 15
    shown = [use for use in uses if use["place"] <= _SHOWN]
    return Suspect(caller["principal_arn"], caller["credential_id"], signs, shown, moment["moment"])


def _signs(uses: Iterable[SuspectUsesRow], moment: SuspectMomentsRow) -> dict[str, int]:
    new = [use for use in uses if not use["is_old"]]
    signs: dict[str, int] = {}
    heavy = {use["action_id"]: use["weight"] for use in new if use["weight"] >= HEAVY}
    if heavy:
        signs["strong_acts"] = min(20 + 5 * len(heavy) + (10 if max(heavy.values()) >= 80 else 0), 45)
    signs |= _of_networks(moment)
    if len({use["call"] for use in new if use["tactic"] == "Discovery"}) >= 3:
        signs["recon"] = 10
    if len({use["call"] for use in new if use["failed"]}) >= 3:
        signs["refusals"] = 10
    if _burst(uses):
        signs["many_regions"] = 15
    return signs


def _of_networks(moment: SuspectMomentsRow) -> dict[str, int]:
    """Signs that need a past to compare with: then there is a new network."""
    if not moment["known"]:
        return {}
    new_regions = moment["new_regions"]
    return {"new_network": 15} | ({"new_regions": min(5 + 5 * new_regions, 20)} if new_regions else {})


def _burst(uses: Iterable[SuspectUsesRow]) -> bool:
    """Whether five Regions were entered within ten minutes."""
    firsts: dict[str, datetime] = {}
    for use in uses:
        region, at = use["aws_region"], use["first_seen"]
        firsts[region] = min(firsts.get(region, at), at)
    times = sorted(firsts.values())
    return any(late - early <= timedelta(minutes=10) for early, late in zip(times, times[4:], strict=False))


def _row(rank: int, one: Suspect) -> tuple:
    reasons = sorted(one.signs, key=lambda sign: (-one.signs[sign], sign))
    return (
        one.principal_arn,
        one.credential_id,
        rank,
        [f"suspect-{sign.replace('_', '-')}" for sign in reasons],
        one.since,
        [use["event_id"] for use in one.shown if use["event_id"]],
        one.score,
        sorted({use["network"] for use in one.shown}),
        sorted({use["aws_region"] for use in one.shown}),
        sorted({use["action_id"] for use in one.shown if use["action_id"] and use["weight"] >= HEAVY}),
    )
