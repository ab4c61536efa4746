"""How far one step of the response is, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class StepState:
    """`number` 1-5 are AWS's own, 6 and up good practice. `why` + `args`: message id and arguments."""

    step_id: str
    number: int
    state: str
    why: str
    args: Mapping[str, Any] = field(default_factory=dict)
    checked_at: datetime | None = None
    event_ids: tuple[str, ...] = ()

    @property
    def asked_by(self) -> str:
        return "aws" if self.number <= 5 else "practice"
