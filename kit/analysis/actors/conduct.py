"""Judges by conduct where the evidence holds no past: what a visit does, not what its owner used to do.

A visit whose credential has no habits yet is likely the third party's when it does what hardly any owner does
with such a key, upon things that it did not make itself; likely the owner's when it is one job that comes
again and again; else nobody's. The rule in words, and what it was measured on: docs/decisions/actors.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit.analysis.actors.profiles import GLOBAL_SERVICES, Profile, Visit

if TYPE_CHECKING:
    from kit.rows import ConductActsRow

# A job comes again in so many different hours, and nearly all of its calls do.
ROUNDS, SHARE, FEW_CALLS = 3, 0.8, 30
# So many secrets, tries at them, machines or Regions are no owner's day.
SECRETS, MACHINES, REGIONS = 5, 3, 3
# A look around: so many kinds of looking, over so many services, or so many kinds refused.
LOOKS, LOOKED_SERVICES, REFUSED_LOOKS = 6, 3, 3
# What makes so many things of so many services builds something.
BUILT, BUILT_SERVICES = 8, 3
# Cost that no trial run has: machines of the largest sizes, commitments of months.
HEAVY = 90
# Up to this weight tools that check settings read it too; refused tries at it count all the same.
TRIED = 55
# Who takes credentials away from so many others cleans up: a new password or a command on a machine is part
# of that, and says nothing.
TAKEN, CLEANED = 2, {"way-in", "remote"}
BURST = timedelta(minutes=10)
BESIDE = timedelta(hours=1)
SETTLED = timedelta(hours=2)


@dataclass(frozen=True)
class Ground:
    """One reason: `kind` names the message conduct-ground-<kind>, `call` is the gravest of `count` acts."""

    kind: str
    call: str
    count: int
    first_seen: datetime


@dataclass(frozen=True)
class Finding:
    """What a visit's conduct says: `actor` intruder, owner or unclear, with its grounds."""

    actor: str
    reason: str
    grounds: tuple[Ground, ...] = ()

    def listed(self) -> list[list[str | int]]:
        """The grounds as arguments of a sentence: kind, call, number of acts."""
        return [[ground.kind, ground.call, ground.count] for ground in self.grounds]


class Conduct:
    """Judges visits of credentials without a past, from the acts of all of the tree.

    `settled` are networks that other principals of the account use, with the times of first and last call.
    """

    def __init__(
        self,
        profiles: Iterable[Profile],
        acts: Iterable[ConductActsRow],
        settled: Mapping[str, tuple[datetime, datetime]],
    ) -> None:
        self._settled = settled
        self._profiles = {profile.profile: profile for profile in profiles}
        self._acts: dict[int, list[ConductActsRow]] = defaultdict(list)
        for act in acts:
            self._acts[act["profile"]].append(act)

    def judge(self, visit: Visit, issued: Iterable[Profile], jobs: set[str]) -> Finding:
        """`issued` are calls from the visit's network by what came out of its credential, `jobs` the calls
        that its tool makes again and again, from wherever."""
        issued = list(issued)
        profiles = [*visit.profiles, *issued]
        acts = [act for profile in profiles for act in self._acts[profile.profile]]
        grounds = self._grounds(profiles, acts, {profile.profile for profile in issued}, jobs)
        if grounds:
            first = min(ground.first_seen for ground in grounds)
            used = self._settled.get(visit.network)
            if used and used[0] <= first - BESIDE and used[1] - used[0] >= SETTLED:
                return Finding("unclear", "conduct-shared", grounds)
            return Finding("intruder", "conduct", grounds)
        if is_job(visit.profiles, jobs) and not self._costs(visit.profiles) and self._works(visit.profiles):
            return Finding("owner", "job")
        return Finding("unclear", "no-past")

    def _grounds(
        self, profiles: list[Profile], acts: list[ConductActsRow], issued: set[int], jobs: set[str]
    ) -> tuple[Ground, ...]:
        looking = self._looks_around(acts)
        building = self._builds(acts)
        taken = {act["subject"] for act in acts if act["takes"] and _worked(act)}
        by_kind: dict[str, list[ConductActsRow]] = defaultdict(list)
        for act in acts:
            if act["conduct"]:
                by_kind[act["conduct"]].append(act)
        foreign = {kind: [act for act in found if not act["own"]] for kind, found in by_kind.items()}
        once = {
            kind: [act for act in found if self._profiles[act["profile"]].call not in jobs]
            for kind, found in foreign.items()
        }
        found = {
            "rights": self._rights(by_kind, building),
            "own-rights": [act for act in by_kind["own_rights"] if looking and act["self"]],
            # A new key where the old one is taken away is a rotation.
            "way-in": [
                act for act in once.get("way_in", []) if not act["self"] and act["subject"] not in taken
            ],
            "trust": [act for act in once.get("trust", []) if act["stranger"]],
            "blind": foreign.get("blind", []),
            "outward": once.get("outward", []),
            "remote": _remote(once.get("remote", [])),
            "secrets": _secrets(foreign.get("secrets", []), looking),
            "regions": self._spread(by_kind["abuse"]),
            "heavy": [] if building else _heavy(by_kind["abuse"], looking),
            "used-own-key": self._used_own_key(by_kind, acts, issued) if looking and not building else [],
        }
        found = {kind: told for kind, told in found.items() if told}
        if len(taken) >= TAKEN and found.keys() <= CLEANED:
            return ()
        return tuple(
            sorted(
                (self._ground(kind, told) for kind, told in found.items()),
                key=lambda ground: (ground.first_seen, ground.kind),
            )
        )

    def _ground(self, kind: str, acts: list[ConductActsRow]) -> Ground:
        first = min(acts, key=lambda act: (-act["weight"], act["first_seen"], act["action_id"]))
        began = min(act["first_seen"] for act in acts)
        return Ground(kind, self._profiles[first["profile"]].call, sum(act["events"] for act in acts), began)

    def _rights(self, by_kind: Mapping[str, list[ConductActsRow]], building: bool) -> list[ConductActsRow]:
        """Every right for somebody: who was there before, a role that strangers may take, a user of its own
        that it can sign in as."""
        opened = {act["subject"] for act in by_kind["trust"] if act["stranger"]}
        entered = {act["subject"] for act in by_kind["way_in"]}
        return [
            act
            for act in by_kind["rights"]
            if not act["own"] or act["subject"] in opened or (act["subject"] in entered and not building)
        ]

    def _spread(self, acts: list[ConductActsRow]) -> list[ConductActsRow]:
        """What costs, in three Regions or more."""
        here = [act for act in acts if self._profiles[act["profile"]].service not in GLOBAL_SERVICES]
        regions = {self._profiles[act["profile"]].aws_region for act in here}
        return here if len(regions) >= REGIONS else []

    def _used_own_key(
        self, by_kind: Mapping[str, list[ConductActsRow]], acts: list[ConductActsRow], issued: set[int]
    ) -> list[ConductActsRow]:
        """A user's key or sign-in that it made and then used itself to go on."""
        used = any(act["profile"] in issued for act in acts)
        return [act for act in by_kind["way_in"] if act["own"] and not act["self"]] if used else []

    def _looks_around(self, acts: list[ConductActsRow]) -> bool:
        looks = [act for act in acts if act["tactic"] == "Discovery"]
        services = {self._profiles[act["profile"]].service for act in looks}
        refused = {act["action_id"] for act in looks if act["failed"]}
        kinds = {act["action_id"] for act in looks}
        wide = len(kinds) >= LOOKS and len(services) >= LOOKED_SERVICES
        return wide or len(refused) >= REFUSED_LOOKS or (len(kinds) >= LOOKS and bool(refused))

    def _builds(self, acts: list[ConductActsRow]) -> bool:
        made = [act for act in acts if act["makes"] and _worked(act)]
        places = [self._profiles[act["profile"]] for act in made]
        regions = {place.aws_region for place in places if place.service not in GLOBAL_SERVICES}
        kinds = {act["action_id"] for act in made}
        enough = len(kinds) >= BUILT and len({place.service for place in places}) >= BUILT_SERVICES
        return enough and len(regions) < REGIONS

    def goes_along(self, visit: Visit) -> bool:
        """Whether a visit beside a telling one is mostly looking and telling acts, too."""
        odd = [
            p
            for p in visit.profiles
            if any(a["conduct"] or a["tactic"] == "Discovery" for a in self._acts[p.profile])
        ]
        return 2 * len(odd) >= len(visit.profiles)

    def _costs(self, profiles: Iterable[Profile]) -> bool:
        return any(act["conduct"] == "abuse" for each in profiles for act in self._acts[each.profile])

    def _works(self, profiles: Iterable[Profile]) -> bool:
        """Whether a call of it is more than looking."""
        return any(
            all(act["tactic"] != "Discovery" for act in self._acts[each.profile]) and each.service != "sts"
            for each in profiles
        )


def jobs_of(profiles: Iterable[Profile]) -> dict[str, set[str]]:
    """Tool -> the calls that it makes in at least three different hours."""
    seen: dict[tuple[str, str], tuple[int, set]] = {}
    for profile in profiles:
        tool_name = profile.tool
        hours, days = seen.get((tool_name, profile.call), (0, set()))
        seen[tool_name, profile.call] = (hours | profile.hours, days.union(profile.days))
    jobs: dict[str, set[str]] = defaultdict(set)
    for (tool_name, call), (hours, days) in seen.items():
        if max(hours.bit_count(), len(days)) >= ROUNDS:
            jobs[tool_name].add(call)
    return jobs


def is_job(profiles: Iterable[Profile], jobs: set[str]) -> bool:
    """Whether nearly all of these calls are calls of a job, and few kinds of them."""
    profiles = list(profiles)
    calls = {profile.call for profile in profiles}
    total = sum(profile.calls for profile in profiles)
    again = sum(profile.calls for profile in profiles if profile.call in jobs)
    return len(calls) <= FEW_CALLS and total > 0 and again / total >= SHARE


def _worked(act: ConductActsRow) -> bool:
    """Whether at least one of these calls was not refused."""
    return act["events"] > act["failed"]


def _remote(acts: list[ConductActsRow]) -> list[ConductActsRow]:
    """Code or a door on a machine: one such act that runs something, or doors on three machines."""
    running = [act for act in acts if act["weight"] >= 80]
    return acts if running or len({act["subject"] for act in acts}) >= MACHINES else []


def _heavy(acts: list[ConductActsRow], looking: bool) -> list[ConductActsRow]:
    """What is largest, tried after a look around or without the right to; or tried again and again up to the
    limits, after a look around."""
    return [
        act
        for act in acts
        if (act["weight"] >= HEAVY and (looking or act["denied"])) or (looking and act["limited"])
    ]


def _secrets(acts: list[ConductActsRow], looking: bool) -> list[ConductActsRow]:
    """Many different secrets read in one go, or many tries refused; what reads its own again and again is an
    application."""
    got = [act for act in acts if _worked(act) and act["weight"] > TRIED]
    named = {act["subject"] for act in got if act["subject"] is not None}
    calls = sum(act["events"] for act in got)
    different = len(named) + sum(act["events"] for act in got if act["subject"] is None)
    began = [act["first_seen"] for act in got]
    burst = bool(began) and max(began) - min(began) <= BURST
    if different >= SECRETS and calls < 3 * different and (looking or burst):
        return got
    tried = [act for act in acts if act["denied"]]
    return tried if sum(act["denied"] for act in tried) >= SECRETS else []
