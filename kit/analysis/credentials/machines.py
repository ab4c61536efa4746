"""Credentials of machines used outside their machine.

The keys of an instance role belong to one machine. A key that turns up at another public network with another
tool was carried away (what GuardDuty calls InstanceCredentialExfiltration); so was one that the sender of a
command uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from kit.analysis.credentials.links import Act
from kit.analysis.credentials.places import is_public, network, tool


class Use(NamedTuple):
    """One place and tool of a machine's key, and the first time it was seen there."""

    key: str
    machine: str
    address: str | None
    agent: str | None
    first_seen: datetime


def used_outside(uses: Iterable[Use]) -> dict[str, list[tuple[datetime, str]]]:
    """Access key id -> (first use, network) of each place outside, from uses in order of time.

    The first place a key is seen at is the machine's, and so is every place where the machine's tools turn
    up: an instance speaks through private and public addresses alike. One new thing alone, place or tool,
    proves nothing.
    """
    homes: dict[str, tuple[set[str], set[str]]] = {}
    outside: dict[str, list[tuple[datetime, str]]] = {}
    for use in uses:
        place, with_tool = network(use.address or ""), tool(use.agent or "")
        places, tools = homes.setdefault(use.key, (set(), set()))
        if not places or place in places or with_tool in tools or not is_public(use.address or ""):
            places.add(place)
            tools.add(with_tool)
        else:
            outside.setdefault(use.key, []).append((use.first_seen, place))
    return outside


def used_by_caller(uses: Iterable[Use], acts: Iterable[Act]) -> dict[tuple[str, int], str]:
    """(key of a machine, event_no of the act that reached that machine) -> certainty that its caller used the
    key.

    The very address that sent the command uses the machine's key afterwards, and the machine was never seen
    there before, by this key or an earlier one: with the same agent a strong sign, with another a possible
    one (both may stand behind one gateway). AWS's own addresses and names of services tell nothing.
    """
    by_machine: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_machine[use.machine.rsplit("/", 1)[-1]].append(use)
    found: dict[tuple[str, int], str] = {}
    for act in acts:
        if not act.rule.reached or not is_public(act.source_ip_address or ""):
            continue
        for thing in act.opens or ():
            there = [
                use
                for use in by_machine.get(thing.rsplit(":", 1)[-1], ())
                if use.address == act.source_ip_address
            ]
            if any(use.first_seen < act.event_time for use in there):
                continue
            for use in there:
                sure = "strong" if use.agent == act.user_agent else "possible"
                if found.get((use.key, act.event_no)) != "strong":
                    found[use.key, act.event_no] = sure
    return found
