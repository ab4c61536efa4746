"""Profiles of calls for tests of who made them: a day's use of a key from one place with one tool."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from kit.analysis.actors.profiles import Profile

KEY = "AKIABTX3GSDSQAAAAAAA"
OFFICE, ABROAD = "203.0.113.10", "198.51.100.7"
APP, SCRIPT = "Boto3/1.35 app", "python-requests/2.32"
FIRST = datetime(2026, 3, 1, 9, 0)
_numbers = itertools.count(1)


def profile(call: str = "s3:PutObject", **given: Any) -> Profile:
    """The owner's application writes to S3 on ten mornings, unless told otherwise.

    `at` and `days`: first call and number of days in a row.
    """
    service, name = call.split(":")
    at, days = given.pop("at", FIRST), given.pop("days", 10)
    facts: dict[str, Any] = {
        "profile": next(_numbers),
        "credential_id": KEY,
        "address": OFFICE,
        "agent": APP,
        "aws_region": "ap-northeast-1",
        "event_source": f"{service}.amazonaws.com",
        "event_name": name,
        "invoked_by": "AWS Internal",  # what tree_calls.sql writes for nobody
        "user_arn": "arn:aws:iam::111122223333:user/app",
        "first_seen": at,
        "last_seen": at + timedelta(days=days - 1),
        "calls": days,
        "failed": 0,
        "read_only": name.startswith(("Get", "List", "Describe")),
        "days": tuple((at + timedelta(days=day)).date() for day in range(days)),
        "hours": 1 << at.hour,
    }
    return Profile(**{**facts, **given})
