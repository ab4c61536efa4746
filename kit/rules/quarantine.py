"""What each version of AWS's quarantine policy denies: quarantine_actions.yml, read and judged."""

from __future__ import annotations

import functools
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from kit.errors import CatalogueError

FILE = Path(__file__).with_name("quarantine_actions.yml")
_FIELDS = {"policies", "authorised_as", "needs", "amazon_networks", "amazon_agents"}


def verdict(version: str, action: str) -> str:
    """`denied`, `open`, `blocked through a dependent action` or `unverified` for `service:Call` under a
    version.

    A version that the kit does not know, or whose list could not be read whole, leaves what is not listed
    `unverified`.
    """
    known = facts()
    policy = known["policies"].get(version)
    action = known["authorised_as"].get(action, action)
    if policy is None:
        return "unverified"
    if _denies(version, action):
        return "denied"
    if (needed := known["needs"].get(action)) and _denies(version, needed):
        return "blocked through a dependent action"
    return "open" if policy["verified"] else "unverified"


def _denies(version: str, action: str) -> bool:
    service, _, call = action.partition(":")
    return any(fnmatchcase(call.lower(), pattern.lower()) for pattern in denied(version).get(service, ()))


@functools.cache
def denied(version: str) -> dict[str, tuple[str, ...]]:
    """Patterns of denied calls by service, those of the version it extends with them."""
    policy = facts()["policies"][version]
    lists = dict(denied(policy["extends"])) if "extends" in policy else {}
    for service, calls in policy["denies"].items():
        lists[service] = (*lists.get(service, ()), *calls)
    return lists


@functools.cache
def facts() -> dict[str, Any]:
    """The file as it is. CatalogueError when it is missing, broken or holds something unknown."""
    import yaml

    try:
        found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{FILE.name}: {' '.join(str(error).split())}; mend the file") from None
    if not isinstance(found, dict) or set(found) != _FIELDS:
        raise CatalogueError(f"{FILE.name}: needs exactly the fields {', '.join(sorted(_FIELDS))}")
    for version, policy in found["policies"].items():
        if set(policy) - {"extends"} != {"seen", "verified", "denies"}:
            raise CatalogueError(f"{FILE.name}: {version}: needs seen, verified, denies and may have extends")
        if policy.get("extends", version) not in found["policies"]:
            raise CatalogueError(f"{FILE.name}: {version}: extends {policy['extends']!r}, which is not there")
        for service, calls in policy["denies"].items():
            if not calls or len(set(calls)) != len(calls):
                raise CatalogueError(f"{FILE.name}: {version}: {service}: is empty or names a call twice")
    return found
