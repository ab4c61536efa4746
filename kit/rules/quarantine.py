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


def verdict(version: str, action: str, on: date | None = None) -> str:
    """`denied`, `open`, `blocked through a dependent action` or `unverified` for `service:Call` under a
    version.

    A version that the kit does not know, or whose list could not be read whole, leaves what is not listed
    `unverified`. AWS makes the list of a version longer without a new name: for a call made before the day
    `on` which the list was `seen`, what the version itself adds is `unverified` too.
    """
    known = facts()
    policy = known.policies.get(version)
    action = known.authorised_as.get(action, action)
    if policy is None:
        return "unverified"
    if since := _denied_since(version, action):
        return "denied" if on is None or on >= since else "unverified"
    if (needed := known.needs.get(action)) and (since := _denied_since(version, needed)):
        return "blocked through a dependent action" if on is None or on >= since else "unverified"
    return "open" if policy.verified else "unverified"


def _denied_since(version: str, action: str) -> date | None:
    """The day from which on the action is known to be denied under a version; None where it is not."""
    service, _, call = action.partition(":")
    policy = facts().policies[version]
    if any(fnmatchcase(call.lower(), pattern.lower()) for pattern in policy.denies.get(service, ())):
        return policy.seen
    return _denied_since(policy.extends, action) if policy.extends else None


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
