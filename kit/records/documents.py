"""From the text of a file to its records, whatever they are wrapped in; by content, never by file name.

A text is one JSON document, one a line, several in a row, or a damaged one. Known wraps: `{"Records": [...]}`
of a trail in S3, bare arrays, single records, LookupEvents pages (`CloudTrailEvent` holds the record as a
string), EventBridge (`detail`), log groups and queues (`message`, `Body`), and any object that holds whole
records a few levels down. Records that come one by one are decoded together: many at a time cost a fraction
of what each costs alone.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kit.records import exact_json, stream, typed
from kit.records.typed import Transposed, Typed
from kit.records.untyped import Reject, looks_like_record

_MAX_WRAPS = 5
# Records that are tried together; where one of them does not fit the types, so many of its neighbours go with
# it.
_MANY, _FEW = 2_000, 32
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
class ColumnsOnly:
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


Piece = Typed | bytes | ColumnsOnly | Reject | Special


def pieces(text: bytes, shape: Shape) -> Iterator[Piece]:
    """Records in the order of the text: lists that fit the types, single records as bytes, or why there is
    none.

    OtherKind when there is nothing of CloudTrail in it.
    """
    text = as_utf8(text)
    if records := typed.exact_delivery(text):
        shape.format = "s3_delivery"
        yield records
        return
    if text[:1] == b"[" and (records := typed.exact_list(text)):
        shape.format = "json_array"
        yield records
        return
    if text[:1] == b"{" and (records := _exact_lines(text)):
        shape.format = "json_lines"
        yield records
        return
    found = False
    for piece in _decoded_together(_documents(text, shape)):
        found = True
        yield piece
    if not found and not shape.empty:
        raise OtherKind("JSON without CloudTrail records")


def of_elements(found: Iterable[bytes | stream.Broken], shape: Shape) -> Iterator[Piece]:
    """Elements of a long file, each a record or something that holds one; why there is none where it is
    broken."""
    pieces = (element if isinstance(element, bytes) else Reject(element.reason) for element in found)
    return _gathered(pieces, lambda held: _unwrapped(held, shape))


def each_record(text: bytes) -> Iterator[bytes]:
    """The bytes of each record, in the order in which `pieces` counts them, untouched."""
    text = as_utf8(text)
    shape = Shape()
    if _is_json(text):
        found = _walk(text, shape, 0)
    else:
        found = _many(text, shape)
    for piece in found:
        if isinstance(piece, bytes):
            yield piece
        elif isinstance(piece, (list, Transposed)):
            raise TypeError("records are read as bytes here")
        else:
            yield json.dumps(getattr(piece, "values", None) or str(piece), ensure_ascii=False).encode()


def as_utf8(text: bytes) -> bytes:
    """Without byte order mark; UTF-16, which PowerShell writes, becomes UTF-8."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return text.decode("utf-16", "replace").encode().strip()
    return text.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0")


def _documents(text: bytes, shape: Shape) -> Iterator[Piece]:
    if not _is_json(text):
        yield from _many(text, shape)
        return
    yield from _walk(text, shape, 0)
    shape.format = name_of(shape, "json_array" if text[:1] == b"[" else "record")


def _many(text: bytes, shape: Shape) -> Iterator[Piece]:
    """Several documents (a line each, or one after the other), or one that is damaged."""
    first, _, rest = text.partition(b"\n")
    if rest and _is_json(first.strip()):
        yield from _each_line(stream.lines([text]), shape)
    elif stream.ARRAY.match(text[:4096]) and not _begins_with_json(text):
        shape.format = "s3_delivery" if text[:1] == b"{" else "json_array"
        for element in stream.elements([text]):
            if isinstance(element, stream.Broken):
                yield Reject(element.reason)
            else:
                yield from _or_reject(element, shape)
    else:
        yield from _sequence(text, shape)


def _each_line(found: Iterator[bytes | stream.Broken], shape: Shape) -> Iterator[Piece]:
    for line in found:
        if isinstance(line, stream.Broken):
            yield Reject(line.reason)
        elif not _is_json(line):
            yield Reject("line is no JSON value")
        else:
            yield from _or_reject(line, shape)
    shape.format = name_of(shape) if shape.wraps else "json_lines"


def _sequence(text: bytes, shape: Shape) -> Iterator[Piece]:
    """Documents written one after the other over several lines, as `aws ... >> file` leaves them."""
    window, at = text.decode("latin-1"), 0
    decoder = json.JSONDecoder()
    while at < len(window):
        try:
            _, end = decoder.raw_decode(window, at)
        except (ValueError, RecursionError) as error:
            if at == 0:
                if text[:1] in (b"{", b"["):
                    raise Damaged(_not_json(error)) from None
                raise OtherKind("neither JSON nor CSV of a kind that is known") from None
            yield Reject(f"damaged: {' '.join(str(error).split())}")
            return
        yield from _walk(window[at:end].encode("latin-1"), shape, 0)
        at = end
        while at < len(window) and window[at] in " \t\r\n,\x00":
            at += 1
    shape.format = name_of(shape)


def _not_json(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"no valid JSON: {' '.join(str(error).split())}"


def _begins_with_json(text: bytes) -> bool:
    """Whether a whole JSON value stands at the beginning, with more behind it."""
    try:
        json.JSONDecoder().raw_decode(text.decode("latin-1"))
    except (ValueError, RecursionError):
        return False
    return True


def _or_reject(text: bytes, shape: Shape) -> Iterator[Piece]:
    """The pieces found in a text, or one that says why it holds no record."""
    found = list(_walk(text, shape, 0))
    yield from found or [_reject(text)]


def _reject(text: bytes) -> Reject:
    kinds = {b"{": "an object without the members of a CloudTrail record", b"[": "a list", b'"': "a string"}
    return Reject(f"no record but {kinds.get(text[:1], text[:20].decode('utf-8', 'replace'))}")


def _walk(text: bytes, shape: Shape, depth: int) -> Iterator[Piece]:
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
        yield ColumnsOnly(json.loads(text.decode("utf-8", "replace")))
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
            found = list(_walk(raw, shape, depth + 1))
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
        return [part for part in stream.elements([text]) if isinstance(part, bytes)]


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
    found = list(_walk(inner, shape, depth + 1))
    if not found and name == "CloudTrailEvent":
        found = [Reject("CloudTrailEvent holds no record")]
    yield from found


def _list(parts: list[bytes], shape: Shape, depth: int, *, sure: bool) -> Iterator[Piece]:
    """Elements of a list; one that holds no record is a reject when others do, or when the list must hold
    records."""
    results = [list(_walk(part, shape, depth + 1)) for part in parts]
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


def _is_json(text: bytes) -> bool:
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


def _decoded_together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces, in the same order; records that fit the types are in lists."""
    return _gathered(pieces, _decoded)


def _gathered(pieces: Iterable[Piece], decoded: Callable[[list[bytes]], Iterator[Piece]]) -> Iterator[Piece]:
    """Pieces in their order; those that are bytes go through `decoded`, many at a time."""
    held: list[bytes] = []
    try:
        for piece in pieces:
            if isinstance(piece, bytes):
                held.append(piece)
                if len(held) < _MANY:
                    continue
            full, held = held, []
            yield from decoded(full)
            if not isinstance(piece, bytes):
                yield piece
    except Exception:
        # What came before the damage stays.
        yield from decoded(held)
        raise
    yield from decoded(held)


def _exact_lines(text: bytes) -> Typed | None:
    """Calls of a text with one record a line, or None when a line holds anything else."""
    # A document that is written over several lines has no record in the first one.
    if not text[: text.find(b"\n") + 1].rstrip().endswith(b"}"):
        return None
    lines = [line for line in text.split(b"\n") if line.strip()]
    return _exact_elements(lines) if len(lines) > 1 else None


def _unwrapped(elements: list[bytes], shape: Shape) -> Iterator[Piece]:
    if records := _exact_elements(elements):
        yield records
        return
    yield from _decoded_together(piece for element in elements for piece in _or_reject(element, shape))


def _decoded(held: list[bytes]) -> Iterator[Piece]:
    if records := _exact_elements(held):
        yield records
        return
    for start in range(0, len(held), _FEW):
        few = held[start : start + _FEW]
        if len(few) < len(held) and (records := _exact_elements(few)):
            yield records
        else:
            yield from few


def _exact_elements(elements: list[bytes]) -> Typed | None:
    """The elements as typed records, one each; None when one does not fit."""
    records = typed.exact_list(b"[" + b",".join(elements) + b"]") if elements else None
    return records if records is not None and len(records) == len(elements) else None
