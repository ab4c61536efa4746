# ruff: noqa: N815 - members are named as AWS names them
"""The decoder: JSON text of many records -> typed records, and only those that the types hold without loss.

One interface, `exact_*(text)`: the calls in a text whose records rebuild to the same JSON value, a few as a
list of Record, many as Transposed; else None, and the caller goes record by record, where what still does not
fit goes to kit.records.untyped. Why it is sound: the typed form drops nothing but duplicate keys and long
escapes, both of which make the text shorter when it is written again. So equal length means equal content,
whatever the order of the keys.

Transposing is the one thing that is done with every record in Python, so it is done in parts that stay in the
processor's cache, and with the few functions that cost least: `zip` transposes, `join` writes, `len`
measures. Arrow takes the result as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeAlias

import msgspec
import numpy
from msgspec import Raw, Struct

from kit.records import exact_json, splitter
from kit.records.members import UUIDS
from kit.records.parts import Part, Slice, columns

# What a member that is absent reads as. An explicit empty text is known from it by the length of the text.
_NO_TEXT = ""
_NO_JSON = Raw(b"")
_NO_FLAG: Any = None
_ERRORS = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


class Record(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One CloudTrail record, version 1.0 to 1.11, in the order in which AWS writes the members.

    A call has an id, a time, a name and a source; records without one of them are for kit.records.untyped.
    JSON members stay as they are delivered.
    """

    eventVersion: str = _NO_TEXT
    userIdentity: Raw = _NO_JSON
    eventTime: str
    eventSource: str
    eventName: str
    awsRegion: str = _NO_TEXT
    sourceIPAddress: str = _NO_TEXT
    userAgent: str = _NO_TEXT
    errorCode: str = _NO_TEXT
    errorMessage: str = _NO_TEXT
    requestParameters: Raw = _NO_JSON
    responseElements: Raw = _NO_JSON
    additionalEventData: Raw = _NO_JSON
    requestID: str = _NO_TEXT
    eventID: str
    readOnly: bool = _NO_FLAG
    resources: Raw = _NO_JSON
    eventType: str = _NO_TEXT
    apiVersion: str = _NO_TEXT
    managementEvent: bool = _NO_FLAG
    recipientAccountId: str = _NO_TEXT
    serviceEventDetails: Raw = _NO_JSON
    sharedEventID: str = _NO_TEXT
    vpcEndpointId: str = _NO_TEXT
    vpcEndpointAccountId: str = _NO_TEXT
    eventCategory: str = _NO_TEXT
    addendum: Raw = _NO_JSON
    sessionCredentialFromConsole: str = _NO_TEXT
    edgeDeviceDetails: Raw = _NO_JSON
    tlsDetails: Raw = _NO_JSON
    eventContext: Raw = _NO_JSON


# Records a part: as many as stay in the cache, which makes transposing three times as fast.
TOGETHER = 250
_FLAGS = {None: 0, False: 1, True: 2}
# Beside the flags of members: whether the reply may tell of a failure, where somebody looked.
SUSPECT_REPLY = "suspect reply"


def part_of(records: Sequence[Struct]) -> Part:
    """The columns of these records; they are of one class, whose members are str, Raw and bool."""
    part = Part(len(records))
    by_member = zip(*map(msgspec.structs.astuple, records), strict=True)
    # An object has two braces, and one comma less than members.
    size = part.count
    for (name, kind, around), values in zip(_shapes(type(records[0])), by_member, strict=True):
        if kind is bool:
            true, false = values.count(True), values.count(False)
            if true or false:
                part.flags[name] = numpy.frombuffer(bytes(map(_FLAGS.__getitem__, values)), numpy.int8)
            size += true * (around + 4) + false * (around + 5)
            continue
        joined: Any = "".join(values) if kind is str else b"".join(values)
        if joined:
            part.texts[name] = joined.encode() if kind is str else joined
            part.lengths[name] = lengths = _lengths(values, joined)
            size += len(part.texts[name]) + around * int(numpy.count_nonzero(lengths))
    part.size = size
    return part


class Transposed:
    """Many records, in parts."""

    def __init__(self, parts: Sequence[Part | Slice]) -> None:
        self.parts = parts
        self._count = sum(part.count for part in parts)

    @classmethod
    def of(cls, records: Sequence[Struct]) -> Transposed:
        """These records, a few hundred a part."""
        starts = range(0, len(records), TOGETHER)
        return cls([part_of(records[start : start + TOGETHER]) for start in starts])

    @property
    def size(self) -> int:
        """Bytes of the records' JSON and the commas between them."""
        return sum(part.size for part in self.parts) + len(self) - 1

    def __len__(self) -> int:
        return self._count

    def cut(self, start: int, end: int) -> Iterator[Part | Slice]:
        """The parts of the records from `start` up to `end`."""
        first = 0
        for part in self.parts:
            begin, stop = max(start - first, 0), min(end - first, part.count)
            if begin < stop:
                yield part.cut(begin, stop)
            first += part.count


_SHAPES: dict[type[Struct], list[tuple[str, type, int]]] = {}


def _shapes(kind: type[Struct]) -> list[tuple[str, type, int]]:
    """Name and type of each member, and the bytes that JSON puts around its value: name, quotes, colon,
    comma."""
    if kind not in _SHAPES:
        _SHAPES[kind] = [
            (each.name, each.type, len(each.name) + (6 if each.type is str else 4))
            for each in msgspec.structs.fields(kind)
        ]
    return _SHAPES[kind]


def _lengths(values: Sequence[Any], joined: str | bytes) -> numpy.ndarray:
    """Bytes of each value; `joined` is all of them."""
    each, rest = divmod(len(joined), len(values))
    if isinstance(joined, str):
        if not joined.isascii():
            return numpy.fromiter((len(value.encode()) for value in values), numpy.int32, len(values))
        if not rest and each == len(values[0]) and joined == values[0] * len(values):
            return numpy.full(len(values), each, numpy.int32)
    return numpy.fromiter(map(len, values), numpy.int32, len(values))


# Ids of other letters get a closer look: they may be blank, or look like a key of the kit's own.
_ID_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_."
# Words in the categories and types of records that are no calls; see untyped.category_of.
_NO_CALLS = (b"Insight", b"NetworkActivity", b"Aggregated", b"AwsVpceEvent")
_JUDGED = {"eventID": splitter.IS_ID, "eventCategory": splitter.SHUNS, "eventType": splitter.SHUNS}
_judged_members = [attrgetter(name) for name in _JUDGED]


# Few records as they are, many as columns.
Typed: TypeAlias = list[Record] | Transposed


class _Delivery(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    Records: list[Record]


_DELIVERY = msgspec.json.Decoder(_Delivery)
_LIST = msgspec.json.Decoder(list[Record])
_ONE = msgspec.json.Decoder(Record)
encode = msgspec.json.Encoder().encode


def exact_delivery(text: bytes) -> Typed | None:
    """Calls of `{"Records":[...]}`, or None when that is not all there is or a record does not fit."""
    return _split(text, b'{"Records":[', b"]}") or _exact(
        text, _DELIVERY, attrgetter("Records"), len('{"Records":[]}')
    )


def exact_list(text: bytes) -> Typed | None:
    """Calls of `[...]`, or None."""
    return _split(text, b"[", b"]") or _exact(text, _LIST, lambda found: found, len("[]"))


def exact_one(text: bytes) -> Record | None:
    """The call of `{...}`, or None."""
    found = _exact(text, _ONE, lambda found: [found], 0)
    return None if found is None else found[0]


_KINDS = {str: splitter.TEXT, Raw: splitter.JSON, bool: splitter.FLAG}
_NUMBERS = {**dict.fromkeys(UUIDS.values(), splitter.UUID), "eventTime": splitter.TIME}
# The members of Record, as the splitter wants to know them.
MEMBERS = [
    splitter.Member(
        each.name, _NUMBERS.get(each.name, _KINDS[each.type]), each.required, judged=_JUDGED.get(each.name, 0)
    )
    for each in msgspec.structs.fields(Record)
] + [splitter.Member(SUSPECT_REPLY, splitter.HINT, False, "responseElements")]


def new_splitter() -> splitter.Splitter:
    """A splitter of records. Raises what keeps it from running."""
    return splitter.Splitter(MEMBERS, _NO_CALLS, _decoded)


def _decoded(texts: list[bytes]) -> Part:
    return part_of(_LIST.decode(b"[" + b",".join(texts) + b"]"))


def _split(text: bytes, before: bytes, behind: bytes) -> Transposed | None:
    """The calls of a long text that is written as AWS writes it; None for any other."""
    if not (text.startswith(before) and text.endswith(behind)):
        return None

    def sound(beyond_ascii: bool, unicode_escapes: bool) -> bool:
        return not (beyond_ascii and not _utf8(text)) and not (unicode_escapes and _half_characters(text))

    found = splitter.split(text, len(before), len(text) - len(behind), sound, new_splitter)
    return Transposed(found) if found else None


def _exact(
    text: bytes, decoder: msgspec.json.Decoder, records_of: Callable[[Any], list[Record]], around: int
) -> Any:
    try:
        found = decoder.decode(text)
        records = records_of(found)
        if not (proved := _proved(text, found, records, around)):
            # White space is no content; without it the lengths must agree.
            text = msgspec.json.format(text, indent=-1)
            found = decoder.decode(text)
            records = records_of(found)
            proved = _proved(text, found, records, around)
        return proved if proved and _utf8(text) and not _half_characters(text) else None
    except _ERRORS:
        return None


def _proved(text: bytes, found: Any, records: list[Record], around: int) -> Typed | None:
    """The records if they say all that the text says and are calls. Few are written again, many are
    measured."""
    if len(records) < TOGETHER:
        whole = len(encode(found)) == len(text)
        judged_by = ["".join(map(member, records)).encode() for member in _judged_members]
        return records if whole and all(map(_judged_members[0], records)) and _are_calls(*judged_by) else None
    made = Transposed.of(records)
    # Escapes in plain texts are written again as they stood, or not; only writing them tells.
    if made.size + around != len(text) and len(encode(found)) != len(text):
        return None
    return made if all(map(_has_calls, columns(made.parts))) else None


def _has_calls(part: Part) -> bool:
    """Whether all of its records are calls."""
    return (
        "eventID" in part.texts
        and bool(part.lengths["eventID"].all())
        and _are_calls(*(bytes(part.texts.get(name, b"")) for name in _JUDGED))
    )


def _are_calls(ids: bytes, categories: bytes, types: bytes) -> bool:
    """Whether records with these members are calls, with ids that need no closer look."""
    return not ids.translate(None, _ID_LETTERS) and not any(
        word in categories or word in types for word in _NO_CALLS
    )


_ESCAPE = int.from_bytes(b"\\u", "little")
_MAYBE_HALF = re.compile(rb"\\u[dD][89a-fA-F]").search


def _half_characters(text: bytes) -> bool:
    """Whether a lone surrogate stands in it; raw members are not looked into by the decoder."""
    if b"\\" not in text:
        return False
    # Two letters are found many times faster as one number, from even and from odd places.
    pairs = (numpy.frombuffer(text, "<u2", (len(text) - start) // 2, start) for start in (0, 1))
    if not any((found == _ESCAPE).any() for found in pairs) or not _MAYBE_HALF(text):
        return False
    shown = text.decode()
    return exact_json.without_half_characters(shown) != shown


def _utf8(text: bytes) -> bool:
    """Raw members are not looked into by the decoder, so bytes that are no UTF-8 would pass."""
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
