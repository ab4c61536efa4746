"""Bytes of the items of a pack, the next few inflated while the one at hand is split into records.

To inflate takes a sixth of a load and needs nobody's lock. Short files are not worth the handing over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from kit.records import WHOLE, Inflated, inflate
from kit.store import vault

# Items that are read and inflated ahead, and how long they may be: what lies ready stays below some 100 MB.
AHEAD = 6
_SHORTEST, _LONGEST = 16 << 10, 1 << 20
Fetch = Callable[[], tuple[memoryview, Inflated | None]]


def in_order(
    entries: Iterable[vault.Entry], packed: vault.Reader | None
) -> Iterator[tuple[vault.Entry, Fetch]]:
    """Each entry and how to have its bytes: as they came, and inflated where that was done already. To fetch
    raises EvidenceError where the pack does not hold them."""
    with ThreadPoolExecutor(1, thread_name_prefix="inflater") as pool:
        waiting: deque[tuple[vault.Entry, Future | None]] = deque()
        try:
            for entry in entries:
                apart = packed is not None and _SHORTEST <= (entry.bytes or 0) <= _LONGEST and _own(entry)
                waiting.append((entry, pool.submit(_inflated, packed, entry) if apart else None))
                if len(waiting) > AHEAD:
                    yield _next(waiting, packed)
            while waiting:
                yield _next(waiting, packed)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _own(entry: vault.Entry) -> bool:
    """Whether an entry has bytes of its own that will be read."""
    return entry.failure is None and entry.same_as is None and entry.offset is not None


def _next(
    waiting: deque[tuple[vault.Entry, Future | None]], packed: vault.Reader | None
) -> tuple[vault.Entry, Fetch]:
    entry, future = waiting.popleft()
    if future is not None:
        return entry, future.result

    def plain() -> tuple[memoryview, None]:
        assert packed is not None, f"pack {entry.pack}: not open"
        return packed.raw(entry), None

    return entry, plain


def _inflated(packed: vault.Reader, entry: vault.Entry) -> tuple[memoryview, Inflated | None]:
    raw = packed.raw(entry)
    return raw, inflate(raw, WHOLE) if raw[:2] == b"\x1f\x8b" else None
