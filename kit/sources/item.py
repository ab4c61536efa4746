"""What a source hands over: one item that was asked for, with its bytes or with why they could not be had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Item:
    """One object, file or API answer.

    `origin` says where it is from (path, s3://bucket/key, api call) and is what a second collection
    recognises it by. Exactly one of `data`, `path` and `failure` is set: bytes as delivered, a readable file,
    or a reason in one line. `kind` is file, object or api; `meta` holds what the source knows beside the
    bytes (S3 metadata, call arguments).
    """

    origin: str
    fetched_at: datetime
    data: bytes | None = None
    path: Path | None = None
    kind: str = "file"
    meta: Mapping[str, object] = field(default_factory=dict)
    failure: str | None = None

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.data, self.path, self.failure)) != 1:
            raise ValueError(f"{self.origin}: an item has data, a path or a failure, exactly one of them")


@dataclass(frozen=True)
class Pause:
    """What a source hands over while it waits: nothing has come. With `commit`, what came before must be
    loaded now."""

    commit: bool = False


COMMIT = Pause(commit=True)
