"""From the text of a file to its records, whatever they are wrapped in; by content, never by file name.

A text is one JSON document, one a line, several in a row, or a damaged one. Whatever holds whole records, as
objects or as texts, at any depth and under any name, is looked through; rows of a table count where no whole
record does. Records that come one by one are decoded together: many at a time cost a fraction of what each
costs alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from kit.records import embedded, exact_json, json_tables, stream, typed
from kit.records.column_names import flattened, is_of_aws, looks_like_columns, place_of
from kit.records.members import MEMBERS, RARE
from kit.records.pieces import ColumnsOnly, Damaged, OtherKind, Piece, Shape, Special
from kit.records.typed import Typed
from kit.records.untyped import Reject, looks_like_record

_MAX_WRAPS = 24
# Records that are tried together; where one of them does not fit the types, so many of its neighbours go with
# it.
_MANY, _FEW = 2_000, 32
_OWN = {*MEMBERS.values(), *RARE, "userIdentity"}
ERRORS = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_elements = msgspec.json.Decoder(list[msgspec.Raw]).decode
_any = msgspec.json.Decoder(msgspec.Raw).decode
_string = msgspec.json.Decoder(str).decode


def exact(text: bytes, shape: Shape) -> Typed | None:
    """All records of a text that is nothing but records of the types, in one of the forms that are read at
    once."""
    if records := typed.exact_delivery(text):
        shape.format = "s3_delivery"
    elif text[:1] == b"[" and (records := typed.exact_list(text)):
        shape.format = "json_array"
    elif text[:1] == b"{" and (records := _exact_lines(text)):
        shape.format = "json_lines"
    return records or None


def in_json(text: bytes, shape: Shape) -> Iterator[Piece]:
    """What JSON holds, each piece as it stands, in the order of the text.

    OtherKind when there is nothing of CloudTrail in it.
    """
    found = False
    for piece in _documents(text, shape):
        found = True
        yield piece
    if not found and not shape.empty:
        raise OtherKind("JSON without CloudTrail records")


def of_elements(found: Iterable[bytes | stream.Broken], shape: Shape) -> Iterator[Piece]:
    """Elements of a long file, each a record or something that holds one; why there is none where it is
    broken."""
    pieces = (element if isinstance(element, bytes) else Reject(element.reason) for element in found)
    return _gathered(pieces, lambda held: _unwrapped(held, shape))


def as_utf8(text: bytes) -> bytes:
    """Without byte order mark; UTF-16, which PowerShell writes, becomes UTF-8."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return text.decode("utf-16", "replace").encode().strip()
    return text.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0")


def _documents(text: bytes, shape: Shape) -> Iterator[Piece]:
    if not is_json(text):
        yield from _many(text, shape)
        return
    yield from walk(text, shape, 0)
    shape.format = name_of(shape, "json_array" if text[:1] == b"[" else "record")


def _many(text: bytes, shape: Shape) -> Iterator[Piece]:
    """Several documents (a line each, or one after the other), or one that is damaged."""
    first, _, rest = text.partition(b"\n")
    if rest and is_json(first.strip()):
        yield from _each_line(stream.lines([text]), shape)
    elif stream.ARRAY.match(text[:4096]) and not _begins_with_json(text):
        shape.format = "s3_delivery" if text[:1] == b"{" else "json_array"
        for element in stream.elements([text]):
            if isinstance(element, stream.Broken):
                yield Reject(element.reason)
            else:
                yield from or_reject(element, shape)
    else:
        yield from _sequence(text, shape)


def _each_line(found: Iterator[bytes | stream.Broken], shape: Shape) -> Iterator[Piece]:
    for line in found:
        if isinstance(line, stream.Broken):
            yield Reject(line.reason)
        elif not is_json(line):
            yield Reject("line is no JSON value")
        else:
            yield from or_reject(line, shape)
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
        yield from walk(window[at:end].encode("latin-1"), shape, 0)
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


def or_reject(text: bytes, shape: Shape) -> Iterator[Piece]:
    """The pieces found in a text, or one that says why it holds no record."""
    found = list(walk(text, shape, 0))
    yield from found or [_reject(text)]


def _reject(text: bytes) -> Reject:
    kinds = {b"{": "an object without the members of a CloudTrail record", b"[": "a list", b'"': "a string"}
    return Reject(f"no record but {kinds.get(text[:1], text[:20].decode('utf-8', 'replace'))}")


def walk(text: bytes, shape: Shape, depth: int = 0) -> Iterator[Piece]:
    """What one JSON value holds, however deep and in however many texts."""
    if depth > _MAX_WRAPS:
        return
    if text[:1] == b"[":
        yield from _list(_parts(text), shape, depth, sure=False)
    elif text[:1] == b"{":
        yield from _object(text, shape, depth)
    elif text[:1] == b'"':
        yield from _in_string(text, shape, depth)


def _object(text: bytes, shape: Shape, depth: int) -> Iterator[Piece]:
    members = _members_of(text)
    names = set(members)
    if looks_like_record(names) and not _is_flattened(members):
        inside = _record_beside_columns(members, shape, depth)
        yield from inside or [text]
        return
    if special := _special(names):
        yield Special(special, text)
        return
    # Two members of one name both count.
    twice = text.count(b'"Records"') + text.count(b'"Events"') > 1
    parts = exact_json.members(text) if twice else [(name, bytes(raw)) for name, raw in members.items()]
    found: list[Piece] = []
    for name, raw in parts:
        found += _member(name, raw, shape, depth)
    # Columns are the second best: they count where no whole record does.
    if all(isinstance(piece, Reject) for piece in found) and "CloudTrailEvent" not in names:
        found = list(_columns(text, names, shape)) or found
    yield from found


def _member(name: str, raw: bytes, shape: Shape, depth: int) -> list[Piece]:
    if name in ("Records", "Events") and raw[:1] == b"[" and depth <= 1:
        parts = _parts(raw)
        shape.wraps.add(name)
        shape.empty = shape.empty or not parts
        return list(_list(parts, shape, depth, sure=True))
    if not embedded.may_hold(raw):
        return [Reject("CloudTrailEvent holds no record")] if name == "CloudTrailEvent" else []
    found = list(walk(raw, shape, depth + 1))
    if found:
        shape.wraps.add(name)
    elif name == "CloudTrailEvent":
        found = [Reject("CloudTrailEvent holds no record")]
    return found


def _is_flattened(members: Mapping[str, bytes | msgspec.Raw]) -> bool:
    """Whether what looks like a record is a row of columns: who called stands in columns of its own."""
    if "userIdentity" in members:
        return False
    return any(
        name not in _OWN and (place := place_of(name)) and place.member.startswith("userIdentity.")
        for name in members
    )


def _record_beside_columns(
    members: Mapping[str, bytes | msgspec.Raw], shape: Shape, depth: int
) -> list[Piece]:
    """The whole record that a row has as text in a member that no record has."""
    for name, raw in members.items():
        if name not in _OWN and embedded.has_record(bytes(raw)):
            found = [piece for piece in walk(bytes(raw), shape, depth + 1) if isinstance(piece, bytes)]
            if len(found) == 1 and _same_id(_members_of(found[0]), members):
                shape.wraps.add(name)
                return list(found)
    return []


def _same_id(one: Mapping[str, bytes | msgspec.Raw], other: Mapping[str, bytes | msgspec.Raw]) -> bool:
    ids = [bytes(each["eventID"]) for each in (one, other) if "eventID" in each]
    return len(set(ids)) < 2


def _columns(text: bytes, names: set[str], shape: Shape) -> Iterator[Piece]:
    """The rows that an object is or holds as a table."""
    if not embedded.may_hold(text):
        return
    if rows := json_tables.rows_of_object(text):
        shape.wraps.add("table")
        yield from (ColumnsOnly(row) if row else Reject("row does not fit the header") for row in rows)
        return
    try:
        cells = json.loads(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return
    flat = flattened(cells)
    if looks_like_columns(flat) and is_of_aws(flat):
        shape.wraps.add("columns")
        yield ColumnsOnly(cells)


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


def _in_string(raw: bytes, shape: Shape, depth: int) -> Iterator[Piece]:
    """What a text holds that is JSON again, wherever in it."""
    try:
        inner = _string(raw).encode()
    except ERRORS:
        inner = json.loads(raw.decode("utf-8", "replace")).encode("utf-8", "surrogatepass")
    if not embedded.may_hold(inner):
        return
    found = [piece for value in embedded.values(inner) for piece in walk(value, shape, depth + 1)]
    if not found and embedded.has_record(inner):
        found = [Reject("text in which a record begins that is cut off or damaged")]
    yield from found


def _list(parts: list[bytes], shape: Shape, depth: int, *, sure: bool) -> Iterator[Piece]:
    """Elements of a list; one that holds no record is a reject when others do, or when the list must hold
    records."""
    results = [list(walk(part, shape, depth + 1)) if embedded.may_hold(part) else [] for part in parts]
    if not sure and not any(results) and (row := json_tables.row_of_list(b"[" + b",".join(parts) + b"]")):
        shape.wraps.add("columns")
        yield ColumnsOnly(row)
        return
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
    if "table" in wraps:
        return "event_history_json"
    if wraps - {"Records", "Events"}:
        return "wrapped"
    if "Records" in wraps:
        return "s3_delivery"
    return "lookup_events" if "Events" in wraps else bare


def is_json(text: bytes) -> bool:
    """Whether this is one JSON object, list or string."""
    if text[:1] not in (b"{", b"[", b'"'):
        return False
    try:
        _any(text)
    except RecursionError:
        return False
    except ERRORS:
        # The decoder also refuses lone surrogates, which are JSON all the same.
        return b"\\u" in text and exact_json.is_whole(text)
    return True


def decoded_together(pieces: Iterable[Piece]) -> Iterator[Piece]:
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
    yield from decoded_together(piece for element in elements for piece in or_reject(element, shape))


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
