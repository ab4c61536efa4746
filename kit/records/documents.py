"""Records in one JSON value, whatever they are wrapped in; by content, never by file name.

Known wraps: `{"Records": [...]}` of a trail in S3, bare arrays, single records, LookupEvents pages
(`CloudTrailEvent` holds the record as a string), EventBridge (`detail`), log groups and queues (`message`,
`Body`), and any object that holds whole records a few levels down.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kit.records import exact_json
from kit.records import stream as scan
from kit.records.typed import Typed
from kit.records.untyped import Reject, looks_like_record

_MAX_WRAPS = 5
_STRINGS = {"CloudTrailEvent", "message", "Message", "@message", "body", "Body", "event", "_raw"}
ERRORS = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_elements = msgspec.json.Decoder(list[msgspec.Raw]).decode
_any = msgspec.json.Decoder(msgspec.Raw).decode
_string = msgspec.json.Decoder(str).decode


class OtherKind(Exception):  # noqa: N818 - no error: the file is sound
    """The file is sound but holds something else; the message says what."""


class Damaged(Exception):  # noqa: N818 - it becomes a reason in the ledger
    """The file should hold records but cannot be read; the message says why."""


@dataclass
class Columns:
    """A record of which only columns are known (console, spreadsheet): name -> value."""

    values: dict[str, Any]


@dataclass
class Special:
    """A whole document that is no trail: a digest, public keys, S3 metadata."""

    kind: str
    text: bytes


@dataclass
class Shape:
    """What the file turned out to be; `wraps` are the members that records were found under."""

    format: str = ""
    wraps: set[str] = field(default_factory=set)
    empty: bool = False


Piece = Typed | bytes | Columns | Reject | Special


def or_reject(text: bytes, shape: Shape) -> Iterator[Piece]:
    """The pieces found in a text, or one that says why it holds no record."""
    found = list(walk(text, shape, 0))
    yield from found or [_reject(text)]


def _reject(text: bytes) -> Reject:
    kinds = {b"{": "an object without the members of a CloudTrail record", b"[": "a list", b'"': "a string"}
    return Reject(f"no record but {kinds.get(text[:1], text[:20].decode('utf-8', 'replace'))}")


def walk(text: bytes, shape: Shape, depth: int) -> Iterator[Piece]:
    """Records in one JSON value, down to a few wraps."""
    if depth > _MAX_WRAPS:
        return
    if text[:1] == b"[":
        yield from _list(_parts(text), shape, depth, sure=False)
    elif text[:1] == b"{":
        yield from _object(text, shape, depth)


def _object(text: bytes, shape: Shape, depth: int) -> Iterator[Piece]:
    members = _members_of(text)
    names = set(members)
    if looks_like_record(names):
        yield text
        return
    if special := _special(names):
        yield Special(special, text)
        return
    if looks_like_columns(names) and "CloudTrailEvent" not in names:
        shape.wraps.add("columns")
        yield Columns(json.loads(text.decode("utf-8", "replace")))
        return
    # Two members of one name both count.
    twice = text.count(b'"Records"') + text.count(b'"Events"') > 1
    parts = exact_json.members(text) if twice else [(name, bytes(raw)) for name, raw in members.items()]
    for name, raw in parts:
        if name in ("Records", "Events") and raw[:1] == b"[" and depth <= 1:
            parts_of = _parts(raw)
            shape.wraps.add(name)
            shape.empty = shape.empty or not parts_of
            yield from _list(parts_of, shape, depth, sure=True)
        elif raw[:1] in (b"{", b"["):
            found = list(walk(raw, shape, depth + 1))
            if found:
                shape.wraps.add(name)
            yield from found
        elif raw[:1] == b'"' and name in _STRINGS:
            yield from _string_member(name, raw, shape, depth)


def _members_of(text: bytes) -> Mapping[str, bytes | msgspec.Raw]:
    """Members of an object, as they stand in it; none when it is not to be read."""
    try:
        return _members(text)
    except ERRORS:
        pass
    # Lone surrogates and bytes that are no UTF-8 stop the decoder; the exact parser takes them.
    try:
        return dict(exact_json.members(text))
    except ValueError:
        return {}


def _parts(text: bytes) -> list[bytes]:
    """Elements of a list, as their own bytes."""
    try:
        return [bytes(part) for part in _elements(text)]
    except ERRORS:
        return [part for part in scan.elements([text]) if isinstance(part, bytes)]


def _string_member(name: str, raw: bytes, shape: Shape, depth: int) -> Iterator[Piece]:
    try:
        inner = _string(raw).strip().encode()
    except ERRORS:
        inner = json.loads(raw.decode("utf-8", "replace")).strip().encode("utf-8", "surrogatepass")
    if inner[:1] not in (b"{", b"["):
        if name == "CloudTrailEvent":
            yield Reject("CloudTrailEvent holds no record")
        return
    shape.wraps.add(name)
    try:
        _any(inner)
    except ERRORS:
        yield Reject(f"{name} holds no valid JSON")
        return
    found = list(walk(inner, shape, depth + 1))
    if not found and name == "CloudTrailEvent":
        found = [Reject("CloudTrailEvent holds no record")]
    yield from found


def _list(parts: list[bytes], shape: Shape, depth: int, *, sure: bool) -> Iterator[Piece]:
    """Elements of a list; one that holds no record is a reject when others do, or when the list must hold
    records."""
    results = [list(walk(part, shape, depth + 1)) for part in parts]
    if sure and parts and not any(results) and (other := _other_kind(parts[0])):
        raise OtherKind(other)
    if any(results) or sure:
        for part, found in zip(parts, results, strict=True):
            yield from found or [_reject(part)]


def _other_kind(first: bytes) -> str | None:
    """Services that also write {"Records": [...]}."""
    if first[:1] != b"{":
        return None
    names = set(_members_of(first))
    if "s3" in names:
        return "S3 event notifications, no CloudTrail records"
    if names & {"eventSourceARN", "Sns", "dynamodb", "kinesis"}:
        return "messages to a Lambda function, no CloudTrail records"
    return None


def _special(names: set[str]) -> str | None:
    if {"digestS3Object", "logFiles"} <= names:
        return "digest"
    if "PublicKeyList" in names:
        return "digest_public_keys"
    return None


def looks_like_columns(names: set[str]) -> bool:
    """Whether these are the columns of the console's Event history, however spelled."""
    plain = {plain_name(name) for name in names}
    return "eventname" in plain and bool(plain & {"eventid", "eventtime"}) and "s3" not in plain


@functools.lru_cache(4096)
def plain_name(name: str) -> str:
    """`Event ID`, `EventId` and `event_id` are one name."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def name_of(shape: Shape, bare: str = "record") -> str:
    """Name of the format; `bare` when nothing is wrapped."""
    wraps = shape.wraps
    for member, name in (
        ("CloudTrailEvent", "lookup_events"),
        ("columns", "event_history_json"),
        ("detail", "eventbridge"),
    ):
        if member in wraps:
            return name
    if wraps - {"Records", "Events"}:
        return "wrapped"
    if "Records" in wraps:
        return "s3_delivery"
    return "lookup_events" if "Events" in wraps else bare


def is_json(text: bytes) -> bool:
    """Whether this is one JSON object or list."""
    if text[:1] not in (b"{", b"["):
        return False
    try:
        _any(text)
    except RecursionError:
        return False
    except ERRORS:
        # The decoder also refuses lone surrogates, which are JSON all the same.
        return b"\\u" in text and exact_json.is_whole(text)
    return True
