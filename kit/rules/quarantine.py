"""What each version of AWS's quarantine policy denies: tables/quarantine_actions.yml, read and judged."""

from __future__ import annotations

import functools
from datetime import date
from fnmatch import fnmatchcase

from kit.errors import CatalogueError
from kit.rules.pages import Row, Word, table

FILE = "quarantine_actions.yml"


class Policy(Row, frozen=True):
    """One version: when it was `seen`, whether its list was read whole, and the calls it `denies` by
    service."""

    seen: date
    verified: bool
    denies: dict[Word, tuple[Word, ...]]
    extends: Word | None = None


class Facts(Row, frozen=True):
    """The file as it is."""

    policies: dict[Word, Policy]
    authorised_as: dict[Word, Word]
    needs: dict[Word, Word]
    amazon_networks: tuple[Word, ...]
    amazon_agents: tuple[Word, ...]


def verdict(version: str, action: str) -> str:
    """`denied`, `open`, `blocked through a dependent action` or `unverified` for `service:Call` under a
    version.

    A version that the kit does not know, or whose list could not be read whole, leaves what is not listed
    `unverified`.
    """
    known = facts()
    policy = known.policies.get(version)
    action = known.authorised_as.get(action, action)
    if policy is None:
        return "unverified"
    if _denies(version, action):
        return "denied"
    if (needed := known.needs.get(action)) and _denies(version, needed):
        return "blocked through a dependent action"
    return "open" if policy.verified else "unverified"


def _denies(version: str, action: str) -> bool:
    service, _, call = action.partition(":")
    return any(fnmatchcase(call.lower(), pattern.lower()) for pattern in denied(version).get(service, ()))


@functools.cache
def denied(version: str) -> dict[str, tuple[str, ...]]:
    """Patterns of denied calls by service, those of the version it extends with them."""
    policy = facts().policies[version]
    lists = dict(denied(policy.extends)) if policy.extends else {}
    for service, calls in policy.denies.items():
        lists[service] = (*lists.get(service, ()), *calls)
    return lists


@functools.cache
def facts() -> Facts:
    """The file as it is. CatalogueError when it is missing, broken or holds something unknown."""
    found = table(FILE, Facts)
    for version, policy in found.policies.items():
        if policy.extends and policy.extends not in found.policies:
            raise CatalogueError(f"{FILE}: {version}: extends {policy.extends!r}, which is not there")
        for service, calls in policy.denies.items():
            if not calls or len(set(calls)) != len(calls):
                raise CatalogueError(f"{FILE}: {version}: {service}: is empty or names a call twice")
    return found
