"""What may have leaked the key, asked of an engine once it is known when somebody else used it first.

What was opened to others until then comes as rows; who read settings that hold keys, and which buckets
strangers read, as counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kit.collect.engine import asking
from kit.collect.engine.asker import MOST_READERS, Asker
from kit.rules import call_marks

if TYPE_CHECKING:
    from kit.sources import Item, Pause

# Later than any time; where nobody knows of a foreign call, nothing bounds them.
_NEVER = "9"
_MOST_PLACES = 2_000
Rows = Callable[..., list[list[tuple]]]


def items(asker: Asker, rows: Rows) -> Iterator[Item | Pause]:
    """Openings as rows, readers as counts, and of those that the answer will name the first records. `rows`
    gives the rows of building blocks on the case as it is now."""
    (bounds,) = rows("engine_leak")
    first, keys, places = bounds[0]
    until = f"{first:%Y-%m-%dT%H:%M:%SZ}" if first else _NEVER
    # Counted again where more is known to be theirs.
    moment = f"{until} {hashlib.sha256(' '.join(sorted(keys or ())).encode()).hexdigest()[:12]}"
    opening = {"until": until, "opening": _calls("opens_up"), "expiring": _calls("sets_expiry")}
    wanted = asker.new("openings", asking.always([until]))
    yield from asker.ask("openings", "openings", wanted, lambda _: opening)
    reads: dict[str, object] = {
        "until": until,
        "keys": set(keys or ()),
        "settings": _calls("shows_settings", "reads_secret") if first else (),
        "buckets": _calls("reads_bucket"),
    }
    counted = {**reads, "places": set((places or [])[:_MOST_PLACES]), "most": MOST_READERS + 1}
    wanted = asker.new("readers", asking.always([moment]))
    yield from asker.ask("readers", "readers", wanted, lambda _: counted)
    asker.wait()

    # Nobody's reads are of matter before somebody else used the key.
    shown = rows("leak_reads", until=first)[0] if first else []
    (strangers,) = rows("leak_strangers", until=first)
    if not shown and not strangers:
        return
    named = {
        **reads,
        "arns": {row[0] for row in shown if row[0]},
        "places": {row[1] for row in shown if row[1]},
        "names": {row[0] or "" for row in strangers},
    }
    wanted = asker.new("first_reads", asking.always([moment]))
    yield from asker.ask("first_reads", "first_reads", wanted, lambda _: named)
    asker.wait()


def _calls(*marks: str) -> set[str]:
    """Calls with one of these marks, each as source and name."""
    return {f"{source} {call}" for (source, call), held in call_marks().items() if {*held} & {*marks}}
