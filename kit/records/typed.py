# ruff: noqa: N815 - members are named as AWS names them
"""The decoder: JSON text of many records -> typed records, and only those that the types hold without loss.

One interface, `exact_*(text)`: the calls in a text whose records rebuild to the same JSON value, a few as a
list of Record, many as Turned; else None, and the caller goes record by record, where what still does not fit
goes to odd_records. Why it is sound: the typed form drops nothing but duplicate keys and long escapes, both
of which make the text shorter when it is written again. So equal length means equal content, whatever the
order of the keys.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeAlias

import msgspec
from msgspec import Raw, Struct

from kit.records.turned import TOGETHER, Turned

# What a member that is absent reads as. An explicit empty text is told from it by the length of the text.
_NO_TEXT = ""
_NO_JSON = Raw(b"")
_NO_FLAG: Any = None
_ERRORS = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


class Record(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One CloudTrail record, version 1.0 to 1.11, in the order in which AWS writes the members.

    A call has an id, a time, a name and a source; records without one of them are for odd_records. JSON
    members stay as they are delivered.
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


# Few records as they are, many turned into columns.
Typed: TypeAlias = list[Record] | Turned


class _Delivery(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    Records: list[Record]


_DELIVERY = msgspec.json.Decoder(_Delivery)
_LIST = msgspec.json.Decoder(list[Record])
_ONE = msgspec.json.Decoder(Record)
encode = msgspec.json.Encoder().encode

# Ids of other letters get a closer look: they may be blank, or look like a key of the kit's own.
_ID_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_."
# Words in the categories and types of records that are no calls; see odd_records.category_of.
_NO_CALLS = (b"Insight", b"NetworkActivity", b"Aggregated", b"AwsVpceEvent")
_TOLD_BY = ("eventID", "eventCategory", "eventType")
_telling = [attrgetter(name) for name in _TOLD_BY]


def exact_delivery(text: bytes) -> Typed | None:
    """Calls of `{"Records":[...]}`, or None when that is not all there is or a record does not fit."""
    return _exact(text, _DELIVERY, attrgetter("Records"), len('{"Records":[]}'))


def exact_list(text: bytes) -> Typed | None:
    """Calls of `[...]`, or None."""
    return _exact(text, _LIST, lambda found: found, len("[]"))


def exact_one(text: bytes) -> Record | None:
    """The call of `{...}`, or None."""
    found = _exact(text, _ONE, lambda found: [found], 0)
    return None if found is None else found[0]


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
        return proved if proved and _utf8(text) else None
    except _ERRORS:
        return None


def _proved(text: bytes, found: Any, records: list[Record], around: int) -> Typed | None:
    """The records if they say all that the text says and are calls. Few are written again, many are
    measured."""
    if len(records) < TOGETHER:
        whole = len(encode(found)) == len(text)
        told = ["".join(map(telling, records)).encode() for telling in _telling]
        return records if whole and all(map(_telling[0], records)) and _are_calls(*told) else None
    turned = Turned(records)
    # Escapes in plain texts are written again as they stood, or not; only writing them tells.
    if turned.size + around != len(text) and len(encode(found)) != len(text):
        return None
    calls = all(
        "eventID" in part.texts
        and part.lengths["eventID"].all()
        and _are_calls(*(part.texts.get(name, b"") for name in _TOLD_BY))
        for part in turned.parts
    )
    return turned if calls else None


def _are_calls(ids: bytes, categories: bytes, types: bytes) -> bool:
    """Whether records with these members are calls, with ids that need no closer look."""
    return not ids.translate(None, _ID_LETTERS) and not any(
        word in categories or word in types for word in _NO_CALLS
    )


def _utf8(text: bytes) -> bool:
    """Raw members are not looked into by the decoder, so bytes that are no UTF-8 would pass."""
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
