"""Rows of event_records that come one by one, given by column."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from kit.records.identity import Identities
from kit.records.members import TYPES


class OddRows:
    """Collects rows in the order given; `arrays` empties it."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._rows: list[dict[str, Any]] = []
        self._who: list[bytes | None] = []
        self.bytes = 0

    @property
    def rows(self) -> int:
        return len(self._rows)

    def add(self, row: dict[str, Any], identity: bytes | None, size: int) -> None:
        """One row; columns that it does not name are NULL. `size` is how long its record is."""
        self._rows.append(row)
        self._who.append(identity)
        self.bytes += size

    def arrays(self) -> dict[str, pa.Array]:
        """The columns of all rows. It starts anew."""
        rows, who, self._rows, self._who, self.bytes = self._rows, self._who, [], [], 0
        made = {
            name: pa.array([_value(row.get(name)) for row in rows], kind)
            for name, kind in TYPES.items()
            if any(name in row for row in rows)
        }
        made["columns_only"] = pa.array([row.get("columns_only", False) for row in rows])
        texts = pa.array(who, pa.binary()).view(pa.string())
        made["identity_no"], made["identity_hash"] = self._identities.arrays(texts)
        return made


def _value(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value
