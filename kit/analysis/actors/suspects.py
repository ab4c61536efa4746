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
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kit import questions
from kit.analysis.credentials import network
from kit.store import Answer, run

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case
    from kit.rows import SuspectsQueryRow

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


class Use(NamedTuple):
    """One call of one principal from one address in one Region, worked or refused, as often as it came."""

    principal_arn: str
    credential_id: str | None
    user_type: str
    network: str
    aws_region: str
    call: str
    failed: bool
    first_seen: datetime
    last_seen: datetime
    event_id: str | None
    action_id: str | None
    tactic: str | None
    weight: int


@dataclass
class Suspect:
    """A principal with its signs (message id -> points) and the uses that show them."""

    principal_arn: str
    credential_id: str | None
    signs: dict[str, int]
    shown: list[Use]
    since: datetime

    @property
    def score(self) -> int:
        """Sum of the signs, 100 at most."""
        return min(sum(self.signs.values()), 100)


def suspects(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping) -> Answer:
    """One row per principal and long-term key that shows enough new behaviour, the most telling first."""
    groups: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for row in run(con, questions.query("suspects"), params).dicts():
        use = _use(row)
        groups[use.principal_arn, use.credential_id or ""].append(use)
    begin = min((use.first_seen for uses in groups.values() for use in uses), default=None)
    if begin is None:
        return Answer(list(_COLUMNS), list(_COLUMNS.values()), [])
    found = [judge(uses, begin, case.since) for uses in groups.values()]
    named = [one for one in found if one is not None and one.score >= THRESHOLD and len(one.signs) > 1]
    named.sort(key=lambda one: (-one.score, one.since, one.principal_arn, one.credential_id or ""))
    rows = [_row(rank, one) for rank, one in enumerate(named, 1)]
    return Answer(list(_COLUMNS), list(_COLUMNS.values()), rows)


def judge(uses: list[Use], begin: datetime, since: datetime | None) -> Suspect | None:
    """The signs of one principal, None when nothing about it is new. `begin` is when the evidence starts."""
    uses = sorted(uses, key=lambda use: use.first_seen)
    moment, known = _new_since(uses, begin, since)
    if moment is None:
        return None
    past = [use for use in uses if use.first_seen < moment]
    fresh = [use for use in uses if use.last_seen >= moment]
    old_networks = {use.network for use in past}
    # From the same network as ever it is only new what was never done before.
    abroad = [use for use in fresh if use.network not in old_networks]
    new = abroad or [use for use in fresh if use.first_seen >= moment]
    signs = _signs(new, past, bool(abroad) and known)
    if not past and moment - begin >= PAST and signs:
        signs["no_past"] = 5
    if uses[0].user_type == "Root" and (uses[0].credential_id or signs):
        signs["root"] = 15
    shown = sorted(new, key=lambda use: (-use.weight, use.first_seen))[:_SHOWN]
    return Suspect(uses[0].principal_arn, uses[0].credential_id, signs, shown, moment)


def _new_since(uses: list[Use], begin: datetime, since: datetime | None) -> tuple[datetime | None, bool]:
    """When the new days begin, and whether there is a past to compare with."""
    start = uses[0].first_seen
    if since is not None and start < since - PAST:
        firsts = _first_by_network(uses)
        later = [at for at in firsts.values() if at >= since]
        return (min(later) if later else None), True
    starts = [(at, name) for name, at in _first_by_network(uses).items() if at >= start + PAST]
    heavy_networks = {use.network for use in uses if use.weight >= HEAVY}
    heavy = [(at, name) for at, name in starts if name in heavy_networks]
    if starts:
        return min(heavy or starts)[0], True
    # First seen when the evidence had run for a day: all of it is new.
    if start - begin >= PAST:
        return start, False
    firsts = [use.first_seen for use in uses if use.weight >= HEAVY]
    later = [at for at in firsts if at >= start + PAST]
    return min(later or firsts, default=None), False


def _first_by_network(uses: Iterable[Use]) -> dict[str, datetime]:
    firsts: dict[str, datetime] = {}
    for use in uses:
        firsts[use.network] = min(firsts.get(use.network, use.first_seen), use.first_seen)
    return firsts


def _signs(new: list[Use], past: list[Use], known: bool) -> dict[str, int]:
    calls = {use.call for use in past}
    regions = {use.aws_region for use in past}
    signs: dict[str, int] = {}
    heavy = {use.action_id: use.weight for use in new if use.weight >= HEAVY and use.call not in calls}
    if heavy:
        signs["strong_acts"] = min(20 + 5 * len(heavy) + (10 if max(heavy.values()) >= 80 else 0), 45)
    if known and new:
        signs["new_network"] = 15
    fresh_regions = {use.aws_region for use in new} - regions
    if known and fresh_regions:
        signs["new_regions"] = min(5 + 5 * len(fresh_regions), 20)
    if len({use.call for use in new if use.tactic == "Discovery" and use.call not in calls}) >= 3:
        signs["recon"] = 10
    if len({use.call for use in new if use.failed and use.call not in calls}) >= 3:
        signs["refusals"] = 10
    if _burst(new):
        signs["many_regions"] = 15
    return signs


def _burst(new: list[Use]) -> bool:
    """Whether five Regions were entered within ten minutes."""
    firsts: dict[str, datetime] = {}
    for use in new:
        firsts[use.aws_region] = min(firsts.get(use.aws_region, use.first_seen), use.first_seen)
    times = sorted(firsts.values())
    return any(late - early <= timedelta(minutes=10) for early, late in zip(times, times[4:], strict=False))


def _use(row: SuspectsQueryRow) -> Use:
    source, event = row["event_source"] or "", row["event_name"] or ""
    return Use(
        row["principal_arn"],
        row["credential_id"],
        row["user_type"],
        network(row["source_ip_address"] or ""),
        row["aws_region"] or "",
        f"{source}:{event}",
        row["failed"],
        row["first_seen"],
        row["last_seen"],
        row["event_id"],
        row["action_id"],
        row["tactic"],
        row["weight"],
    )


def _row(rank: int, one: Suspect) -> tuple:
    reasons = sorted(one.signs, key=lambda sign: (-one.signs[sign], sign))
    shown = [use.event_id for use in one.shown if use.event_id]
    return (
        one.principal_arn,
        one.credential_id,
        rank,
        [f"suspect-{sign.replace('_', '-')}" for sign in reasons],
        one.since,
        shown,
        one.score,
        sorted({use.network for use in one.shown}),
        sorted({use.aws_region for use in one.shown}),
        sorted({use.action_id for use in one.shown if use.action_id and use.weight >= HEAVY}),
    )
