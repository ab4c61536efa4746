"""Rows of event_rows on their way into DuckDB: lists a column, turned into Arrow batches."""

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
    "identity_hash": pa.uint64(),
    "columns_only": pa.bool_(),
    "file_id": pa.int64(),
    "position": pa.int64(),
}
# JSON columns travel as bytes and arrive as text: their UTF-8 was checked with the whole file.
_ARRIVES = {**_TYPES, **dict.fromkeys(_JSON, pa.string())}
SCHEMA = pa.schema([pa.field("event_no", pa.int64()), *[pa.field(n, t) for n, t in _ARRIVES.items()]])
MEMBERS = {**_PLAIN, **_FLAGS, **_JSON}
_TIME = re.compile(
    r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII
)

_GET = {column: operator.attrgetter(member) for column, member in MEMBERS.items()}
_RARE = [operator.attrgetter(member) for member in RARE]
_identity = operator.attrgetter("userIdentity")


class Columns:
    """Collects rows; `batch` empties it. Files of events are put in whole, odd records one by one."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._lists: dict[str, list] = {name: [] for name in _TYPES}
        self.rows = 0

    def add(self, records: Sequence[Record], file_id: int, positions: Iterable[int]) -> None:
        """Rows for records that the types hold without loss."""
        lists = self._lists
        for column in _PLAIN:
            lists[column].extend(map(_GET[column], records))
        for column in _FLAGS:
            lists[column].extend(map(_GET[column], records))
        raw = {column: list(map(_GET[column], records)) for column in _JSON}
        for column, values in raw.items():
            raw[column] = [None if value is None else bytes(value) for value in values]
            lists[column].extend(raw[column])
        self._add_identities(map(_identity, records))
        self._add_outcomes(len(records), raw)
        lists["extra"].extend(_extras(records))
        count = len(records)
        lists["content_key"].extend([None] * count)
        lists["columns_only"].extend([False] * count)
        lists["file_id"].extend([file_id] * count)
        lists["position"].extend(positions)
        self.rows += count

    def add_row(self, row: dict[str, Any], identity: bytes | None, file_id: int, position: int) -> None:
        """One row given by column; columns that it does not name are NULL."""
        number, digest = (None, None) if identity is None else self._identities.number(identity)
        row = {
            "columns_only": False,
            **row,
            "identity_no": number,
            "identity_hash": digest,
            "file_id": file_id,
            "position": position,
        }
        for name, values in self._lists.items():
            values.append(row.get(name))
        self.rows += 1

    def batch(self, first_no: int) -> pa.RecordBatch:
        """All rows as one batch, numbered from `first_no`; the lists start anew."""
        numbers = pa.array(numpy.arange(first_no, first_no + self.rows, dtype="int64"))
        arrays = [numbers]
        for name, kind in _TYPES.items():
            made = pa.array(self._lists[name], type=kind)
            arrays.append(made.view(pa.string()) if kind == pa.binary() else made)
            self._lists[name] = []
        self.rows = 0
        return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)

    def _add_identities(self, identities: Iterable[object]) -> None:
        number = self._identities.number
        pairs = [(None, None) if raw is None else number(bytes(raw)) for raw in identities]
        if pairs:
            numbers, digests = zip(*pairs, strict=True)
            self._lists["identity_no"].extend(numbers)
            self._lists["identity_hash"].extend(digests)

    def _add_outcomes(self, count: int, raw: dict[str, list]) -> None:
        lists = self._lists
        codes = lists["error_code"][-count:]
        messages = lists["error_message"][-count:]
        replies, requests = raw["response_elements"], raw["request_parameters"]
        lists["outcome"].extend(
            SUCCEEDED
            if code is None and message is None and (reply is None or reply == b"null")
            else outcome(code, message, reply, request)
            for code, message, reply, request in zip(codes, messages, replies, requests, strict=True)
        )


def _extras(records: Sequence[Record]) -> list[str | None]:
    """`extra` text of each record: its members that have no column."""
    extras: list[str | None] = [None] * len(records)
    for name, get in zip(RARE, _RARE, strict=True):
        for place, value in enumerate(map(get, records)):
            if value is not None:
                extras[place] = _with(extras[place], name, value)
    for place, record in enumerate(records):
        # The column holds seconds; any other way to write a time is kept as it was written.
        if record.eventTime is not None and not plain_time(record.eventTime):
            extras[place] = _with(extras[place], "eventTime", record.eventTime)
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
