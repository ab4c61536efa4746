"""A token bucket for one Region's LookupEvents: 2 requests a second, shared with everybody in account and
Region."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LIMIT = 2.0
SLOWEST = 0.2


class Pace:
    """Hands out moments to ask at; learns from throttles that others ask too, and finds back to the limit.

    `clock` in seconds. Moments are spaced by the plan, not by when somebody woke up, so that none is lost to
    latency shorter than a space.
    """

    def __init__(self, limit: float = LIMIT, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = self.rate = limit
        self._clock, self._lock = clock, threading.Lock()
        self._next = clock()
        self.in_a_row = 0

    def take(self, stopped: threading.Event) -> bool:
        """Waits for the next moment; False when the run was stopped meanwhile."""
        with self._lock:
            # A moment that nobody used is gone, but for a wink: a bucket of more than one would be throttled.
            moment = max(self._next, self._clock() - 0.02)
            self._next = moment + 1 / self.rate
        return not stopped.wait(max(0.0, moment - self._clock())) and not stopped.is_set()

    def worked(self) -> None:
        """An answer came: a little faster again."""
        with self._lock:
            self.in_a_row = 0
            self.rate = min(self.limit, self.rate * 1.02)

    def throttled(self) -> None:
        """AWS refused for the rate: once may be the edge of a second; several in a row are somebody else's
        requests."""
        with self._lock:
            self.in_a_row += 1
            self.rate = max(SLOWEST, self.rate * (0.97 if self.in_a_row == 1 else 0.7))
            self._next = max(self._next, self._clock()) + (0.05 if self.in_a_row == 1 else 1 / self.rate)
