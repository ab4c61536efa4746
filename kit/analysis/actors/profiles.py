"""Profiles of calls: who comes from where, with which tool, and what do they do?

A profile is one row of the step call_profiles; a visit is all profiles of one credential from one
network with one tool.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from msgspec.structs import force_setattr

from kit.analysis.credentials import network, tool

# IAM, STS and their like answer in one Region whatever the caller's own is.
GLOBAL_SERVICES = {
    "iam", "sts", "signin", "sso", "organizations", "cloudfront", "route53", "support", "health", "ce",
    "budgets", "globalaccelerator", "shield", "waf", "account", "billing", "cur", "s3", "trustedadvisor",
    "servicequotas",
}  # fmt: skip


class Profile(msgspec.Struct, frozen=True, gc=False):
    """One way of calling: counts and days are over all its events; `counted` where an engine counted them and
    the case need not hold them.

    A busy role has hundreds of thousands. What is asked of each again and again is found once, whatever was
    given: its service, its call (`s3:GetObject`), its network and its tool.
    """

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
    days: Sequence[date]
    hours: int
    counted: bool = False
    service: str = ""
    call: str = ""
    network: str = ""
    tool: str = ""

    def __post_init__(self) -> None:
        service, call = _call(self.event_source, self.event_name)
        force_setattr(self, "service", service)
        force_setattr(self, "call", call)
        force_setattr(self, "network", network(self.address))
        force_setattr(self, "tool", tool(self.agent))

    @property
    def on_behalf(self) -> bool:
        """A service called with its caller's credential: not a call that its holder made."""
        return self.invoked_by != "AWS Internal"


@functools.lru_cache(maxsize=50_000)  # asked for again and again, of few names
def _call(source: str, name: str) -> tuple[str, str]:
    service = source.split(".", 1)[0]
    return service, f"{service}:{re.sub(r'20[0-9]{6}(v[0-9])?$', '', name)}"


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
            found[profile.credential_id, profile.network, profile.tool].append(profile)
    made = (Visit(*key, tuple(some)) for key, some in found.items())
    return sorted(made, key=lambda visit: (visit.first_seen, visit.network, visit.tool))


def by_credential(found: Iterable[Visit]) -> dict[str, list[Visit]]:
    """Visits of each credential, in the order given."""
    groups: dict[str, list[Visit]] = defaultdict(list)
    for visit in found:
        groups[visit.credential_id].append(visit)
    return groups
