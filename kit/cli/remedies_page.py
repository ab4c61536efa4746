"""docs/remedies.md: for every call that makes, changes or ends something, what the plan has for it."""

from __future__ import annotations

from collections import Counter

from kit.rules import remedies
from kit.rules.pages import pages

_LINES = ("save", "contain", "revert", "restore", "replace", "own", "remove")


def page() -> str:
    """The sums, then one row a service."""
    sums: Counter[str] = Counter()
    rows = ["| service | lines | a look by hand | none, and why |", "|---|---|---|---|"]
    for each in pages():
        lined, looked, none = [], [], []
        for call, entry in each.calls.items():
            if not entry.does and entry.remedy is None:
                continue
            reason = remedies.reason(each.name, call)
            parts = {part for remedy in remedies.remedies(each.name, call) for part in remedy.lines}
            if reason:
                none.append(f"{call} ({reason})")
                sums[reason] += 1
            elif found := [part for part in _LINES if part in parts]:
                lined.append(f"{call} ({', '.join(found)})")
                sums["lines"] += 1
            else:
                looked.append(call)
                sums["a look by hand"] += 1
        if lined or looked or none:
            cells = (", ".join(part) or "-" for part in (lined, looked, none))
            rows.append(f"| {each.title} | {' | '.join(cells)} |")
    counts = ", ".join(f"{name} {count}" for name, count in sums.most_common())
    return f"{sum(sums.values())} calls: {counts}.\n\n" + "\n".join(rows)
