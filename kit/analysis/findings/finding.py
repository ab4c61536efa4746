"""One finding: a message with its numbers, the events that show it, and how heavy it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.rows import FindingActsRow

SEVERITIES = ("critical", "high", "medium", "low", "info")
MOST_EVENTS = 20


@dataclass(frozen=True)
class Finding:
    """`rule` names the message (`finding-<rule>` and `finding-<rule>-title`), `about` what it speaks of; both
    make the id. `query` is the question of `kit ask` that shows it. `weight` ranks within a severity."""

    rule: str
    severity: str
    query: str
    args: Mapping[str, Any]
    event_ids: tuple[str, ...]
    about: str = ""
    tactic: str | None = None
    technique: str | None = None
    weight: int = 0
    at: datetime | None = None
    variant: str = ""

    @property
    def finding_id(self) -> str:
        return f"{self.rule}:{self.about}" if self.about else self.rule

    @property
    def message(self) -> str:
        """Message id of the statement: the rule's, or a variant of it."""
        return f"finding-{self.variant or self.rule}"


@dataclass
class Act:
    """Calls of one kind: the sums of finding_acts.sql, added up over accounts and actions as a finding
    needs."""

    calls: int = 0
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    names: dict[str, int] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)
    event_ids: list[str] = field(default_factory=list)
    weight: int = 0

    def add(self, row: FindingActsRow) -> None:
        """Takes one row of finding_acts.sql in."""
        self.calls += row["calls"]
        self.first_seen = min(filter(None, [self.first_seen, row["first_seen"]]), default=None)
        self.last_seen = max(filter(None, [self.last_seen, row["last_seen"]]), default=None)
        self.names[row["event_name"]] = self.names.get(row["event_name"], 0) + row["calls"]
        self.regions.update(region for region in row["regions"] if region)
        self.event_ids.extend(row["event_ids"])
        self.weight = max(self.weight, row["weight"])

    def args(self) -> dict[str, Any]:
        """What every sentence about calls may say."""
        names = sorted(self.names, key=lambda name: (-self.names[name], name))
        return {
            "calls": self.calls,
            "at": self.first_seen,
            "last": self.last_seen,
            "names": names,
            "regions": len(self.regions),
        }


def ids(*groups: Iterable[str | None]) -> tuple[str, ...]:
    """Distinct event ids in order, the first twenty."""
    return tuple(dict.fromkeys(event for group in groups for event in group if event))[:MOST_EVENTS]


def together(rows: Iterable[FindingActsRow]) -> Act:
    """The sum of rows of finding_acts.sql."""
    act = Act()
    for row in rows:
        act.add(row)
    return act
