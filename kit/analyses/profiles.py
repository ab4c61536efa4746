"""Profiles of calls: who comes from where, with which tool, and what do they do?

A profile is one row of queries/steps/call_profiles.sql; a visit is all profiles of one credential from one network with
one tool. Networks are /24 of IPv4 and /48 of IPv6, the least that providers give out, so that no list of network
owners is needed. Tools are the product with its minor version and system, so that the words of a command don't matter.
"""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

# IAM, STS and their like answer in one Region whatever the caller's own is.
GLOBAL_SERVICES = {
    "iam", "sts", "signin", "sso", "organizations", "cloudfront", "route53", "support", "health", "ce", "budgets",
    "globalaccelerator", "shield", "waf", "account", "billing", "cur", "s3", "trustedadvisor", "servicequotas",
}  # fmt: skip
_SYSTEMS = ("kali", "parrot", "windows", "macos", "darwin", "android", "iphone", "linux")


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of calling: counts and days are over all its events."""

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

    @property
    def service(self) -> str:
        return self.event_source.split(".", 1)[0]

    @property
    def call(self) -> str:
        return f"{self.service}:{re.sub(r'20[0-9]{6}(v[0-9])?$', '', self.event_name)}"

    @property
    def on_behalf(self) -> bool:
        """A service called with the credential of its caller: not an act of the credential's holder by hand."""
        return self.invoked_by != "AWS Internal"


@dataclass
class Visit:
    """One credential from one network with one tool."""

    credential_id: str
    network: str
    tool: str
    profiles: list[Profile] = field(default_factory=list)

    @property
    def first_seen(self) -> datetime:
        return min(profile.first_seen for profile in self.profiles)

    @property
    def days(self) -> set[date]:
        return {day for profile in self.profiles for day in profile.days}

    @property
    def addresses(self) -> list[str]:
        return sorted({profile.address for profile in self.profiles})

    @property
    def calls(self) -> int:
        return sum(profile.calls for profile in self.profiles)


def visits(profiles: Iterable[Profile]) -> list[Visit]:
    """Visits in order of their first call; calls that services made on somebody's behalf are left out."""
    found: dict[tuple[str, str, str], Visit] = {}
    for profile in profiles:
        if not profile.on_behalf:
            key = (profile.credential_id, network(profile.address), tool(profile.agent))
            found.setdefault(key, Visit(*key)).profiles.append(profile)
    return sorted(found.values(), key=lambda visit: (visit.first_seen, visit.network, visit.tool))


def by_credential(found: Iterable[Visit]) -> dict[str, list[Visit]]:
    """Visits of each credential, in the order given."""
    groups: dict[str, list[Visit]] = defaultdict(list)
    for visit in found:
        groups[visit.credential_id].append(visit)
    return groups


@lru_cache(maxsize=100_000)
def network(address: str) -> str:
    """The /24 or /48 around an address; a service's name or any other text stays as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{parsed}/{24 if parsed.version == 4 else 48}", strict=False))


@lru_cache(maxsize=100_000)
def is_public(address: str) -> bool:
    """Whether an address could be anybody's in the world: no service name, no private range of an owner's network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not any(parsed in ours for ours in _PRIVATE if ours.version == parsed.version)


# Private use only (RFC 1918, RFC 6598, RFC 4193, loopback, link-local): ranges kept for documentation may be calls'.
_PRIVATE = [
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "fc00::/7", "fe80::/10", "::1/128",
    )
]  # fmt: skip


def within(address: str, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> str | None:
    """The first of `networks` that holds the address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return next((str(each) for each in networks if each.version == parsed.version and parsed in each), None)


@lru_cache(maxsize=100_000)
def tool(agent: str) -> str:
    """Product and minor version, and the system it runs on: `boto3/1.34 linux`."""
    text = agent.strip("[] ").lower()
    product = re.match(r"([^\s/]+)(?:/(\d+(?:\.\d+)?))?", text)
    if not product:
        return text
    system = next((name for name in _SYSTEMS if name in text), "")
    version = f"/{product[2]}" if product[2] else ""
    return f"{product[1]}{version} {system}".strip()
