"""`sweep`: every enabled Region, every service of kit/live_calls.yml: what is there, what is not, what nobody
could see.

A Region that is not enabled is named too: what was started in it before it was disabled may still run and
cost, and cannot be looked at. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit.rules import live_calls
from kit.sources.aws import ENABLED
from kit.sources.live_state import WORKERS, Asker, run

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources.item import Item


def items(account: Any, case: Case, *, now: datetime, workers: int = WORKERS) -> Iterator[Item]:
    """Answers of every service of every enabled Region, and one item for each Region that is not enabled."""
    asker = Asker(account, "sweep", now)
    for region, status in sorted(account.regions_all().items()):
        if status not in (*ENABLED, "unknown"):
            why = f"Region {region} is {status}: what was started in it before it was disabled cannot be checked"
            yield asker.refusal("*", "*", region, {}, "NotOffered", why)
    yield from run(asker, live_calls("sweep"), account.regions(), workers)
