"""docs/actions.md: what the calls are to an attacker, as tables for people, one a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.rules import Action, Condition, Technique

_HEAD = "| event | weight | tactic | technique | cost | what it means |\n|---|---|---|---|---|---|"


def page(actions: Sequence[Action], techniques: Mapping[str, Technique]) -> str:
    """Counts, then for each page a table of its meanings, then the techniques used."""
    calls = {(action.source, action.event) for action in actions}
    costly = sum(action.cost for action in actions)
    parts = [
        f"{len(actions)} actions over {len(calls)} calls of {len({source for source, _ in calls})} event"
        f" sources; {costly} can cost money."
    ]
    for page, rows in groupby(actions, key=lambda action: action.page):
        parts.append(f"## {page.title} (`{page.source}`)\n\n{_HEAD}\n" + "\n".join(map(_row, rows)))
    used = sorted({action.technique for action in actions})
    named = "\n".join(f"| {each} | {techniques[each].name} |" for each in used)
    parts.append(f"## Techniques\n\n| technique | name |\n|---|---|\n{named}")
    return "\n\n".join(parts)


def _row(action: Action) -> str:
    why = action.why + "".join(f" Only if {_words(line)}." for line in action.when)
    cells = (
        f"`{action.event}`",
        str(action.weight),
        action.tactic,
        action.technique,
        "yes" if action.cost else "",
        why,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _words(line: Condition) -> str:
    where = f"`{line.path}`"
    values = " or ".join(f"`{value}`" for value in line.values)
    if line.test == "present":
        return f"{where} is {'there' if line.values == ('true',) else 'not there'}"
    words = {"in": "is", "differs": "is not", "contains": "contains", "pattern": "fits"}
    return f"{where} {words[line.test]} {values}"
