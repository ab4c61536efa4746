"""`posture`: what guards the account: trails and their buckets, GuardDuty, Config, budgets, defaults,
contacts.

The answers are stored as they are; queries/posture.sql judges them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.rules import live_calls
from kit.sources.live_state import WORKERS, Asker, run

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources.item import Item


def items(account: Any, case: Case, *, now: datetime, workers: int = WORKERS) -> Iterator[Item]:
    """Answers of every call of the table's part `posture`, Regional ones from every enabled Region."""
    yield from run(Asker(account, "posture", now), live_calls("posture"), account.regions(), workers)
