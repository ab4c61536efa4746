"""Rows of event_records on their way into DuckDB: lists a column, turned into Arrow batches."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
import numpy
import pyarrow as pa

from kit.store.decode import RARE, Record
from kit.store.identity import Identities
from kit.store.outcome import SUCCEEDED, outcome

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
    "file_id",
    "outcome",
}
_GET = {column: operator.attrgetter(member) for column, member in MEMBERS.items()}
_JUDGED = ("event_id", "event_name", "event_source", "event_time", "event_category", "event_type")
_MEMBERS = Record.__struct_fields__


class Columns:
    """Collects rows; `batch` empties it. Files of events are put in whole, odd records one by one."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._lists: dict[str, list] = {name: [] for name in _TYPES}
        self.rows = 0

    def add(self, records: Sequence[Record], file_id: int, positions: Iterable[int]) -> bool:
        """Rows for records that the types hold without loss. False, and nothing done, unless all are plain calls."""
        count = len(records)
        if not count:
            return True
        # One pass over the records, then one over the columns: half the price of an attribute at a time.
        members = dict(zip(_MEMBERS, zip(*map(msgspec.structs.astuple, records), strict=True), strict=True))
        made: dict[str, Any] = {column: members[member] for column, member in MEMBERS.items()}
        if not _plain(made, count):
            return False
        for column in _JSON:
            values = made[column]
            if any(values):
                made[column] = [None if value is None else bytes(value) for value in values]
        made["extra"] = _extras(members, count)
        made["identity_no"] = self._identity_numbers(members["userIdentity"])
        made["outcome"] = _outcomes(made, count)
        made["file_id"] = [file_id] * count
        made["position"] = positions
        for column, values in self._lists.items():
            values.extend(made.get(column) or _constant(column, count))
        self.rows += count
        return True

    def add_row(self, row: dict[str, Any], identity: bytes | None, file_id: int, position: int) -> None:
        """One row given by column; columns that it does not name are NULL."""
        number = None if identity is None else self._identities.number(identity)
        row = {
            "columns_only": False,
            **row,
            "identity_no": number,
            "file_id": file_id,
            "position": position,
        }
        for name, values in self._lists.items():
            values.append(row.get(name))
        self.rows += 1

    def batch(self, first_no: int) -> pa.RecordBatch:
        """All rows as one batch, numbered from `first_no`; the lists start anew."""
        arrays = [pa.array(numpy.arange(first_no, first_no + self.rows, dtype="int64"))]
        for name, kind in _TYPES.items():
            values = self._lists[name]
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
        self.rows = 0
        return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)

    def _identity_numbers(self, raw: Sequence) -> list[int | None]:
        if None in raw:
            number = self._identities.number
            return [None if each is None else number(bytes(each)) for each in raw]
        return self._identities.numbers(list(map(bytes, raw)))


def _constant(column: str, count: int) -> list:
    return [False if column == "columns_only" else None] * count


def _plain(made: dict[str, list], count: int) -> bool:
    """Whether all of them are calls with an id, a time, a name and a source."""
    ids = made["event_id"]
    if (
        None in ids
        or None in made["event_name"]
        or None in made["event_source"]
        or None in made["event_time"]
    ):
        return False
    if not (_NO_CALLS.isdisjoint(made["event_category"]) and _NO_CALLS.isdisjoint(made["event_type"])):
        return False
    # An id that is blank, or that looks like a key of the kit's own making, needs a closer look.
    joined = "".join(ids)
    return (
        "#" not in joined
        and "sha256:" not in joined
        and (len(joined) == 36 * count or all(map(str.strip, ids)))
    )


def is_plain(record: Record) -> bool:
    """The same for a single record."""
    return _plain({column: [_GET[column](record)] for column in _JUDGED}, 1)


def _outcomes(made: dict[str, list], count: int) -> list[str]:
    outcomes = [SUCCEEDED] * count
    replies, codes, messages = made["response_elements"], made["error_code"], made["error_message"]
    look = {place for place, reply in enumerate(replies) if reply is not None and reply != b"null"}
    for values in (codes, messages):
        if any(values):
            look.update(place for place, value in enumerate(values) if value is not None)
    requests = made["request_parameters"]
    for place in look:
        outcomes[place] = outcome(codes[place], messages[place], replies[place], requests[place])
    return outcomes


def _extras(members: dict[str, Sequence], count: int) -> list[str | None]:
    """`extra` text of each record: its members that have no column."""
    extras: list[str | None] = [None] * count
    for name in RARE:
        if any(members[name]):
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


def _with(text: str | None, name: str, value: object) -> str:
    member = f'"{name}":' + (
        msgspec.json.encode(value).decode() if isinstance(value, str) else bytes(value).decode()
    )
    return "{" + member + "}" if text is None else text[:-1] + "," + member + "}"
