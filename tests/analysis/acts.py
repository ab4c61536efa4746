"""Calls that issue, open or end credentials, and keys seen in use, as the tree of credentials reads them."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import datetime, timedelta
from typing import Any

from kit.analysis.credentials.links import Act, Sighting

ACCOUNT, OTHER = "111122223333", "444455556666"
LEAKED = "AKIABTX3GSDSQAAAAAAA"
USER = f"arn:aws:iam::{ACCOUNT}:user/app"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Deploy"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/Deploy/night"
AT = datetime(2026, 3, 22, 1)
_numbers = itertools.count(1)
_EMPTY = {field.name: None for field in dataclasses.fields(Act)}
_UNSEEN = {field.name: None for field in dataclasses.fields(Sighting)}


def act(call: str, minutes: float = 0, **given: Any) -> Act:
    """A call of the leaked user's with the leaked key, `minutes` after AT; `call` as `iam:CreateUser`."""
    source, name = call.split(":")
    number = next(_numbers)
    facts = {
        "event_no": number,
        "event_key": f"event {number}",
        "event_id": f"event {number}",
        "event_time": AT + timedelta(minutes=minutes),
        "event_source": f"{source}.amazonaws.com",
        "event_name": name,
        "aws_region": "us-east-1",
        "account_id": ACCOUNT,
        "user_account_id": ACCOUNT,
        "user_type": "IAMUser",
        "user_arn": USER,
        "user_name": "app",
        "principal_id": "AIDABTX3GSDSUAAAAAAAA",
        "access_key_id": LEAKED,
        "caller_key": LEAKED,
        "source_ip_address": "198.51.100.7",
        "user_agent": "aws-cli/2.15.0",
    }
    return Act(**{**_EMPTY, **facts, **given})


def seen(key: str, minutes: float = 0, **given: Any) -> Sighting:
    """A key that made its first call `minutes` after AT."""
    number = next(_numbers)
    facts = {
        "access_key_id": key,
        "first_seen": AT + timedelta(minutes=minutes),
        "event_no": number,
        "event_key": f"event {number}",
        "event_id": f"event {number}",
        "aws_region": "us-east-1",
        "user_type": "IAMUser",
        "user_arn": USER,
        "user_name": "app",
        "account_id": ACCOUNT,
        "issued": False,
        "session_name": "",
        "from_console": False,
        "assumed_root": False,
        "stems_from": [],
    }
    return Sighting(**{**_UNSEEN, **facts, **given})
