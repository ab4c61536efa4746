"""Profiles of calls: who comes from where, with which tool, and what do they do?

A profile is one row of the step call_profiles; a visit is all profiles of one credential from one
network with one tool.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kit.analysis.credentials import network, tool

# IAM, STS and their like answer in one Region whatever the caller's own is.
GLOBAL_SERVICES = {
    "iam", "sts", "signin", "sso", "organizations", "cloudfront", "route53", "support", "health", "ce",
    "budgets", "globalaccelerator", "shield", "waf", "account", "billing", "cur", "s3", "trustedadvisor",
    "servicequotas",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of calling: counts and days are over all its events; `counted` where an engine counted them and
    the case need not hold them."""

    profile: int
    credential_id: str
    address: str
    agent: str
    aws_region: str
    event_source: str
    event_name: str
    invoked_by: str
    user_arn: str
    first_seen: datetime
    last_seen: datetime
    calls: int
    failed: int
    read_only: bool
    days: tuple[date, ...]
    hours: int
    counted: bool = False

    @property
    def service(self) -> str:
        return self.event_source.split(".", 1)[0]

    @property
    def call(self) -> str:
        return _call(self.service, self.event_name)

    @property
    def on_behalf(self) -> bool:
        """A service called with its caller's credential: not a call that its holder made."""
        return self.invoked_by != "AWS Internal"


@functools.lru_cache(maxsize=50_000)  # asked for again and again, of few names
def _call(service: str, name: str) -> str:
    return f"{service}:{re.sub(r'20[0-9]{6}(v[0-9])?$', '', name)}"


@dataclass(frozen=True, eq=False)
class Visit:
    """One credential from one network with one tool: at least one way of calling."""

    credential_id: str
    network: str
    tool: str
    profiles: tuple[Profile, ...]

    @functools.cached_property
    def first_seen(self) -> datetime:
        return min(profile.first_seen for profile in self.profiles)

    @functools.cached_property
    def last_seen(self) -> datetime:
        return max(profile.last_seen for profile in self.profiles)

    @functools.cached_property
    def days(self) -> frozenset[date]:
        return frozenset(day for profile in self.profiles for day in profile.days)

    @functools.cached_property
    def addresses(self) -> tuple[str, ...]:
        return tuple(sorted({profile.address for profile in self.profiles}))


def visits(profiles: Iterable[Profile]) -> list[Visit]:
    """Visits in order of their first call; calls that services made on somebody's behalf are left out."""
    found: dict[tuple[str, str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        if not profile.on_behalf:
            found[profile.credential_id, network(profile.address), tool(profile.agent)].append(profile)
    made = (Visit(*key, tuple(some)) for key, some in found.items())
    return sorted(made, key=lambda visit: (visit.first_seen, visit.network, visit.tool))


def by_credential(found: Iterable[Visit]) -> dict[str, list[Visit]]:
    """Visits of each credential, in the order given."""
    groups: dict[str, list[Visit]] = defaultdict(list)
    for visit in found:
        groups[visit.credential_id].append(visit)
    return groups
