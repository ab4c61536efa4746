"""Rows of event_records on their way into DuckDB: lists a column, turned into Arrow batches."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import numpy
import pyarrow as pa

from kit.store.decode import RARE, Record
from kit.store.identity import Identities
from kit.store.outcome import SUCCEEDED, is_suspect, outcome

# Column of the batch -> member of Record that it takes as text.
_PLAIN = {
    "event_id": "eventID",
    "event_time": "eventTime",
    "event_name": "eventName",
    "event_source": "eventSource",
    "aws_region": "awsRegion",
    "recipient_account_id": "recipientAccountId",
    "source_ip_address": "sourceIPAddress",
    "user_agent": "userAgent",
    "error_code": "errorCode",
    "error_message": "errorMessage",
    "event_category": "eventCategory",
    "event_type": "eventType",
    "event_version": "eventVersion",
    "api_version": "apiVersion",
    "request_id": "requestID",
    "shared_event_id": "sharedEventID",
    "vpc_endpoint_id": "vpcEndpointId",
}
_FLAGS = {"read_only": "readOnly", "management_event": "managementEvent"}
_JSON = {
    "request_parameters": "requestParameters",
    "response_elements": "responseElements",
    "additional_event_data": "additionalEventData",
    "resources": "resources",
    "tls_details": "tlsDetails",
}
_TYPES = {
    **dict.fromkeys(_PLAIN, pa.string()),
    **dict.fromkeys(_FLAGS, pa.bool_()),
    **dict.fromkeys(_JSON, pa.binary()),
    "extra": pa.string(),
    "outcome": pa.string(),
    "content_key": pa.string(),
    "identity_no": pa.int32(),
    "columns_only": pa.bool_(),
    "file_id": pa.int64(),
    "position": pa.int64(),
}
# JSON columns travel as bytes and arrive as text: their UTF-8 was checked with the whole file.
_ARRIVES = {**_TYPES, **dict.fromkeys(_JSON, pa.string())}
_FIELDS = [pa.field(name, kind) for name, kind in _ARRIVES.items()]
# Columns that are collected as lists; where a row stands is known by spans of rows.
_LISTED = [name for name in _TYPES if name not in ("file_id", "position")]
_AFTER = list(_ARRIVES).index("identity_no") + 1
SCHEMA = pa.schema(
    [
        pa.field("event_no", pa.int64()),
        *_FIELDS[:_AFTER],
        pa.field("identity_hash", pa.uint64()),
        *_FIELDS[_AFTER:],
    ]
)
# Categories and types of records that are no calls; see odd_records.category_of.
_NO_CALLS = {
    "Insight",
    "NetworkActivity",
    "Aggregated",
    "AwsCloudTrailInsight",
    "AwsVpceEvents",
    "AwsVpceEvent",
}
MEMBERS = {**_PLAIN, **_FLAGS, **_JSON}
_TIME = re.compile(
    r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII
)

# Columns that a batch often has one value of.
_STEADY = {
    "recipient_account_id",
    "event_category",
    "event_type",
    "event_version",
    "columns_only",
    "outcome",
}
_MEMBERS = Record.__struct_fields__
# Rows a batch: small enough to keep memory low, large enough that DuckDB's cost a batch vanishes.
BATCH = 10_000
# Records that wait to be turned together, of however many files.
_TURN = 250
# Records that go through `zip` at once: as many as stay in the processor's cache, which makes it three times as fast.
_CACHED = 250
_id = operator.attrgetter("eventID")
_category = operator.attrgetter("eventCategory")
_type = operator.attrgetter("eventType")


class Columns:
    """Collects rows in the order given; `batch` empties it. Typed records wait and are turned many at a time."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._lists: dict[str, list] = {name: [] for name in _LISTED}
        self._waiting: list[Record] = []
        # (file_id, position of the first, how many) of rows that follow one another.
        self._spans: list[tuple[int, int, int]] = []
        self._addenda: list[tuple[int, msgspec.Raw]] = []
        self.rows = 0

    def add(self, records: Sequence[Record], file_id: int, position: int) -> None:
        """Rows for records that the types hold without loss, at `position` and after it; see `are_calls`."""
        self._waiting += records
        self._spans.append((file_id, position, len(records)))
        self.rows += len(records)
        if len(self._waiting) >= _TURN:
            self._turn()

    def add_row(self, row: dict[str, Any], identity: bytes | None, file_id: int, position: int) -> None:
        """One row given by column; columns that it does not name are NULL."""
        self._turn()
        number = None if identity is None else self._identities.number(identity)
        row = {"columns_only": False, **row, "identity_no": number}
        for name, values in self._lists.items():
            values.append(row.get(name))
        self._spans.append((file_id, position, 1))
        self.rows += 1

    def batch(self, first_no: int) -> tuple[pa.RecordBatch, list[tuple[int, msgspec.Raw]]]:
        """All rows as one batch, numbered from `first_no`, and (event_no, raw addendum) of those that correct another.

        The lists start anew.
        """
        self._turn()
        arrays = [pa.array(numpy.arange(first_no, first_no + self.rows, dtype="int64"))]
        for name in _LISTED:
            kind, values = _TYPES[name], self._lists[name]
            self._lists[name] = []
            if name == "identity_no":
                arrays.extend(self._identities.arrays(values))
            elif not any(values) and values.count(None) == len(values):
                arrays.append(pa.nulls(len(values), _ARRIVES[name]))
            elif name in _STEADY and values.count(values[0]) == len(values):
                arrays.append(pa.repeat(pa.scalar(values[0], kind), len(values)))
            else:
                made = pa.array(values, type=kind)
                arrays.append(made.view(pa.string()) if kind == pa.binary() else made)
        arrays.extend(self._places())
        addenda = [(first_no + place, raw) for place, raw in self._addenda]
        self.rows, self._spans, self._addenda = 0, [], []
        return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA), addenda

    def _turn(self) -> None:
        """Waiting records become columns."""
        if not self._waiting:
            return
        records, self._waiting = self._waiting, []
        count, before = len(records), len(self._lists["identity_no"])
        members = _turned(records)
        made: dict[str, Any] = {column: members[member] for column, member in MEMBERS.items()}
        for column in _JSON:
            if any(made[column]):
                made[column] = [None if value is None else bytes(value) for value in made[column]]
        made["extra"] = _extras(members, count)
        made["identity_no"] = self._identity_numbers(members["userIdentity"])
        made["outcome"] = _outcomes(made, count)
        for column, values in self._lists.items():
            found = made.get(column) or _constant(column, count)
            if values:
                values += found
            else:
                self._lists[column] = found
        if any(members["addendum"]):
            raws = enumerate(members["addendum"], before)
            self._addenda += [(place, raw) for place, raw in raws if raw is not None]

    def _places(self) -> tuple[pa.Array, pa.Array]:
        """file_id and position of every row."""
        file_ids, firsts, counts = numpy.array(self._spans, dtype="int64").T
        before = numpy.cumsum(counts) - counts
        positions = numpy.arange(self.rows, dtype="int64") + numpy.repeat(firsts - before, counts)
        return pa.array(numpy.repeat(file_ids, counts)), pa.array(positions)

    def _identity_numbers(self, raw: Sequence[Any]) -> list[int | None]:
        if None in raw:
            number = self._identities.number
            return [None if each is None else number(bytes(each)) for each in raw]
        return self._identities.numbers([bytes(each) for each in raw])


def are_calls(records: Sequence[Record]) -> bool:
    """Whether all of them are calls, with ids that need no closer look: not blank, not like a key of the kit's own."""
    ids = list(map(_id, records))
    joined = "".join(ids)
    return (
        "#" not in joined
        and "sha256:" not in joined
        and (len(joined) == 36 * len(ids) or all(map(str.strip, ids)))
        and _NO_CALLS.isdisjoint(map(_category, records))
        and _NO_CALLS.isdisjoint(map(_type, records))
    )


def _turned(records: Sequence[Record]) -> dict[str, list]:
    """The values of each member: one pass over the records, half the price of an attribute at a time."""
    columns: list[list] = [[] for _ in _MEMBERS]
    for start in range(0, len(records), _CACHED):
        part = records[start : start + _CACHED]
        for column, values in zip(
            columns, zip(*map(msgspec.structs.astuple, part), strict=True), strict=True
        ):
            column += values
    return dict(zip(_MEMBERS, columns, strict=True))


def _constant(column: str, count: int) -> list:
    return [False if column == "columns_only" else None] * count


def _outcomes(made: dict[str, list], count: int) -> list[str]:
    outcomes = [SUCCEEDED] * count
    replies, codes, messages = made["response_elements"], made["error_code"], made["error_message"]
    # None and the text null, and nearly all other replies, say nothing of a failure.
    look = {place for place, reply in enumerate(replies) if reply and is_suspect(reply)}
    for values in (codes, messages):
        if any(values):
            look.update(place for place, value in enumerate(values) if value is not None)
    requests = made["request_parameters"]
    for place in look:
        outcomes[place] = outcome(codes[place], messages[place], replies[place], requests[place])
    return outcomes


def _extras(members: Mapping[str, list], count: int) -> list[str | None]:
    """`extra` text of each record: its members that have no column."""
    extras: list[str | None] = [None] * count
    for name in RARE:
        # An empty text is a value too.
        if members[name].count(None) < count:
            for place, value in enumerate(members[name]):
                if value is not None:
                    extras[place] = _with(extras[place], name, value)
    times = members["eventTime"]
    # The column holds seconds; any other way to write a time is kept as it was written.
    odd = {text for text in set(times) if not plain_time(text)}
    if odd:
        for place, text in enumerate(times):
            if text in odd:
                extras[place] = _with(extras[place], "eventTime", text)
    return extras


def plain_time(text: str) -> bool:
    """Whether the column alone gives back this text: whole seconds, UTC, a day that exists."""
    if not _TIME.fullmatch(text):
        return False
    if text[8:10] < "29":
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _with(text: str | None, name: str, value: str | msgspec.Raw) -> str:
    member = f'"{name}":' + msgspec.json.encode(value).decode()
    return "{" + member + "}" if text is None else text[:-1] + "," + member + "}"
