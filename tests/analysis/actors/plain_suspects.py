"""Suspects the plain way, for tests to hold the quick one against: every use is a Python object, and all of a
caller's are gone through for each sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import duckdb

from kit.analysis.credentials import network

PAST = timedelta(days=1)
HEAVY = 60
THRESHOLD = 30
SHOWN = 20
# One row per call of one caller from one address in one Region, refused or not, as often as it came.
USES = r"""
with plain as (
    select
        source,
        event,
        any_value(tactic) as tactic,
        max(weight) as weight,
        any_value(action_id) as action_id
    from actions
    where len(conditions) = 0
    group by source, event
),

uses as (
    select
        -- a table of columns may name the user alone
        coalesce(
            identities.user_type,
            case
                when identities.user_name = 'root' then 'Root'
                when identities.access_key_id like 'ASIA%' then 'AssumedRole'
                else 'IAMUser'
            end
        ) as user_type,
        case
            when identities.session_issuer_arn like 'arn:%:role/%' then identities.session_issuer_arn
            else coalesce(identities.user_arn, identities.user_name)
        end as principal_arn,
        case when identities.access_key_id like 'AKIA%' then identities.access_key_id end as credential_id,
        event_rows.source_ip_address,
        event_rows.aws_region,
        event_rows.event_source,
        event_rows.event_name,
        event_rows.outcome = 'failed' as failed,
        min(event_rows.event_time) as first_seen,
        max(event_rows.event_time) as last_seen,
        count(*) as events,
        arg_min(
            coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar)),
            struct_pack(
                at := event_rows.event_time,
                id := coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar))
            )
        ) as event_id
    from event_rows
    inner join identities on event_rows.identity_no = identities.identity_no
    where
        coalesce(identities.user_type, 'IAMUser') in ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')
        and (identities.user_arn is not null or (identities.user_type is null and identities.user_name <> ''))
        and (identities.invoked_by is null or identities.invoked_by = 'AWS Internal')
        and event_rows.event_time is not null
        and event_rows.superseded_by is null
        and coalesce(identities.user_arn, '') not like '%AWSServiceRoleFor%'
    group by all
),

counted as (
    -- one row per use, of the calls that the case holds or of all that an engine has
    select
        user_type,
        principal_arn,
        credential_id,
        source_ip_address,
        aws_region,
        event_source,
        event_name,
        failed,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        max(events) as events,
        arg_min(event_id, struct_pack(at := first_seen, id := event_id)) as event_id
    from (
        select * from uses
        union all by name
        select * exclude (file_id) from engine_callers
    ) as both_counts
    group by all
)

select
    uses.*,
    plain.action_id,
    plain.tactic,
    coalesce(plain.weight, 0) as weight
from counted as uses
left join plain
    on
        uses.event_source = plain.source
        and case
            when uses.event_source in ('lambda.amazonaws.com', 'cloudfront.amazonaws.com')
                then regexp_replace(uses.event_name, '(20\d{6}(v\d)?|20\d\d_\d\d_\d\d)$', '')
            else uses.event_name
        end = plain.event
order by uses.first_seen, uses.event_id, uses.principal_arn, uses.credential_id
"""


class Use(NamedTuple):
    """One call of one principal from one network in one Region, worked or refused, as often as it came."""

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


def suspects(
    con: duckdb.DuckDBPyConnection, since: datetime | None, threshold: int = THRESHOLD
) -> list[tuple]:
    """Rows of the answer."""
    groups: dict[tuple[str, str], list[Use]] = defaultdict(list)
    cursor = con.execute(USES)
    names = [column[0] for column in cursor.description or ()]
    every: dict[tuple, Use] = {}
    for values in cursor.fetchall():
        use = _use(dict(zip(names, values, strict=True)))
        before = every.setdefault(use[:7], use)
        # Rows come by time and id: the first is what stays.
        every[use[:7]] = before._replace(last_seen=max(before.last_seen, use.last_seen))
    for use in every.values():
        groups[use.principal_arn, use.credential_id or ""].append(use)
    begin = min((use.first_seen for uses in groups.values() for use in uses), default=None)
    if begin is None:
        return []
    found = [judge(uses, begin, since) for uses in groups.values()]
    named = [one for one in found if one is not None and one.score >= threshold and len(one.signs) > 1]
    named.sort(key=lambda one: (-one.score, one.since, one.principal_arn, one.credential_id or ""))
    return [_row(rank, one) for rank, one in enumerate(named, 1)]


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
    shown = sorted(new, key=lambda use: (-use.weight, use.first_seen))[:SHOWN]
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


def _use(row: dict) -> Use:
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
