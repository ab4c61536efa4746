"""What a visit shows that a credential's past does not: the signals by which an intruder is told from the
owner.

The rule and its reasons: docs/decisions/actors.md. One signal never decides; two make a visit unclear; three
of which one is hostile make it the intruder's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kit.analysis.actors.profiles import GLOBAL_SERVICES, Profile

ENOUGH = 3
# Weight of a catalogue action (0-100) from which a call new to the credential speaks of an attack.
HOSTILE, GRAVE = 30, 70
MANY_REFUSED, MANY_REGIONS = 5, 3
# Shorter use than this is no past: a day shows no habit.
PAST = timedelta(hours=24)
# What comes once a week is new on each of the first days; before a week is over, only a grave call stands
# out.
WEEK = timedelta(days=7)


@dataclass
class Past:
    """What a credential did before a moment, by the owner as far as is known."""

    networks: set[str] = field(default_factory=set)
    tools: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    hours: int = 0
    since: datetime | None = None

    def long_enough(self, moment: datetime) -> bool:
        """Whether it shows a habit: on two days at least, begun a day or more before."""
        return self.since is not None and moment - self.since >= PAST and len(self.days) >= 2

    def whole_week(self, moment: datetime) -> bool:
        """Whether it shows what comes once a week, too."""
        return self.since is not None and moment - self.since >= WEEK

    def learn(self, profile: Profile, network: str, tool: str, until: datetime) -> None:
        """Adds a profile that began before `until`."""
        if profile.first_seen >= until:
            return
        self.networks.add(network)
        self.tools.add(tool)
        self.regions.add(profile.aws_region)
        self.services.add(profile.service)
        self.calls.add(profile.call)
        if profile.failed:
            self.refused.add(profile.call)
        self.days.update(day for day in profile.days if day <= until.date())
        self.hours |= profile.hours
        self.since = min(self.since or profile.first_seen, profile.first_seen)


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
    regions = {p.aws_region for p in profiles if p.service not in GLOBAL_SERVICES} - past.regions
    hours = 0
    for profile in profiles:
        hours |= profile.hours
    return Signals(
        network=network not in past.networks,
        tool=tool not in past.tools,
        regions=tuple(sorted(regions)),
        services=tuple(sorted({p.service for p in profiles} - past.services)),
        calls={p.call: weights.get(p.call, 0) for p in profiles if p.call not in past.calls},
        refused=len({p.call for p in profiles if p.failed} - past.refused),
        odd_hours=_odd(hours, past),
    )


def _odd(hours: int, past: Past) -> bool:
    """Whether none of the hours is within one of those of a regular past: a week or more, half of the day at
    most."""
    if len(past.days) < 7 or past.hours.bit_count() > 12:
        return False
    near = past.hours | past.hours << 1 | past.hours >> 1 | (past.hours & 1) << 23 | past.hours >> 23 & 1
    return hours & near == 0
