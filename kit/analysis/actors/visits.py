"""Visits, as the analyst decides on them: a network and a tool, whichever credential of the tree they used.

`call_visits` (profile -> visit) gives each visit its number: those whose calls the kit itself is least sure
of come first. The analyst's own words don't move the numbers, so that rows of one table can be decided one by
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kit.analysis.actors.decisions import Decision
from kit.analysis.actors.profiles import Profile
from kit.analysis.credentials import from_aws

COLUMNS = {"visit": "integer", "network": "varchar", "tool": "varchar"}


def numbered(
    profiles: Iterable[Profile], decisions: Mapping[int, Decision]
) -> list[tuple[tuple[int, str, str], list[Profile]]]:
    """Number, network and tool of each visit with the ways of calling that a holder used; `decisions` are the
    kit's own."""
    groups: dict[tuple[str, str], list[Profile]] = {}
    for profile in profiles:
        if not profile.on_behalf and not from_aws(profile.address, profile.agent, None):
            groups.setdefault((profile.network, profile.tool), []).append(profile)

    def unsure(group: list[Profile]) -> int:
        return sum(
            profile.calls
            for profile in group
            if (decision := decisions.get(profile.profile)) is None or decision.certainty != "certain"
        )

    order = sorted(
        groups, key=lambda key: (-unsure(groups[key]), -sum(profile.calls for profile in groups[key]), key)
    )
    return [((number, *key), groups[key]) for number, key in enumerate(order, 1)]
