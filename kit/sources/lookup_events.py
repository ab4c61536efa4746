"""`lookup-events`: Event history of every Region side by side, most telling first; pages as they were
delivered.

2 requests a second for an account and Region, shared with everybody there, are the limit; 50 events a
request. The end of the window is fixed at the start, or the kit would chase its own calls. Resumes by Region
and time. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.sources.history_plan import NAMES, STEPS, WRITES, Attribute, Known, Plan, Walk, walks
from kit.sources.history_region import RegionHistory
from kit.sources.item import COMMIT, Item, Pause
from kit.sources.pace import LIMIT, Pace

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources.aws import Account

# Pages that may wait for the vault; more would only fill the memory.
AHEAD = 400
# How often what has been found is asked for new credentials to follow.
FOLLOW_EVERY = 60.0
# Every value followed costs a request in every Region; the rest comes with step 5 anyway.
MOST_FOLLOWED = 200

Follow = Callable[[], Iterable[tuple[str, str]]]


def items(
    account: Account,
    case: Case,
    *,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    held: Iterable[Mapping[str, Any]] = (),
    follow: Follow | None = None,
    say: Callable[[str], None] = lambda line: None,
    show: Callable[[str], None] = lambda line: None,
    pace: Callable[[], Pace] = Pace,
) -> Iterator[Item | Pause]:
    """Pages of LookupEvents as items. `held` are the facts kept beside pages of earlier runs.

    `follow` gives (attribute, value) of credentials found so far: step 3. `say` takes lines, `show` the state
    of now.
    """
    return _Run(account, case, now, Plan.of(case, now, since, until), held, follow, say, show, pace).items()


class _Run:
    def __init__(self, account, case, now, plan, held, follow, say, show, pace) -> None:
        self.account, self.case, self.plan, self.say, self.show = account, case, plan, say, show
        self.follow = follow or (lambda: ())
        self.known = Known(account.account_id, held)
        self.out: queue.Queue = queue.Queue(maxsize=AHEAD)
        self.stopped = threading.Event()
        self.regions = [
            RegionHistory(account, region, now, self._put, self.stopped, pace())
            for region in account.regions()
        ]
        self.followed: set[Attribute] = set()
        self.finished: set[int] = set()
        self.pages = dict.fromkeys(range(1, STEPS + 1), 0)
        # Pages of steps 1 to 4 that are on their way here: what they hold may name more to follow.
        self.ended, self.reported_at = False, 0.0
        self.undelivered, self.lock = 0, threading.Lock()
        self.looked_at, self.fresh, self.began = -FOLLOW_EVERY, False, time.monotonic()

    def items(self) -> Iterator[Item | Pause]:
        plan = self.plan
        self.say(
            f"lookup-events: {len(self.regions)} Regions of account {self.account.account_id},"
            f" {plan.last:%Y-%m-%d %H:%M} to {plan.until:%Y-%m-%d %H:%M} UTC;"
            f" {LIMIT:g} requests a second and Region, shared with everybody there"
        )
        named: list[Attribute] = [("AccessKeyId", key) for key in self.case.keys]
        named += [("Username", arn.rsplit("/", 1)[-1]) for arn in self.case.principals]
        self.followed.update(named)
        for one in self.regions:
            one.add(self._walks(one, 1, WRITES, plan.first))
            for attribute in named:
                one.add(self._walks(one, 2, attribute, plan.first))
            one.add(self._walks(one, 4, WRITES, plan.last, plan.first))
            one.add(self._walks(one, 5, None, plan.last))
        threads = [thread for one in self.regions for thread in one.start()]
        try:
            while any(thread.is_alive() for thread in threads) or not self.out.empty():
                try:
                    item, walk = self.out.get(timeout=0.5)
                except queue.Empty:
                    yield Pause()
                    yield from self._look_on()
                    continue
                if isinstance(item, BaseException):
                    raise item
                if walk is not None:
                    self.pages[walk.step] += 1
                    if walk.step <= 4:
                        self.fresh = True
                        with self.lock:
                            self.undelivered -= 1
                if item.failure and "/*/" in item.origin:
                    if self.ended:
                        continue
                    self.ended = True
                yield item
                if time.monotonic() - self.reported_at > 1:
                    yield from self._look_on()
        finally:
            self.stopped.set()
            while any(thread.is_alive() for thread in threads):
                try:
                    self.out.get(timeout=0.05)
                except queue.Empty:
                    continue
        asked, took = sum(one.requests for one in self.regions), time.monotonic() - self.began
        self.say(f"lookup-events: {sum(self.pages.values())} pages in {asked} requests, {_clock(took)}")

    def _walks(
        self,
        one: RegionHistory,
        step: int,
        attribute: Attribute,
        start: datetime,
        end: datetime | None = None,
    ) -> list[Walk]:
        return walks(step, attribute, start, end or self.plan.until, self.known, one.region)

    def _put(self, item: Item | BaseException, walk: Walk | None) -> None:
        if walk is not None and walk.step <= 4:
            with self.lock:
                self.undelivered += 1
        while True:
            try:
                self.out.put((item, walk), timeout=0.2)
                return
            except queue.Full:
                if self.stopped.is_set() and walk is not None:
                    return

    def _look_on(self) -> Iterator[Pause]:
        """Says how far it is, adds what came out of the key, and lets the Regions end when nothing can come
        any more."""
        self.reported_at = time.monotonic()
        pending = [walk for one in self.regions for walk in one.open_walks()]
        self._report(pending)
        early = any(walk.step == 1 for walk in pending)
        settled = not any(walk.step <= 4 for walk in pending)
        due = time.monotonic() - self.looked_at >= FOLLOW_EVERY or settled
        if not early and due and self.fresh and not self.undelivered:
            self.fresh, self.looked_at = False, time.monotonic()
            yield COMMIT
            self._follow()
        elif settled and not self.fresh and not self.undelivered:
            for one in self.regions:
                one.close()

    def _follow(self) -> None:
        found = [one for one in dict.fromkeys(self.follow()) if one not in self.followed]
        room = MOST_FOLLOWED - len(self.followed)
        if len(found) > room:
            self.say(
                f"lookup-events: {len(found)} credentials came out of the key;"
                f" {max(room, 0)} of them are asked for by name, the others come with step 5"
            )
        for attribute in found[: max(room, 0)]:
            self.followed.add(attribute)
            for one in self.regions:
                one.add(self._walks(one, 3, attribute, self.plan.first))

    def _report(self, pending: list[Walk]) -> None:
        open_steps = {walk.step for walk in pending}
        refused = [one.region for one in self.regions if one.refused]
        for step in range(1, STEPS + 1):
            if step in open_steps:
                self.finished.discard(step)
            elif self.pages[step] and step not in self.finished:
                self.finished.add(step)
                but = f" (but for {', '.join(refused)})" if refused else ""
                self.say(
                    f"lookup-events: step {step} of {STEPS} done{but}, {NAMES[step]}:"
                    f" {self.pages[step]} pages,"
                    f" {_clock(time.monotonic() - self.began)} after the start{self._rest(pending)}"
                )
        self.show(f"{sum(self.pages.values()):,} pages{self._rest(pending)}")

    def _rest(self, pending: list[Walk]) -> str:
        """Estimated time of each step that is open: the slowest Region's, at its pace of now."""
        times: dict[int, float] = {}
        unsure = {walk.step for walk in pending if walk.left is None}
        for one in self.regions:
            mine: dict[int, float] = {}
            for walk in one.open_walks():
                mine[walk.step] = mine.get(walk.step, 0.0) + (1.0 if walk.left is None else walk.left)
            for step, count in mine.items():
                times[step] = max(times.get(step, 0.0), count / one.pace.rate)
        parts = [
            f"step {step} about {_clock(seconds)}{' or more' if step in unsure else ''}"
            for step, seconds in sorted(times.items())
        ]
        return f"; still to come: {', '.join(parts)}" if parts and pending else ""


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return (
        f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
        if whole >= 3600
        else f"{whole // 60}:{whole % 60:02}"
    )
