"""Credentials of machines used outside their machine.

The keys of an instance role belong to one machine. A key that turns up at another public network with another tool
was carried away (what GuardDuty calls InstanceCredentialExfiltration).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kit.analyses.profiles import is_public, network, tool


def used_outside(
    rows: Iterable[tuple[str, str | None, str | None, datetime]],
) -> dict[str, list[tuple[datetime, str]]]:
    """Access key id -> (first use, network) of each place outside, from (key, address, agent, first seen) in order.

    The first place a key is seen at is the machine's, and so is every place where the machine's tools turn up: an
    instance speaks through private and public addresses alike. One new thing alone, place or tool, proves nothing.
    """
    homes: dict[str, tuple[set[str], set[str]]] = {}
    outside: dict[str, list[tuple[datetime, str]]] = {}
    for key, address, agent, seen in rows:
        place, with_tool = network(address or ""), tool(agent or "")
        places, tools = homes.setdefault(key, (set(), set()))
        if not places or place in places or with_tool in tools or not is_public(address or ""):
            places.add(place)
            tools.add(with_tool)
        else:
            outside.setdefault(key, []).append((seen, place))
    return outside
