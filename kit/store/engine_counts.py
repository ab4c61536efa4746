"""What an engine counted over a log bucket, from its answer into table `engine_hours`.

Only an answer that the kit itself asked for is one (kind `engine`, template `hours`; kit.collect.engine): a
file that looks like it is evidence like any other file.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime

from kit.records import LOADED, REJECTED, FileRow

KIND = "engine"
FORMAT = "engine_hours"
_TEMPLATE = "hours"

Counted = tuple[int, str, str, datetime, int, int, int, datetime, datetime]


def is_counts(kind: str, meta: dict) -> bool:
    """Whether an item of the vault is the answer to the count of hours."""
    return kind == KIND and meta.get("template") == _TEMPLATE


def read(row: FileRow, data: bytes) -> list[Counted]:
    """Rows of engine_hours; settles the ledger line. A row that cannot be true is a rejected record."""
    found: list[Counted] = []
    for cells in csv.DictReader(io.StringIO(data.decode("utf-8", "replace"), newline="")):
        row.records += 1
        try:
            found.append(_counted(row.file_id, cells))
            row.loaded += 1
        except (KeyError, TypeError, ValueError):
            row.rejected += 1
    row.format = FORMAT
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
