"""A timeline for Timesketch: each call as a row that has the three columns that it asks for.

`message` says the call in a line, `datetime` is ISO 8601 with its offset, `timestamp_desc` what the time is;
all other columns are those of key_activity. https://timesketch.org/guides/user/import-from-json-csv/
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Any

from kit.texts import text

if TYPE_CHECKING:
    from kit.rows import KeyActivityAnswerRow

# Names with a meaning of their own there; an answer's column of that name would be taken for it.
NEEDED = ("message", "datetime", "timestamp_desc")
_OTHER_NAMES = {"event_id": "cloudtrail_event_id", "event_time": None}


def timeline(
    lang: str, calls: Iterable[KeyActivityAnswerRow]
) -> tuple[list[str], list[tuple[Any, ...]], int]:
    """Columns, rows in order of time, and how many calls have no time and so no place in a timeline."""
    made, undated = [], 0
    for call in calls:
        if call["event_time"] is None:
            undated += 1
            continue
        rest = {
            new: value
            for name, value in call.items()
            if (new := _OTHER_NAMES.get(name, name)) is not None and new not in NEEDED
        }
        at = call["event_time"].replace(tzinfo=UTC).isoformat()
        made.append({"message": _message(lang, call), "datetime": at, "timestamp_desc": "Event Time", **rest})
    columns = list(made[0]) if made else list(NEEDED)
    return columns, [tuple(row.values()) for row in made], undated


def _message(lang: str, call: KeyActivityAnswerRow) -> str:
    """Whose call it was, what it was, on what, from where, and how it went."""
    return text(
        lang,
        "export-message",
        actor=text(lang, f"actor-{call['actor']}"),
        call=f"{(call['event_source'] or '?').removesuffix('.amazonaws.com')}:{call['event_name'] or '?'}",
        subject=call["subject"] or "–",
        address=call["source_ip_address"] or "–",
        outcome=text(lang, f"outcome-{call['outcome']}"),
    )
