# ruff: noqa: N815 - members are named as AWS names them
"""The decoder: JSON text of many records -> typed records, and only those that the types hold without loss.

One interface, `exact(text)`: a list of Record for text whose records rebuild to the same JSON value, else None; the
caller then goes record by record, and what still does not fit goes to odd_records. Why it is sound: the typed form
drops nothing but duplicate keys and long escapes, both of which make the text shorter when it is encoded again.
So equal length means equal content, whatever the order of the keys.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct

# What a member that is absent reads as. It is no value of the types below, so an explicit null fits none of them.
_ABSENT: Any = None
_ERRORS = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


class Record(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One CloudTrail record, version 1.0 to 1.11, in the order in which AWS writes the members.

    A call has an id, a time, a name and a source; records without one of them are for odd_records. JSON members stay
    as they are delivered.
    """

    eventVersion: str = _ABSENT
    userIdentity: Raw = _ABSENT
    eventTime: str
    eventSource: str
    eventName: str
    awsRegion: str = _ABSENT
    sourceIPAddress: str = _ABSENT
    userAgent: str = _ABSENT
    errorCode: str = _ABSENT
    errorMessage: str = _ABSENT
    requestParameters: Raw = _ABSENT
    responseElements: Raw = _ABSENT
    additionalEventData: Raw = _ABSENT
    requestID: str = _ABSENT
    eventID: str
    readOnly: bool = _ABSENT
    resources: Raw = _ABSENT
    eventType: str = _ABSENT
    apiVersion: str = _ABSENT
    managementEvent: bool = _ABSENT
    recipientAccountId: str = _ABSENT
    serviceEventDetails: Raw = _ABSENT
    sharedEventID: str = _ABSENT
    vpcEndpointId: str = _ABSENT
    vpcEndpointAccountId: str = _ABSENT
    eventCategory: str = _ABSENT
    addendum: Raw = _ABSENT
    sessionCredentialFromConsole: str = _ABSENT
    edgeDeviceDetails: Raw = _ABSENT
    tlsDetails: Raw = _ABSENT
    eventContext: Raw = _ABSENT


# Members without a column of their own; they go into `extra`.
RARE = (
    "serviceEventDetails",
    "vpcEndpointAccountId",
    "addendum",
    "sessionCredentialFromConsole",
    "edgeDeviceDetails",
    "eventContext",
)


class _Delivery(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    Records: list[Record]


_DELIVERY = msgspec.json.Decoder(_Delivery)
_LIST = msgspec.json.Decoder(list[Record])
_ONE = msgspec.json.Decoder(Record)
encode = msgspec.json.Encoder().encode


def exact_delivery(text: bytes) -> list[Record] | None:
    """Records of `{"Records":[...]}`, or None when that is not all there is or a record does not fit."""
    found = _exact(text, _DELIVERY)
    return None if found is None else found.Records


def exact_list(text: bytes) -> list[Record] | None:
    """Records of `[...]`, or None."""
    return _exact(text, _LIST)


def exact_one(text: bytes) -> Record | None:
    """The record of `{...}`, or None."""
    return _exact(text, _ONE)


def _exact(text: bytes, decoder: msgspec.json.Decoder) -> Any:
    try:
        found = decoder.decode(text)
        if len(encode(found)) != len(text):
            # White space is no content; without it the lengths must agree.
            text = msgspec.json.format(text, indent=-1)
            found = decoder.decode(text)
            if len(encode(found)) != len(text):
                return None
        return found if _utf8(text) else None
    except _ERRORS:
        return None


def _utf8(text: bytes) -> bool:
    """Raw members are not looked into by the decoder, so bytes that are no UTF-8 would pass."""
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
