"""Did the call do what was asked? `succeeded`, `failed`, `partly` or `unknown`, from one record's own words.

AWS writes refusals in errorCode, but some services write them in responseElements (sign-ins, EC2's `return:
false`, lists of failed entries of a batch call). A dry run carries errorCode DryRunOperation and did nothing:
failed. Follows the CloudTrail user guide, "record contents", and the reply shapes of batch calls in
botocore's models.
"""

from __future__ import annotations

import json
import re
from typing import Any

SUCCEEDED, FAILED, PARTLY, UNKNOWN = "succeeded", "failed", "partly", "unknown"

# Replies without one of these names hold no failure; most need no parsing. Names, not words: nearly every
# reply of EC2's speaks of something available. Also by what an escape may stand for.
SUSPECT = (
    r'(?:(?:[Ff]|\\u00[46]6)ail|rror|nprocess|nsuccess|nauthor|xception)[^"]*"\s*:|eturn"\s*:|"Fail[^"]*"'
)
is_suspect = re.compile(SUSPECT.encode()).search
_LIST_NAME = re.compile(
    r"^(unprocessed\w*|unsuccessful\w*|unauthorized\w*|failed"
    r"|failed(entries|items|records|resources|requests|queries|set|list|\w*ids|\w*messages|\w*tasks"
    r"|\w*instances|\w*stacks|\w*results)"
    r"|failures?|failure(set|entries|list|details)|\w+failures|\w+failureentries"
    r"|errors?|error(set|entries|list|details|s?items)|\w+errors|batch\w*errors?|errorrecords)$",
    re.IGNORECASE,
)
_COUNT_NAME = re.compile(
    r"^(failed\w*count|failure\w*count|numberoffail\w+|unprocessed\w*count)$", re.IGNORECASE
)
_ITEM_ERROR = ("errorcode", "error", "errormessage", "failurecode")
# Names that say how long ago or how tolerant, not that something failed.
_HARMLESS = re.compile(r"^(max|allowed|ignore|on|last|retry|tolerated)", re.IGNORECASE)


def outcome(
    error_code: object, error_message: object, response: bytes | None, request: bytes | None = None
) -> str:
    """Outcome of one call; `response` and `request` are JSON text or None."""
    if error_code or error_message:
        return FAILED
    if response is None or len(response) < 5 or not is_suspect(response):
        return SUCCEEDED
    try:
        reply = json.loads(response)
    except (ValueError, RecursionError):
        return SUCCEEDED
    if not isinstance(reply, dict):
        return SUCCEEDED
    return _judged(_unwrapped(reply), request)


def _unwrapped(reply: dict) -> dict:
    """EC2 and S3 wrap a reply in one object named after the call."""
    while len(reply) == 1:
        (name, inner), *_ = reply.items()
        if not (isinstance(inner, dict) and re.search(r"(Response|Result)$", name)):
            break
        reply = inner
    return reply


def _judged(reply: dict, request: bytes | None) -> str:
    failures, successes = 0, 0
    for name, value in reply.items():
        low = name.lower()
        if value == "Failure" or (low in ("return", "_return") and value in (False, "false")):
            return FAILED
        if low in ("errorcode", "error", "errormessage", "exception") and value and isinstance(value, str):
            return FAILED
        if (
            low == "error"
            and isinstance(value, dict)
            and {key.lower() for key in value} & {"code", "message"}
        ):
            return FAILED
        if _HARMLESS.match(name):
            continue
        if _COUNT_NAME.match(name):
            failures = max(failures, _number(value))
            continue
        entries = _entries(value)
        if _LIST_NAME.match(name):
            failures = max(failures, len(entries))
            continue
        bad = sum(_has_error(entry) for entry in entries)
        failures = max(failures, bad)
        successes += len(entries) - bad
    if not failures:
        return SUCCEEDED
    if not successes:
        asked = _asked(request)
        return PARTLY if asked > failures else FAILED
    return PARTLY


def _entries(value: Any) -> list:
    """Members of a list, also in EC2's dress {"item": [...]}, {"items": [...]}; of a map, its values."""
    if isinstance(value, dict):
        inner = next((value[key] for key in ("item", "items", "member") if key in value), None)
        if inner is not None:
            return inner if isinstance(inner, list) else [inner]
        return list(value.values())
    return value if isinstance(value, list) else []


def _has_error(entry: Any) -> bool:
    return isinstance(entry, dict) and any(
        value for name, value in entry.items() if name.lower() in _ITEM_ERROR and value
    )


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _asked(request: bytes | None) -> int:
    """How many things a batch call asked for: its longest list. 0 when it does not say."""
    try:
        asked = json.loads(request) if request else None
    except (ValueError, RecursionError):
        return 0
    if not isinstance(asked, dict):
        return 0
    return max(
        (len(_entries(value)) for value in asked.values() if isinstance(value, (list, dict))), default=0
    )
