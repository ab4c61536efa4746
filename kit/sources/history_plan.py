"""What LookupEvents is asked, in which order, and what earlier runs have answered already.

Order: 1. write events from 48 hours before the notice; 2. the leaked key and principals, same window; 3. what
came out of them; 4. write events back to 90 days; 5. everything of that time. All times naive UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kit.rules import own_calls
from kit.sources.wire import Pages

# LookupEvents reaches back 90 days; an event may take some 15 minutes to show up in it.
HORIZON = timedelta(days=90)
SETTLED = timedelta(minutes=20)
BEFORE_NOTICE = timedelta(hours=48)
WITHOUT_NOTICE = timedelta(days=7)
STEPS = 5
NAMES = {
    1: "write events from 48 h before the notice",
    2: "the leaked credential",
    3: "what came out of it",
    4: "write events back to 90 days",
    5: "everything else of 90 days",
}
WRITES = ("ReadOnly", "false")
Attribute = tuple[str, str] | None


@dataclass
class Walk:
    """One look-up from `end` down to `start`, newest first. `floor` is where it may stop, `oldest` how far it
    got."""

    step: int
    attribute: Attribute
    start: datetime
    end: datetime
    page: int = 0
    token: str | None = None
    tries: int = 0
    seen: Pages = field(default_factory=Pages, repr=False, compare=False)
    floor: datetime = field(init=False)
    oldest: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.floor, self.oldest = self.start, self.end

    @property
    def order(self) -> tuple[int, int]:
        """Steps 2 and 3 take turns: what came out of the key does not wait for a busy owner of the same
        key."""
        return {1: 0, 2: 1, 3: 1, 4: 2, 5: 3}[self.step], self.page if self.step in (2, 3) else 0

    @property
    def left(self) -> float | None:
        """Pages that are left if the rest is as dense as what is known; None before the first page."""
        done, rest = (self.end - self.oldest).total_seconds(), (self.oldest - self.floor).total_seconds()
        if self.page == 0:
            return None
        return self.page * max(rest, 0) / done if done else float(self.page)

    def split(self) -> Walk | None:
        """Gives the older half of what is left to a walk of its own, which can be asked at the same time."""
        if self.oldest - self.floor < timedelta(hours=1):
            return None
        middle = (self.floor + (self.oldest - self.floor) / 2).replace(microsecond=0)
        other = Walk(self.step, self.attribute, self.floor, middle)
        self.floor = middle
        return other


@dataclass(frozen=True)
class Plan:
    """Windows of one run: `first` where steps 1 to 3 start, `last` where 4 and 5 start, `until` where all
    end."""

    first: datetime
    last: datetime
    until: datetime

    @classmethod
    def of(cls, case: Any, now: datetime, since: datetime | None, until: datetime | None) -> Plan:
        """The windows for a case; `since` and `until` are the analyst's own bounds."""
        now = now.replace(microsecond=0)
        end = min(until or now, now)
        horizon = now - HORIZON
        last = max(since or horizon, horizon)
        notice = case.notice.get("received_at")
        start = (
            datetime.fromisoformat(notice.replace("Z", "+00:00")).replace(tzinfo=None) - BEFORE_NOTICE
            if notice
            else case.since or end - WITHOUT_NOTICE
        )
        return cls(min(max(start.replace(microsecond=0), last), end), min(last, end), end)


def walks(
    step: int, attribute: Attribute, start: datetime, end: datetime, known: Known, region: str
) -> list[Walk]:
    """Walks for the parts of a window that no earlier run has answered, newest first."""
    return [
        Walk(step, attribute, a, b) for a, b in reversed(missing(start, end, known.of(region, attribute)))
    ]


class Known:
    """What earlier runs have in the vault: for each Region and attribute the times that were answered in
    full."""

    def __init__(self, account: str, pages: Iterable[Mapping[str, Any]] = ()) -> None:
        self._spans: dict[tuple[str, str], list[tuple[datetime, datetime]]] = {}
        for meta in pages:
            if meta.get("call") == own_calls().event_history.call and meta.get("account") == account:
                self.add(meta)

    def add(self, meta: Mapping[str, Any]) -> None:
        """Takes the claim of one page, up to when events of its time were sure to be there."""
        start, end, asked = (
            datetime.fromisoformat(meta[name]) for name in ("claims_from", "claims_until", "asked_at")
        )
        end = min(end, asked - SETTLED)
        if start < end:
            self._spans.setdefault((meta["region"], meta["attribute"]), []).append((start, end))

    def of(self, region: str, attribute: Attribute) -> list[tuple[datetime, datetime]]:
        """Spans answered for this attribute; an unfiltered answer speaks for every attribute."""
        own = self._spans.get((region, named(attribute)), [])
        return own if attribute is None else own + self._spans.get((region, ""), [])


def named(attribute: Attribute) -> str:
    """`ReadOnly=false`; empty for no filter."""
    return "=".join(attribute) if attribute else ""


def missing(
    start: datetime, end: datetime, spans: Iterable[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """The parts of start..end that no span covers, ascending. Times of LookupEvents are whole seconds, both
    included."""
    gaps, at = [], start
    for a, b in sorted(spans):
        if a > at:
            gaps.append((at, min(a, end)))
        at = max(at, b)
        if at >= end:
            return [gap for gap in gaps if gap[0] < gap[1]]
    gaps.append((at, end))
    return [gap for gap in gaps if gap[0] < gap[1]]
