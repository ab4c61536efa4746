"""What an engine counted over a log bucket, from its answer into table `engine_hours`.

Only an answer that the kit itself asked for is one (kind `engine`, template `hours`; kit.collect.engine): a
file that looks like it is evidence like any other file. How many rows a hub would bring (template `weights`)
is a count too, and has no table: the ledger's line of what was left out says it.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime

from kit.records import LOADED, REJECTED, FileRow

KIND = "engine"
FORMAT = "engine_hours"
_HOURS, _WEIGHTS = "hours", "weights"

Counted = tuple[int, str, str, datetime, int, int, int, datetime, datetime]


def is_counts(kind: str, meta: dict) -> bool:
    """Whether an item of the vault is the answer to a count."""
    return kind == KIND and meta.get("template") in (_HOURS, _WEIGHTS)


def read(row: FileRow, data: bytes, meta: dict) -> list[Counted]:
    """Rows of engine_hours; settles the ledger line. A row that cannot be true is a rejected record."""
    found: list[Counted] = []
    row.format = FORMAT
    if meta["template"] == _WEIGHTS:
        row.settle(LOADED, None)
        return found
    for cells in csv.DictReader(io.StringIO(data.decode("utf-8", "replace"), newline="")):
        row.records += 1
        try:
            found.append(_counted(row.file_id, cells))
            row.loaded += 1
        except (KeyError, TypeError, ValueError):
            row.rejected += 1
    if row.records and not row.loaded:
        row.settle(REJECTED, "no count of hours among its rows")
    else:
        row.settle(LOADED, f"{row.rejected} counts cannot be read" if row.rejected else None)
    return found


def _counted(file_id: int, cells: dict[str, str]) -> Counted:
    hour = datetime.strptime(cells["hour_text"], "%Y-%m-%dT%H")
    return (
        file_id,
        cells["recipient_account_id"],
        cells["aws_region"],
        hour,
        int(cells["files"]),
        int(cells["events"]),
        int(cells["data_events"]),
        _moment(cells["first_event"]),
        _moment(cells["last_event"]),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)
