"""What an engine counted over a log bucket, from its answers into the tables `engine_hours` (records and
files of each hour), `engine_callers` (what everybody did from where), `engine_ways` (the ways of calling of a
key whose calls are too many to bring) and `engine_readers` (who read settings and buckets up to a time).

Only an answer that the kit itself asked for is one (kind `engine` and its template; kit.collect.engine): a
file that looks like it is evidence like any other file. How many rows a hub would bring (template `weights`)
is a count too, and has no table: the ledger's line of what was left out says it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import datetime

from kit.records import LOADED, REJECTED, FileRow

KIND = "engine"
HOURS, CALLERS, WAYS, READERS = "engine_hours", "engine_callers", "engine_ways", "engine_readers"
# Answers of which no table is made: what a hub would bring, and what an index was made of.
_UNTOLD = {"weights", "index", "index_of"}
Cells = Mapping[str, str]


def is_counts(kind: str, meta: dict) -> bool:
    """Whether an item of the vault is the answer to a count."""
    return kind == KIND and (meta.get("template") in _READERS or meta.get("template") in _UNTOLD)


def read(row: FileRow, data: bytes, meta: dict) -> list[tuple]:
    """Rows of the table that `row.format` then names; settles the ledger line. A row that cannot be true is a
    rejected record."""
    found: list[tuple] = []
    if meta["template"] in _UNTOLD:
        row.format = HOURS
        row.settle(LOADED, None)
        return found
    row.format, reader = _READERS[meta["template"]]
    for cells in csv.DictReader(io.StringIO(data.decode("utf-8", "replace"), newline="")):
        # Of a caller with too many counts there is a row that says so; the ledger has a line of its own.
        if cells.get("counted") == "no":
            continue
        row.records += 1
        try:
            found.append((row.file_id, *reader(cells)))
            row.loaded += 1
        except (KeyError, TypeError, ValueError):
            row.rejected += 1
    if row.records and not row.loaded:
        row.settle(REJECTED, f"no count of {meta['template']} among its rows")
    else:
        row.settle(LOADED, f"{row.rejected} counts cannot be read" if row.rejected else None)
    return found


def _hour(cells: Cells) -> tuple:
    return (
        cells["recipient_account_id"],
        cells["aws_region"],
        datetime.strptime(cells["hour_text"], "%Y-%m-%dT%H"),
        int(cells["files"]),
        int(cells["events"]),
        int(cells["data_events"]),
        _moment(cells["first_event"]),
        _moment(cells["last_event"]),
        cells.get("log_bucket") or None,
    )


def _caller(cells: Cells) -> tuple:
    first, _, event_id = cells["first_call"].partition(" ")
    return (
        cells["user_type"],
        cells["principal_arn"],
        cells["credential_id"] or None,
        *_place(cells),
        *_call(cells),
        cells["refused"] == "yes",
        int(cells["records"]),
        _moment(first),
        _moment(cells["last_seen"]),
        event_id or None,
    )


def _way(cells: Cells) -> tuple:
    return (
        cells["access_key_id"],
        cells["source_ip_address"] or None,
        cells["user_agent"] or None,
        cells["aws_region"] or None,
        *_call(cells),
        cells["invoked_by"] or None,
        cells["user_arn"] or None,
        datetime.fromisoformat(cells["day_text"]),
        int(cells["records"]),
        int(cells["refused"]),
        int(cells["writes"]) == 0,
        int(float(cells["hours"])),
        _moment(cells["first_seen"]),
        _moment(cells["last_seen"]),
    )


def _reader(cells: Cells) -> tuple:
    return (
        _moment(cells["until_text"]) if "-" in cells["until_text"] else None,
        cells["user_arn"] or None,
        cells["bucket"] or None,
        cells["stranger"] or None,
        cells["address"] or None,
        cells["event_source"],
        cells["event_name"],
        int(cells["records"]),
        _moment(cells["first_seen"]) if cells["first_seen"] else None,
        _moment(cells["last_seen"]) if cells["last_seen"] else None,
    )


def _place(cells: Cells) -> tuple[str | None, str | None]:
    return cells["source_ip_address"] or None, cells["aws_region"] or None


def _call(cells: Cells) -> tuple[str | None, str | None]:
    return cells["event_source"] or None, cells["event_name"] or None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)


_READERS: Mapping[str, tuple[str, Callable[[Cells], tuple]]] = {
    "hours": (HOURS, _hour),
    "callers": (CALLERS, _caller),
    "ways": (WAYS, _way),
    "readers": (READERS, _reader),
}
