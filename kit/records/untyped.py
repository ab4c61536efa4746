"""Records that the types do not hold: wrong types, unknown members, duplicate keys, nulls, broken UTF-8, no
id.

Each becomes a row all the same. Columns hold what they can, `extra` holds every member that its column does
not give back exactly; members of `extra` win over columns when the record is rebuilt. Also decides what is no
event at all.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.records import exact_json, gate, times
from kit.records.exact_json import Number, Pairs
from kit.records.members import MEMBERS, plain_time
from kit.records.outcome import outcome

# A member of `extra` that no record of AWS has: the record's bytes where text cannot hold them.
BYTES = "kit:recordBase64"
_COLUMN_OF = {member: column for column, member in MEMBERS.items()}
_FLAGS = {"readOnly", "managementEvent"}
_JSON = {"requestParameters", "responseElements", "additionalEventData", "resources", "tlsDetails"}
_SIGNS = {
    "eventVersion",
    "eventTime",
    "eventSource",
    "eventName",
    "eventID",
    "awsRegion",
    "userIdentity",
    "eventType",
}


@dataclass
class Row:
    """A row by column name, the text of its userIdentity, and the id of the event that it corrects."""

    values: dict[str, Any]
    identity: bytes | None
    corrects: str | None = None
    notes: list[gate.Note] = field(default_factory=list)


@dataclass
class SetApart:
    """A record that is no call: Insight, NetworkActivity, Aggregated."""

    category: str
    event_time: datetime | None
    event_id: str | None
    text: str


@dataclass
class Reject:
    """Why it is no record."""

    reason: str


def looks_like_record(names: set[str]) -> bool:
    """Whether an object with these members is a CloudTrail record, however trimmed."""
    dated = names & {"eventTime", "eventID", "timeWindow"}
    return len(names & _SIGNS) >= 3 and bool(dated) and "s3" not in names


def read(raw: bytes, latest: datetime | None = None) -> Row | SetApart | Reject:
    """Judges one record's bytes; `latest` is the last moment that an event in it can have."""
    try:
        text, whole = raw.decode(), True
    except UnicodeDecodeError:
        text, whole = raw.decode("utf-8", "replace"), False
    notes: list[gate.Note] = []
    if (shown := exact_json.without_half_characters(text)) != text:
        # DuckDB reads no JSON that has one; the bytes themselves are kept.
        text, whole = shown, False
        notes.append(("", gate.SURROGATE))
    try:
        record = exact_json.parse(text)
    except ValueError as error:
        return Reject(f"no JSON value: {_brief(error)}")
    if not isinstance(record, Pairs):
        return Reject(f"no object but {_kind(record)}")
    names = {name for name, _ in record}
    if not looks_like_record(names):
        return Reject("an object without the members of a CloudTrail record")
    category = category_of(record)
    if category:
        moment, identifier = time_of(record.last("eventTime")), record.last("eventID")
        identifier = identifier or record.last("eventId")  # aggregated events write it so
        return SetApart(category, moment, _column_text(identifier), exact_json.text_of(record))
    row = _row(record, latest)
    row.notes += notes
    if not whole:
        _add_extra(row, BYTES, base64.b64encode(raw).decode())
    return row


def category_of(record: Pairs) -> str | None:
    """Insight, NetworkActivity or Aggregated, for records that are no calls of their own."""
    category, kind = record.last("eventCategory"), record.last("eventType")
    if category in ("Insight", "NetworkActivity", "Aggregated"):
        return category
    if kind == "AwsCloudTrailInsight":
        return "Insight"
    return "NetworkActivity" if kind in ("AwsVpceEvents", "AwsVpceEvent") else None


def _row(record: Pairs, latest: datetime | None) -> Row:
    counts: dict[str, int] = {}
    for name, _ in record:
        counts[name] = counts.get(name, 0) + 1
    values: dict[str, Any] = {}
    identity: bytes | None = None
    extra = Pairs()
    notes: list[gate.Note] = []
    for name, value in record:
        kept = counts[name] == 1
        if name == "userIdentity":
            identity = exact_json.text_of(value).encode()
        elif column := _COLUMN_OF.get(name):
            values[column], same, note = _column(name, value, latest)
            kept = kept and same
            if note:
                notes.append((name, note))
        else:
            kept = False
        if not kept:
            extra.append((name, value))
    notes += [(name, gate.NO_NAME) for name in gate.NEEDED if name not in counts]
    if "eventTime" not in counts:
        notes.append(("eventTime", gate.NO_TIME))
    values["extra"] = exact_json.text_of(extra) if extra else None
    if not _usable_id(values.get("event_id")):
        values["content_key"] = exact_json.content_key(record)
        if values.get("event_id") is not None and not values["event_id"].strip():
            values["event_id"] = None
            if "eventID" not in {name for name, _ in extra}:
                values["extra"] = exact_json.text_of(Pairs([*extra, ("eventID", record.last("eventID"))]))
    values["outcome"] = outcome(
        values.get("error_code"),
        values.get("error_message"),
        values.get("response_elements"),
        values.get("request_parameters"),
    )
    return Row(values, identity, corrected(record.last("addendum")), notes)


def corrected(addendum: Any) -> str | None:
    """Id of the event that an addendum puts right; late deliveries and outages correct nothing."""
    if not isinstance(addendum, Pairs) or addendum.last("reason") != "UPDATED_DATA":
        return None
    original = addendum.last("originalEventID")
    return original if isinstance(original, str) else None


def _usable_id(identifier: str | None) -> bool:
    """Ids that could be taken for a key the kit itself makes are told apart by content."""
    return (
        bool(identifier and identifier.strip())
        and "#" not in identifier
        and not identifier.startswith("sha256:")
    )


def _column(name: str, value: Any, latest: datetime | None) -> tuple[Any, bool, str | None]:
    """(value for the column, whether the column gives back the same JSON value, note or None)."""
    if name in _JSON:
        # Tools that flatten a record write these as text; the column has what the text says.
        inside = gate.inside_of(value) if isinstance(value, str) and not isinstance(value, Number) else None
        return exact_json.text_of(value if inside is None else inside).encode(), inside is None, None
    if name in _FLAGS:
        flag = value if isinstance(value, bool) else {"true": True, "false": False}.get(_column_text(value))
        return flag, isinstance(value, bool), None if flag is not None or value is None else gate.NO_TEXT
    if name == "eventTime":
        text, note = gate.time(value, latest)
        return text, bool(text) and isinstance(value, str) and plain_time(value), note
    text, note = gate.column(name, value)
    shown = text and _column_text(text)
    return shown, isinstance(value, str) and not isinstance(value, Number) and value == shown, note


def _column_text(value: Any) -> str | None:
    """Text for a column: strings as they are, anything else as its JSON."""
    if value is None:
        return None
    text = value if isinstance(value, str) else exact_json.text_of(value)
    return text.encode("utf-8", "replace").decode()


def _add_extra(row: Row, name: str, value: str) -> None:
    extra = row.values.get("extra")
    members = exact_json.parse(extra) if extra else Pairs()
    row.values["extra"] = exact_json.text_of(Pairs([*members, (name, value)]))


def time_of(value: Any) -> datetime | None:
    """Naive UTC of a time whose writing leaves no doubt; None for anything else."""
    return times.utc(value)


def _kind(value: Any) -> str:
    if isinstance(value, Number):
        return "a number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, list):
        return "a list"
    return "null" if value is None else "a boolean"


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
