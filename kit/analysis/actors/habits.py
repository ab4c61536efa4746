"""Judges the calls of a leaked credential itself: two may use it, and only their habits tell them apart.

A long-term key or a principal has its past in the trail. A leaked session has none, but it has a place that
obtained it, or the machine that it belongs to. The rule in words: docs/decisions/actors.md.
"""

from __future__ import annotations

from datetime import date, datetime

from kit.analysis.actors.decisions import Decision, Decisions, Origin
from kit.analysis.actors.past import PAST, History, Past
from kit.analysis.actors.profiles import Profile, Visit
from kit.analysis.actors.signals import Signals, signals
from kit.analysis.credentials import is_public, network

_SESSIONS = {"session_token", "federation_token", "role_session", "root_session", "identity_center_session"}


class Habits:
    """Judges one leaked credential; what it decides goes to `decisions`."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions

    def judge(self, origin: Origin, own: list[Visit]) -> None:
        """`own` are the credential's visits in order of their first call, at least one."""
        home = self._home(origin, own)
        if home is not None:
            early, late = _parted(
                own, [visit.network == home or self._decisions.is_owners(visit) for visit in own]
            )
            past = History(early)
            for visit in early:
                self._owners(visit, Decision("owner", "session-home", {"network": visit.network}))
            for visit in late:
                self._late(visit, True, past)
            return
        first, early, late = self._split(own)
        past = History(early)
        deviating = [visit for visit in late if self._signals(visit, past.before(visit.first_seen)).intruder]
        deviates_at = min((visit.first_seen for visit in deviating), default=None)
        until = deviates_at or max(profile.last_seen for visit in own for profile in visit.profiles)
        settled = not self._rivals(early, past) and past.before(until).long_enough(until)
        for visit in early:
            self._early(visit, settled, past, deviates_at, first)
        for visit in late:
            self._late(visit, settled, past)

    def _home(self, origin: Origin, own: list[Visit]) -> str | None:
        """Where a leaked session belongs: the network that obtained it, a machine's first place."""
        if origin.kind == "instance_session":
            return own[0].network
        if origin.kind in _SESSIONS and origin.issued_from and is_public(origin.issued_from):
            return network(origin.issued_from)
        return None

    def _split(self, own: list[Visit]) -> tuple[datetime, list[Visit], list[Visit]]:
        """Visits of the credential's first day in the trail, and those that came later.

        What the owner or the analyst called the owner's counts as early whenever it came.
        """
        first = own[0].first_seen
        early, late = _parted(
            own, [visit.first_seen - first < PAST or self._decisions.is_owners(visit) for visit in own]
        )
        return first, early, late

    def _signals(self, visit: Visit, past: Past) -> Signals:
        return signals(visit.profiles, visit.network, visit.tool, past, self._decisions.weights)

    def _rivals(self, early: list[Visit], past: History) -> bool:
        """Whether one visit of the first day looks like an attack beside another: then there is no past to
        trust."""
        return len({visit.network for visit in early}) > 1 and any(
            self._signals(visit, past.without(visit.network)).intruder
            for visit in early
            if not self._decisions.is_owners(visit)
        )

    def _early(
        self, visit: Visit, settled: bool, past: History, deviates_at: datetime | None, first: datetime
    ) -> None:
        if listed := self._decisions.listed_network(visit):
            self._own_place(visit, past, Decision("owner", "listed-network", {"network": listed}))
            return
        days = {day for day in visit.days if deviates_at is None or day <= deviates_at.date()}
        if settled and len(days) >= 2:
            facts = {"network": visit.network, "tool": visit.tool, "days": len(days), "since": first}
            self._owners(visit, Decision("owner", "past", facts), past)
            return
        self._decisions.record(visit.profiles, self._without_past(visit))

    def _late(self, visit: Visit, settled: bool, past: History) -> None:
        if not settled:
            self._decisions.record(visit.profiles, self._without_past(visit))
            return
        found = self._signals(visit, past.before(visit.first_seen))
        facts = {"network": visit.network, "tool": visit.tool, **found.arguments()}
        if not found.network:
            # The owner's place with another tool: habits may differ, but an attack from there is not told
            # apart.
            if found.intruder or (found.behaviour >= 2 and found.hostile):
                self._decisions.record(visit.profiles, Decision("unclear", "shared-network", facts))
            else:
                self._own_place(visit, past, Decision("owner", "owner-network", facts))
        elif found.intruder:
            self._decisions.intruder_networks.setdefault(visit.network, visit.credential_id)
            self._decisions.record(visit.profiles, Decision("intruder", "new", facts))
        else:
            self._decisions.record(visit.profiles, Decision("unclear", "lone-signal", facts))

    def _owners(self, visit: Visit, decision: Decision, past: History | None = None) -> None:
        self._decisions.owner_networks.add(visit.network)
        if past is None:
            self._decisions.record(visit.profiles, decision)
        else:
            self._own_place(visit, past, decision)

    def _own_place(self, visit: Visit, past: History, decision: Decision) -> None:
        """An owner's visit; days on which it did what it never did before, in an attacker's manner, stay
        unclear."""
        start = past.since or visit.first_seen
        by_day: dict[date, list[Profile]] = {}
        for profile in visit.profiles:
            by_day.setdefault(profile.first_seen.date(), []).append(profile)
        for day, profiles in by_day.items():
            began = min(profile.first_seen for profile in profiles)
            midnight = datetime(day.year, day.month, day.day)
            before = past.before(midnight)
            self._decisions.record(profiles, decision)
            if day == start.date() or not before.long_enough(began):
                continue
            found = signals(profiles, visit.network, visit.tool, before, self._decisions.weights)
            if (before.whole_week(began) or found.grave) and found.behaviour >= 2 and found.hostile:
                facts = {"network": visit.network, "tool": visit.tool, **found.arguments()}
                odd = [p for p in profiles if p.call in found.calls or p.aws_region in found.regions]
                self._decisions.record(odd, Decision("unclear", "shared-network", facts))

    def _without_past(self, visit: Visit) -> Decision:
        found = self._signals(visit, History().before(datetime.max))
        facts = {"network": visit.network, "heaviest": found.heaviest}
        public = any(is_public(address) for address in visit.addresses)
        if self._decisions.listed and found.hostile and public:
            self._decisions.intruder_networks.setdefault(visit.network, visit.credential_id)
            return Decision("intruder", "outside-listed", facts)
        return Decision("unclear", "no-past", facts)


def _parted(visits: list[Visit], first: list[bool]) -> tuple[list[Visit], list[Visit]]:
    """Those that `first` names, and the others, each in order."""
    told = list(zip(visits, first, strict=True))
    return [visit for visit, yes in told if yes], [visit for visit, yes in told if not yes]
