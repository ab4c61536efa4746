"""A closer look at one thing: which events an address, network, ARN, key, name, resource, agent or event id
stands in.

Callers, source addresses, agents, calls, ids, and the texts of request, response and resources are looked
through; large and small letters don't matter.
"""

from __future__ import annotations

import ipaddress
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit import questions
from kit.analysis import derive
from kit.errors import UsageError
from kit.store import Answer, database

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case

LEAST = 3
# Hexadecimal digits and dashes, six at least: what the id of an event may begin with.
_ID = re.compile(r"^[0-9a-f]{6,8}$|^[0-9a-f]{8}-[0-9a-f-]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """The events that a text stands in.

    `callers`: one row per credential and actor (`credential_id, actor, principal_arn, calls, refused,
    first_seen, last_seen`). `days`: one row per day (UTC) and actor (`day, actor, calls`). `events`: one row
    per event in order of time, with `found_in`, as far as the limit goes; `calls` counts them all.
    """

    text: str
    calls: int
    callers: Answer
    days: Answer
    events: Answer

    def __len__(self) -> int:
        return self.calls


def find(case: Case, text: str, *, limit: int | None = 50) -> Found:
    """The events that `text` stands in, the first `limit` of them (None: all) one by one.

    A network (`198.51.100.0/24`) stands for every address in it. UsageError for a text of less than three
    characters.
    """
    text = text.strip()
    if len(text) < LEAST:
        raise UsageError(f"find {text!r}: too short to look for; give {LEAST} characters or more")
    with derive.opened(case) as con:
        hits = database.run(con, questions.step("found_events"), _wanted(con, text)).rows
        every = [event_no for event_no, _, _ in hits]
        shown = {event_no: places for event_no, _, places in hits[:limit]}
        events = database.run(con, questions.step("found_rows"), {"event_nos": list(shown)})
        return Found(
            text,
            len(hits),
            database.run(con, questions.step("found_callers"), {"event_nos": every}),
            database.run(con, questions.step("found_days"), {"event_nos": every}),
            Answer(
                [*events.columns[1:], "found_in"],
                [*events.types[1:], "VARCHAR[]"],
                [(*row[1:], shown[row[0]]) for row in events.rows],
            ),
        )


def _wanted(con: duckdb.DuckDBPyConnection, text: str) -> dict[str, object]:
    """The parameters of found_events: what the text may mean."""
    first, last = _ids(text)
    return {
        "text": text,
        "escaped": json.dumps(text)[1:-1],
        "addresses": _addresses(con, text),
        "id_from": first,
        "id_until": last,
    }


def _addresses(con: duckdb.DuckDBPyConnection, text: str) -> list[str]:
    """The source addresses of the evidence that the text means: a network holds many, one may be written in
    ways."""
    try:
        wanted = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return [text]
    found = []
    for (address,) in database.run(con, questions.step("source_addresses")).rows:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            continue
        if parsed.version == wanted.version and parsed in wanted:
            found.append(address)
    return found


def _ids(text: str) -> tuple[str | None, str | None]:
    """The first and the last event id that begins with the text; None twice where none can."""
    if not _ID.match(text) or len(text) > 36:
        return None, None
    masks = ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")
    first, last = (text.lower() + mask[len(text) :] for mask in masks)
    return first, last
