"""Where a call came from and with what: network, public or not, tool.

Networks are /24 of IPv4 and /48 of IPv6, the least that providers give out, so that no list of network owners
is needed. Tools are the product with its minor version and system, so that the words of a command don't
matter.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache

from kit.rules import quarantine

# An IPv4 address as `network` takes it; for SQL too: regexp_replace(address, IPV4, '\\10/24') is its network.
_OCTET = "(?:0|1[0-9]{0,2}|2(?:[0-4][0-9]?|5[0-5]?|[6-9])?|[3-9][0-9]?)"
IPV4 = rf"^((?:{_OCTET}\.){{3}}){_OCTET}$"
_IPV4 = re.compile(IPV4)
# An IPv6 address as CloudTrail writes it whose first three groups `network` keeps as they stand; the first
# group of the match and ::/48 is its network. Other spellings have networks that only Python tells.
_GROUP = "[1-9a-f][0-9a-f]{0,3}"
_AFTER = (
    "(?::H){5}", "::(?:H(?::H){0,3})?", ":H::(?:H(?::H){0,2})?", "(?::H){2}::(?:H(?::H)?)?", "(?::H){3}::H?",
    "(?::H){4}::",
)  # fmt: skip
IPV6 = f"^({_GROUP}:{_GROUP}:{_GROUP})(?:{'|'.join(_AFTER).replace('H', '[0-9a-f]{1,4}')})$"
_SYSTEMS = ("kali", "parrot", "windows", "macos", "darwin", "android", "iphone", "linux")


@lru_cache(maxsize=100_000)
def network(address: str) -> str:
    """The /24 or /48 around an address; a service's name or any other text stays as it is."""
    if found := _IPV4.fullmatch(address):  # one of very many; ipaddress takes five times as long
        return f"{found[1]}0/24"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    groups = [int(parsed) >> 80 + shift & 0xFFFF for shift in (32, 16, 0)]
    while groups and not groups[-1]:
        groups.pop()
    return f"{':'.join(f'{group:x}' for group in groups)}::/48"


@lru_cache(maxsize=100_000)
def is_public(address: str) -> bool:
    """Whether an address could be anybody's in the world: no service name, no private range of an owner's
    network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not any(parsed in ours for ours in _PRIVATE if ours.version == parsed.version)


@lru_cache(maxsize=100_000)
def is_outside(address: str) -> bool:
    """Whether an address may be anywhere: no name of a service, no private range. One that is no address at
    all may."""
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return bool(address) and not re.search(r"[a-z]", address, re.IGNORECASE)
    return is_public(address)


# Private use only (RFC 1918, RFC 6598, RFC 4193, loopback, link-local): ranges kept for documentation may be
# calls'.
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


def from_aws(address: str, agent: str, user_type: str | None) -> bool:
    """Whether a call is AWS's own: its service or internal address, or Amazon's network with AWS's agent.

    An agent can be written by anybody, and a service's name as address stands for its caller as well.
    """
    if user_type == "AWSService" or (
        address.startswith("AWS Internal") and re.match(r"^AWS Internal(/|$)", address)
    ):
        return True
    if not _is_amazons(agent):
        return False
    networks = quarantine.facts().amazon_networks
    return within(address, [ipaddress.ip_network(text) for text in networks]) is not None


@lru_cache(maxsize=100_000)
def _is_amazons(agent: str) -> bool:
    return any(re.search(pattern, agent) for pattern in quarantine.facts().amazon_agents)
