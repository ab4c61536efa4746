"""What a visit shows that a credential's past does not: the signals by which an intruder is told from the
owner.

The rule and its reasons: docs/decisions/actors.md. One signal never decides; two make a visit unclear; three
of which one is hostile make it the intruder's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kit.analysis.actors.past import Past
from kit.analysis.actors.profiles import GLOBAL_SERVICES, Profile

ENOUGH = 3
# Weight of a catalogue action (0-100) from which a call new to the credential speaks of an attack.
HOSTILE, GRAVE = 30, 70
MANY_REFUSED, MANY_REGIONS = 5, 3


@dataclass(frozen=True)
class Signals:
    """What is new; `score` adds them up."""

    network: bool
    tool: bool
    regions: tuple[str, ...]
    services: tuple[str, ...]
    calls: Mapping[str, int]
    refused: int
    odd_hours: bool

    @property
    def heaviest(self) -> str:
        """The new call of most weight, empty when there is none."""
        return max(self.calls, key=lambda call: (self.calls[call], call), default="")

    @property
    def behaviour(self) -> int:
        hostile = [call for call, weight in self.calls.items() if weight >= HOSTILE]
        heavy = self.grave and len(hostile) > 1
        points = (
            bool(self.regions)
            + bool(self.services)
            + bool(hostile)
            + heavy
            + (self.refused >= 3)
            + self.odd_hours
        )
        # One new call is one signal, however many ways there are to look at it.
        return min(points, 1) if len(self.calls) <= 1 and len(self.regions) < MANY_REGIONS else points

    @property
    def grave(self) -> bool:
        return max(self.calls.values(), default=0) >= GRAVE

    @property
    def score(self) -> int:
        return self.network + self.tool + self.behaviour

    @property
    def hostile(self) -> bool:
        several = len(self.calls) > 1 and max(self.calls.values(), default=0) >= HOSTILE
        return several or self.refused >= MANY_REFUSED or len(self.regions) >= MANY_REGIONS

    @property
    def intruder(self) -> bool:
        return self.score >= ENOUGH and self.hostile

    def arguments(self) -> dict[str, object]:
        """Numbers and names for the sentence."""
        return {
            "new_network": "yes" if self.network else "no",
            "new_tool": "yes" if self.tool else "no",
            "new_regions": len(self.regions),
            "new_services": len(self.services),
            "new_calls": len(self.calls),
            "refused": self.refused,
            "heaviest": self.heaviest,
        }


def signals(
    profiles: Iterable[Profile], network: str, tool: str, past: Past, weights: Mapping[str, int]
) -> Signals:
    """Compares profiles of one network and tool with the past."""
    profiles = list(profiles)
    regions = {p.aws_region for p in profiles if p.service not in GLOBAL_SERVICES}
    services = {p.service for p in profiles}
    refused = {p.call for p in profiles if p.failed}
    hours = 0
    for profile in profiles:
        hours |= profile.hours
    return Signals(
        network=not past.knows_network(network),
        tool=not past.knows_tool(tool),
        regions=tuple(sorted(region for region in regions if not past.knows_region(region))),
        services=tuple(sorted(service for service in services if not past.knows_service(service))),
        calls={
            call: weights.get(call, 0)
            for call in {p.call: None for p in profiles}
            if not past.knows_call(call)
        },
        refused=sum(not past.knows_refused(call) for call in refused),
        odd_hours=_odd(hours, past),
    )


def _odd(hours: int, past: Past) -> bool:
    """Whether none of the hours is within one of those of a regular past: a week or more, half of the day at
    most."""
    if not past.has_days(7) or (known := past.hours).bit_count() > 12:
        return False
    near = known | known << 1 | known >> 1 | (known & 1) << 23 | known >> 23 & 1
    return hours & near == 0
