"""One Region's share of Event history: threads that ask page by page at the Region's pace, best walk
first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kit.rules import own_calls
from kit.sources import failures, unread
from kit.sources.aws import ERRORS, EndlessError
from kit.sources.history_plan import NAMES, Walk, named
from kit.sources.item import Item
from kit.sources.pace import Pace

if TYPE_CHECKING:
    from kit.sources.aws import Account

# Threads a Region: more than one only where an answer takes longer than the space between two requests.
WORKERS = 3
MOST_OPEN = 8
TRIES = 6
# In a row, at a pace that falls to one request in 5 s: some minutes in which others took all there was.
MOST_THROTTLES = 60
_TOKEN_GONE = frozenset({"InvalidNextTokenException", "ExpiredNextTokenException", "InvalidTokenException"})


class RegionHistory:
    """Walks of one Region. `put` takes (item, walk or None) and blocks when nobody collects them."""

    def __init__(
        self,
        account: Account,
        region: str,
        now: datetime,
        put: Callable[..., None],
        stopped: threading.Event,
        pace: Pace | None = None,
    ) -> None:
        self.account, self.region, self.now = account, region, now
        self.pace = pace or Pace()
        self.requests = 0
        self._put, self._stopped = put, stopped
        self._idle: list[Walk] = []
        self._busy: list[Walk] = []
        self._changed = threading.Condition()
        self._closed = self.refused = False

    def start(self) -> list[threading.Thread]:
        """Starts the Region's threads."""
        threads = [threading.Thread(target=self._run, daemon=True) for _ in range(WORKERS)]
        for thread in threads:
            thread.start()
        return threads

    def add(self, walks: list[Walk]) -> None:
        """More to ask; also while threads run."""
        with self._changed:
            self._idle.extend([] if self.refused else walks)
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more will be added: threads end when all is asked."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def open_walks(self) -> list[Walk]:
        """Walks that are not at their end."""
        with self._changed:
            return [*self._idle, *self._busy]

    def _run(self) -> None:
        try:
            while not self._stopped.is_set():
                if not self._something():
                    return
                if not self.pace.take(self._stopped):
                    return
                walk = self._best()
                if walk is not None:
                    more = self._page(walk)
                    with self._changed:
                        self._busy.remove(walk)
                        if more:
                            self._idle.append(walk)
                        self._changed.notify_all()
        except BaseException as error:
            self._put(error, None)

    def _something(self) -> bool:
        """Waits until there is a walk to ask; False when there will be none."""
        with self._changed:
            while not self._stopped.is_set():
                if self._idle or any(self._can_split(walk) for walk in self._busy):
                    return True
                if self._closed and not self._busy:
                    return False
                self._changed.wait(0.2)
            return False

    def _can_split(self, walk: Walk) -> bool:
        return walk.page > 0 and len(self._busy) + len(self._idle) < MOST_OPEN and walk.token is not None

    def _best(self) -> Walk | None:
        with self._changed:
            if self._idle:
                walk = min(self._idle, key=lambda one: one.order)
                self._idle.remove(walk)
            else:
                halves = (
                    one.split()
                    for one in sorted(self._busy, key=lambda one: one.order)
                    if self._can_split(one)
                )
                walk = next(filter(None, halves), None)
            if walk is not None:
                self._busy.append(walk)
            return walk

    def _page(self, walk: Walk) -> bool:
        """Asks one page; whether the walk goes on."""
        given: dict[str, Any] = {
            "StartTime": _aware(walk.start),
            "EndTime": _aware(walk.end),
            "MaxResults": 50,
        }
        if walk.attribute:
            given["LookupAttributes"] = [
                {"AttributeKey": walk.attribute[0], "AttributeValue": walk.attribute[1]}
            ]
        if walk.token:
            given["NextToken"] = walk.token
        self.requests += 1
        try:
            raw, answer = self.account.raw(*own_calls().event_history, self.region, **given)
            events = answer["Events"]
            if answer.get("NextToken") and walk.seen.endless(answer["NextToken"]):
                raise EndlessError(why="the list has no end: the same page is offered again")
            reached = unread.read(_oldest, events)
        except (*ERRORS, KeyError) as error:
            return self._failed(walk, error)
        self.pace.worked()
        walk.tries = 0
        self._take(walk, raw, reached, answer.get("NextToken"))
        return walk.token is not None

    def _take(self, walk: Walk, raw: bytes, oldest: datetime | None, token: str | None) -> None:
        upper = walk.oldest
        with self._changed:
            if oldest is not None:
                # An answer from before the window would claim hours that nobody asked for.
                walk.oldest = min(walk.oldest, max(walk.start, oldest))
            walk.page += 1
            # A walk whose older half was given away ends where that half begins.
            walk.token = token if token and walk.oldest >= walk.floor else None
            reached = walk.oldest if token else walk.start
        meta = {
            "call": own_calls().event_history.call,
            "account": self.account.account_id,
            "region": self.region,
            "step": walk.step,
            "attribute": named(walk.attribute),
            "page": walk.page,
            "asked_at": self.now.isoformat(),
            "claims_from": reached.isoformat(),
            "claims_until": upper.isoformat(),
        }
        self._put(Item(self._origin(walk), self.now, data=raw, kind="api", meta=meta), walk)

    def _failed(self, walk: Walk, error: BaseException) -> bool:
        code = failures.code_of(error)
        if code in failures.EXPIRED:
            self._stopped.set()
            self._put(
                Item(
                    f"api://{self.account.account_id}/*/{own_calls().event_history.path}",
                    self.now,
                    kind="api",
                    failure=f"lookup-events: {failures.reason(error)}",
                ),
                None,
            )
            return False
        if code in failures.THROTTLED and self.pace.in_a_row < MOST_THROTTLES:
            self.pace.throttled()
            return True
        walk.tries += 1
        if code in _TOKEN_GONE and walk.tries < TRIES:
            # A token lives for a while only: go on by time, from the second that was reached.
            walk.end, walk.token = walk.oldest, None
            return True
        passing = failures.is_passing(error) and code not in failures.THROTTLED
        if (passing or code == "KeyError") and walk.tries < TRIES:
            self._stopped.wait(min(0.2 * 2**walk.tries, 5.0))
            return True
        with self._changed:
            # What is refused for the Region is refused for all of its walks: one line for it.
            self._idle.clear()
            if self.refused:
                return False
            self.refused = True
        why = f"lookup-events, {NAMES[walk.step]}: {failures.reason(error, self.region)}"
        self._put(Item(self._origin(walk), self.now, kind="api", failure=why), None)
        return False

    def _origin(self, walk: Walk) -> str:
        query = f"{quote(named(walk.attribute), safe='=:/')}&" if walk.attribute else ""
        window = f"StartTime={walk.start.isoformat()}Z&EndTime={walk.end.isoformat()}Z&page={walk.page or 1}"
        place = f"api://{self.account.account_id}/{self.region}/{own_calls().event_history.path}"
        return f"{place}?{query}{window}#{self.now.isoformat()}Z"


def _oldest(events: list[dict]) -> datetime | None:
    """The time of the last event that has one: they come newest first."""
    times = [event["EventTime"] for event in events if event.get("EventTime") is not None]
    return _naive(times[-1]) if times else None


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
