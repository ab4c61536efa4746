"""docs/remedies.md: for every call that makes, changes or ends something, what the plan has for it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from kit.rules import remedies

_LINES = ("save", "contain", "revert", "restore", "replace", "own", "remove")


def page() -> str:
    """The sums, then one row a service."""
    sums: Counter[str] = Counter()
    rows = ["| service | lines | a look by hand | none, and why |", "|---|---|---|---|"]
    for title, calls in groupby(remedies.overview(), key=lambda each: each[0]):
        lined, looked, none = [], [], []
        for _, call, reason, parts in calls:
            if reason:
                none.append(f"{call} ({reason})")
            elif found := [part for part in _LINES if part in parts]:
                lined.append(f"{call} ({', '.join(found)})")
            else:
                looked.append(call)
            sums[reason or ("lines" if parts - {"check"} else "a look by hand")] += 1
        cells = (", ".join(part) or "-" for part in (lined, looked, none))
        rows.append(f"| {title} | {' | '.join(cells)} |")
    counts = ", ".join(f"{name} {count}" for name, count in sums.most_common())
    return f"{sum(sums.values())} calls: {counts}.\n\n" + "\n".join(rows)
