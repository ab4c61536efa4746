"""Loading beside collecting: packs go into the tables in a thread of their own while the next one fills."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from kit.case import Case
from kit.store.load import load_pending


class _Stopped(Exception):  # noqa: N818 - nothing is wrong
    """Nobody waits for the rest; the next run loads it."""


class LoadBehind:
    """Loads the packs of a case one after the other. Nobody else may open the case for writing meanwhile."""

    def __init__(self, case: Case, progress: Callable[..., None]) -> None:
        self._case, self._progress, self._stopped = case, progress, False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="loader")
        self._loads: list[Future[int]] = []

    def go_on(self) -> None:
        """There is one more pack. Raises what ended the load of an earlier one."""
        for load in self._loads:
            if load.done():
                load.result()
        self._loads = [load for load in self._loads if not load.done()]
        self._loads.append(self._thread.submit(load_pending, self._case, self._told))

    def wait(self) -> None:
        """Until all packs are in the tables. Raises what kept one from it."""
        for load in self._loads:
            load.result()
        self._loads = []

    def stop(self) -> None:
        """Ends after the step at hand. Raises nothing."""
        self._stopped = True
        self._thread.shutdown(cancel_futures=True)

    def _told(self, *, events: int) -> None:
        """After each step."""
        self._progress(events=events)
        if self._stopped:
            raise _Stopped
