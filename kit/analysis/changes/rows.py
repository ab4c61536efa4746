"""A row of the ledgers while it is made: what was made or changed, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from kit.analysis.changes.facts import Fact
from kit.analysis.credentials import Key
from kit.rules import Kind

_FIRST_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(vcpu|gb)?\s*$", re.IGNORECASE)


@dataclass
class Size:
    """How big a thing is: `text` an instance type or words, vCPU, MiB of memory, how many."""

    text: str | None = None
    vcpu: float | None = None
    memory_mb: float | None = None
    quantity: int | None = None

    @classmethod
    def of(cls, text: dict[str, str]) -> Size:
        """Size from the values of a fact; ECS counts 1024 units of `cpu` for one vCPU."""
        vcpu, unit = _number(text.get("vcpu"))
        memory, memory_unit = _number(text.get("memory_mb"))
        quantity, _ = _number(text.get("quantity"))
        return cls(
            text.get("size"),
            vcpu if vcpu is None or unit else vcpu / 1024,
            memory if memory is None or not memory_unit else memory * 1024,
            None if quantity is None else int(quantity),
        )

    def filled(self, other: Size | None) -> Size:
        """The same, with what is missing taken from the other."""
        if other is None:
            return self
        return Size(
            self.text or other.text,
            other.vcpu if self.vcpu is None else self.vcpu,
            other.memory_mb if self.memory_mb is None else self.memory_mb,
            other.quantity if self.quantity is None else self.quantity,
        )

    def words(self) -> str | None:
        """For people: `g5.48xlarge`, `4 vCPU 8 GB x 3`; None where nothing is known."""
        words = self.text
        if words is None and self.vcpu is not None:
            memory = "" if self.memory_mb is None else f" {self.memory_mb / 1024:g} GB"
            words = f"{self.vcpu:g} vCPU{memory}"
        if self.quantity is not None and self.quantity != 1:
            words = f"{words or ''} x {self.quantity}".strip()
        return words


@dataclass
class Run:
    """A stretch of time in which a thing ran, at one size: half-open, `ended_at` None while no end is
    seen."""

    started_at: datetime
    size: Size
    started_event_id: str | None
    ended_at: datetime | None = None
    ended_event_id: str | None = None


@dataclass
class Row:
    """One row of a ledger: a thing made, or a change to a thing."""

    key: Key
    kind: Kind
    id: str
    name: str
    change: str
    at: datetime
    event_id: str | None
    event_key: str
    credential_id: str | None
    actor: str
    outcome: str
    region: str | None = None
    arn: str | None = None
    parent_id: str | None = None
    before: str | None = None
    after: str | None = None
    detail: str | None = None
    purchase: str | None = None
    size: Size = field(default_factory=Size)
    made: bool = False
    known: bool = True
    state: str = "alive"
    last_at: datetime | None = None
    ended_at: datetime | None = None
    ended_event_id: str | None = None
    ended_by: str | None = None
    runs: list[Run] = field(default_factory=list)

    @property
    def account(self) -> str:
        """Account that the thing is in."""
        return self.key[0]

    @property
    def costs(self) -> bool:
        """Whether it costs money by what the intruder did: not the owner's thing that they stopped or
        ended."""
        return self.kind.cost and (self.made or self.change == "started")

    @property
    def runs_on(self) -> bool:
        """Whether it ran up to the end of the logs."""
        return bool(self.runs) and self.runs[-1].ended_at is None

    def run(self, fact: Fact) -> None:
        """Begins to run, unless it does."""
        if self.kind.cost and not self.kind.idle and (not self.runs or self.runs[-1].ended_at is not None):
            self.runs.append(Run(fact.at, self.size, fact.event["event_id"]))

    def rest(self, fact: Fact) -> None:
        """Runs no longer."""
        if self.runs and self.runs[-1].ended_at is None:
            self.runs[-1].ended_at = fact.at
            self.runs[-1].ended_event_id = fact.event["event_id"]

    def move(self, state: str, fact: Fact) -> None:
        """Takes on a state by an event: `alive`, `stopped` or `gone`."""
        self.state = state
        self.last_at = fact.at
        if state == "alive":
            self.ended_at = self.ended_event_id = self.ended_by = None
            self.run(fact)
            return
        self.ended_at, self.ended_event_id = fact.at, fact.event["event_id"]
        self.ended_by = fact.event["user_arn"] or fact.event["invoked_by"]
        self.rest(fact)


def _number(text: str | None) -> tuple[float | None, str]:
    match = _FIRST_NUMBER.match(text or "")
    return (float(match[1]), (match[2] or "").lower()) if match else (None, "")
