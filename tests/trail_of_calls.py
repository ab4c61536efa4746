"""CloudTrail's records of calls that were really sent: what the AWS CLI put into each request and what came
back, written as CloudTrail writes it."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

# EC2's lists stand in sets of items, each with the name of one member.
_ITEM = {"InstanceIds": ("instancesSet", "instanceId")}
# Event names that carry the version of the call's first days.
_NAMES = {
    "PutFunctionConcurrency": "PutFunctionConcurrency20171031",
    "DeleteFunction": "DeleteFunction20150331",
    "RemovePermission": "RemovePermission20150331v2",
    "AddPermission": "AddPermission20150331v2",
}
# Never written: what a secret holds.
_SECRET = {"secretString", "secretBinary", "secretAccessKey", "password"}


def record(
    call: dict[str, Any], who: dict[str, Any], place: dict[str, str], when: datetime
) -> dict[str, Any]:
    """One record. `call` as tests/cli_runner.py tells it; `who` a userIdentity; `place` account, Region and
    address."""
    error = (call.get("answer") or {}).get("Error") or {}
    answer = {name: value for name, value in (call.get("answer") or {}).items() if name != "ResponseMetadata"}
    name = call["operation"]
    reads = name.startswith(("Describe", "List", "Get", "Lookup", "Generate"))
    made = {
        "eventVersion": "1.11",
        "userIdentity": who,
        "eventTime": f"{when:%Y-%m-%dT%H:%M:%SZ}",
        "eventSource": f"{_SOURCES.get(call['service'], call['service'])}.amazonaws.com",
        "eventName": _NAMES.get(name, name),
        "awsRegion": place["region"],
        "sourceIPAddress": place["address"],
        "userAgent": "aws-cli/1.46.3",
        "requestParameters": _request(call),
        "responseElements": None if reads or error else _lower(answer) or None,
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": reads,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": place["account"],
        "eventCategory": "Management",
    }
    if error:
        made["errorCode"], made["errorMessage"] = error.get("Code", ""), error.get("Message", "")
    return json.loads(json.dumps(made, default=str))


_SOURCES = {"sesv2": "ses"}


def _request(call: dict[str, Any]) -> dict[str, Any]:
    if call["service"] != "ec2":
        return _lower(call["params"])
    made: dict[str, Any] = {}
    for name, value in call["params"].items():
        if name == "SpotInstanceRequestIds":
            made["CancelSpotInstanceRequestsRequest"] = {
                "SpotInstanceRequestId": [{"tag": at, "content": each} for at, each in enumerate(value, 1)]
            }
        elif name in _ITEM:
            outer, inner = _ITEM[name]
            made[outer] = {"items": [{inner: each} for each in value]}
        else:
            made |= _lower({name: value})
    return made


def _lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            (low := name[:1].lower() + name[1:]): "<sensitiveDataRemoved>" if low in _SECRET else _lower(each)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [_lower(each) for each in value]
    return value
