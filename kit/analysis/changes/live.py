"""What became of a row of the ledgers, as it was seen in the account itself after the trail's last word on
it."""

from __future__ import annotations

from kit.analysis.changes.rows import Row
from kit.analysis.credentials import Live, Seen

# A change to somebody's thing has no life of its own that a listing could show.
LASTING = ("created", "attached", "started", "enabled")


def state(live: Live, row: Row) -> Seen | None:
    """(state, when) of a row as it was seen after the trail's last word on it; None where nobody looked."""
    if row.change not in LASTING or not row.known or row.kind.name not in live.kinds:
        return None
    seen = live.seen(row.key, live.parent(row.kind, row.parent_id or ""))
    return seen if seen is not None and seen[1] >= (row.last_at or row.at) else None
