"""What the analyst says of an engine beside its table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngineOptions:
    """`results` and `workgroup` are Athena's, `most_rows` may come in all; `index` is the word of an index to
    make and to ask, `index_place` where Athena is to write it."""

    results: str | None = None
    workgroup: str | None = None
    most_rows: int | None = None
    index: str | None = None
    index_place: str | None = None
