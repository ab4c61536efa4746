"""A line of the ledger: one item asked for, and what became of its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LOADED, DUPLICATE, SET_APART, SKIPPED, REJECTED, FAILED = (
    "loaded",
    "duplicate",
    "set_apart",
    "skipped",
    "rejected",
    "failed",
)
# A file whose first part is committed and whose rest is not; the next run goes on at `resume_at`.
PENDING = "pending"


@dataclass
class FileRow:
    """One row of table files. records = loaded + copies + set_apart + rejected."""

    file_id: int
    origin: str
    kind: str
    fetched_at: datetime
    parent_file_id: int | None = None
    member: str | None = None
    format: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    status: str = PENDING
    reason: str | None = None
    records: int = 0
    loaded: int = 0
    copies: int = 0
    set_apart: int = 0
    rejected: int = 0
    same_as: int | None = None
    pack: int | None = None
    resume_at: int | None = None
    meta: str | None = None

    def settle(self, status: str, reason: str | None = None) -> None:
        self.status, self.reason, self.resume_at = status, reason, None
