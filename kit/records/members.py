"""Which column each member of a record goes to, and the shape of the batches on their way into
event_records."""

from __future__ import annotations

import re

import pyarrow as pa

# Column -> member that it takes as text.
PLAIN = {
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
FLAGS = {"read_only": "readOnly", "management_event": "managementEvent"}
# Column -> member that it takes as the JSON text that was delivered.
JSON = {
    "request_parameters": "requestParameters",
    "response_elements": "responseElements",
    "additional_event_data": "additionalEventData",
    "resources": "resources",
    "tls_details": "tlsDetails",
}
MEMBERS = {**PLAIN, **FLAGS, **JSON}
# Members without a column of their own; they go into `extra`.
RARE = (
    "serviceEventDetails",
    "vpcEndpointAccountId",
    "addendum",
    "sessionCredentialFromConsole",
    "edgeDeviceDetails",
    "eventContext",
)

# Column -> member whose text, where it is a canonical UUID, it takes instead of the column in PLAIN.
UUIDS = {"event_uuid": "eventID", "request_uuid": "requestID"}

TYPES = {
    "event_no": pa.int64(),
    **dict.fromkeys(UUIDS, pa.uuid()),
    # As event_time, where the decoder read it already.
    "event_moment": pa.timestamp("us"),
    **dict.fromkeys(PLAIN, pa.string()),
    **dict.fromkeys(FLAGS, pa.bool_()),
    **dict.fromkeys(JSON, pa.string()),
    "extra": pa.string(),
    "outcome": pa.string(),
    "content_key": pa.string(),
    "identity_no": pa.int32(),
    "identity_hash": pa.uint64(),
    "columns_only": pa.bool_(),
    "file_id": pa.int64(),
    "position": pa.int64(),
}
SCHEMA = pa.schema(list(TYPES.items()))

# A time that the column alone gives back, for every reader of regular expressions: a year that CloudTrail can
# have and a day that every year has; 29 February needs a calendar.
SURE_TIME = (
    "^20(0[6-9]|[1-9][0-9])-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)"
    "|(0[13578]|1[02])-31)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"
)
_sure = re.compile(SURE_TIME).fullmatch
_LEAP_DAY = re.compile(r"(20\d\d)-02-29T.*").fullmatch


def plain_time(text: str) -> bool:
    """Whether the column alone gives back this text: whole seconds, UTC, a day that exists."""
    leap_day = _LEAP_DAY(text)
    if leap_day and int(leap_day[1]) % 4 == 0:
        text = text[:8] + "28" + text[10:]
    return _sure(text) is not None
