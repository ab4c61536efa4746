"""What a credential did before a moment, or from other networks: what visits are held against.

A visit is compared with all visits of the first day, and there may be tens of thousands of either. So what
was done is gone through once, and of each thing (a call, a tool, a Region ...) only is kept when it was first
done, and when first from a second network; a past is a look at that, not a copy.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from kit.analysis.actors.profiles import Profile, Visit

# Shorter use than this is no past: a day shows no habit.
PAST = timedelta(hours=24)
# What comes once a week is new on each of the first days; before a week is over, only a grave call stands
# out.
WEEK = timedelta(days=7)


@dataclass(slots=True)
class _First:
    """When a thing was first done and from which network, and when first from any other."""

    at: datetime
    network: str
    elsewhere: datetime | None = None

    def note(self, at: datetime, network: str) -> None:
        if network == self.network:
            self.at = min(self.at, at)
        elif at < self.at:
            self.at, self.network, self.elsewhere = at, network, self.at
        elif self.elsewhere is None or at < self.elsewhere:
            self.elsewhere = at

    def before(self, until: datetime, without: str | None) -> bool:
        at = self.at if self.network != without else self.elsewhere
        return at is not None and at < until


class _Seen:
    """Things of one kind."""

    __slots__ = ("firsts",)

    def __init__(self) -> None:
        self.firsts: dict[object, _First] = {}

    def note(self, thing: object, at: datetime, network: str) -> None:
        first = self.firsts.get(thing)
        if first is None:
            self.firsts[thing] = _First(at, network)
        # Later than from a second network says nothing new, and most uses of a thing are.
        elif first.elsewhere is None or at < first.elsewhere:
            first.note(at, network)


class History:
    """What was done, by the owner as far as is known."""

    def __init__(self, visits: Iterable[Visit] = ()) -> None:
        self.networks, self.tools, self.regions, self.services = _Seen(), _Seen(), _Seen(), _Seen()
        self.calls, self.refused, self.days, self.hours = _Seen(), _Seen(), _Seen(), _Seen()
        self.since: datetime | None = None
        # What is asked of every visit: the hours known from a moment on, and the moments of the first days.
        self._hours: list[tuple[datetime, int]] | None = None
        self._days: list[datetime] | None = None
        for visit in visits:
            for profile in visit.profiles:
                self.learn(profile, visit.network, visit.tool)

    def learn(self, profile: Profile, network: str, tool: str) -> None:
        """Adds a way of calling."""
        self._hours = self._days = None
        at = profile.first_seen
        self.networks.note(network, at, network)
        self.tools.note(tool, at, network)
        self.regions.note(profile.aws_region, at, network)
        self.services.note(profile.service, at, network)
        self.calls.note(profile.call, at, network)
        if profile.failed:
            self.refused.note(profile.call, at, network)
        for day in profile.days:
            self.days.note(day, at, network)
        hours = profile.hours
        while hours:
            self.hours.note(hours.bit_length() - 1, at, network)
            hours ^= 1 << hours.bit_length() - 1
        self.since = min(self.since or at, at)

    def before(self, until: datetime) -> Past:
        """What began before that moment."""
        return Past(self, until)

    def without(self, network: str) -> Past:
        """What was done from all other networks, whenever."""
        return Past(self, datetime.max, network)

    def hours_before(self, until: datetime) -> int:
        """Hours of the day that were used before that moment, a bit each."""
        if self._hours is None:
            known, self._hours = 0, []
            for at, bit in sorted(
                (first.at, 1 << hour) for hour, first in self.hours.firsts.items() if isinstance(hour, int)
            ):
                known |= bit
                self._hours.append((at, known))
        place = bisect_left(self._hours, until, key=itemgetter(0))
        return self._hours[place - 1][1] if place else 0

    def days_before(self, until: datetime) -> int:
        """How many days were used before that moment: those that had begun, of what was first done before."""
        if self._days is None:
            self._days = sorted(
                max(first.at, datetime.combine(day, time()) - timedelta.resolution)
                for day, first in self.days.firsts.items()
                if isinstance(day, date)
            )
        return bisect_left(self._days, until)


@dataclass(frozen=True, slots=True)
class Past:
    """A history up to a moment, or as it is without one network."""

    history: History
    until: datetime
    network: str | None = None

    def knows_network(self, network: str) -> bool:
        return self._knows(self.history.networks, network)

    def knows_tool(self, tool: str) -> bool:
        return self._knows(self.history.tools, tool)

    def knows_region(self, region: str) -> bool:
        return self._knows(self.history.regions, region)

    def knows_service(self, service: str) -> bool:
        return self._knows(self.history.services, service)

    def knows_call(self, call: str) -> bool:
        return self._knows(self.history.calls, call)

    def knows_refused(self, call: str) -> bool:
        """Whether such a call was refused before."""
        return self._knows(self.history.refused, call)

    @property
    def hours(self) -> int:
        """Hours of the day, a bit each."""
        if self.network is None:
            return self.history.hours_before(self.until)
        return sum(1 << hour for hour in range(24) if self._knows(self.history.hours, hour))

    def has_days(self, number: int) -> bool:
        """Whether it was used on at least so many days."""
        if self.network is None:
            return self.history.days_before(self.until) >= number
        last = self.until.date()
        for day, first in self.history.days.firsts.items():
            if number <= 0:
                break
            number -= isinstance(day, date) and day <= last and first.before(self.until, self.network)
        return number <= 0

    def long_enough(self, moment: datetime) -> bool:
        """Whether it shows a habit: on two days at least, begun a day or more before."""
        since = self._since()
        return since is not None and moment - since >= PAST and self.has_days(2)

    def whole_week(self, moment: datetime) -> bool:
        """Whether it shows what comes once a week, too."""
        since = self._since()
        return since is not None and moment - since >= WEEK

    def _since(self) -> datetime | None:
        firsts = self.history.networks.firsts
        if self.network is None:
            since = self.history.since
            return since if since is not None and since < self.until else None
        return min((first.at for name, first in firsts.items() if name != self.network), default=None)

    def _knows(self, seen: _Seen, thing: object) -> bool:
        first = seen.firsts.get(thing)
        return first is not None and first.before(self.until, self.network)
