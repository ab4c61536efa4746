"""Notices as JSON or YAML: events of AWS Health, as EventBridge delivers or the AWS CLI prints them, findings
of GuardDuty and Security Hub on credentials; alone, in a list, in lines, wrapped by SNS, or in a mail."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kit.ids import is_account
from kit.notice.moments import moment
from kit.notice.patterns import kind_of

_DEPTH = 12
_MEMBERS = 20_000
_STARTS = 40  # places of a text at which JSON may begin
_KEY = re.compile(r"(?<![A-Z0-9])((?:AKIA|ASIA)[A-Z0-9]{16})(?![A-Z0-9])")
# Members by what they say; the first that is filled counts. Names without case, `_` or `-`.
_ACCOUNT = ("accountid", "awsaccountid", "affectedaccount", "account", "recipientaccountid", "account.uid")
_KEYS = ("publickey", "accesskeyid", "entityvalue", "principalname", "credentialuid")
_USERS = ("username", "principalname", "user.name")
_URLS = ("exposedurl", "publicurl", "exposurl")
_TIMES = (
    "starttime",
    "eventfirstseen",
    "firstobservedat",
    "createdat",
    "createdtimedt",
    "time",
    "lastupdatedtime",
    "updatedat",
)
_SUBJECTS = ("eventtypecode", "title", "type", "types", "detailtype")
_TEXTS = ("latestdescription", "description", "message", "desc")
_CASES = ("supportcaseid", "caseid", "displayid")
_SIGNS = (
    *_SUBJECTS[:1], "publickey", "accesskeydetails", "awsiamaccesskey", "findings", "successfulset",
    "findinginfo",
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What one event says; '' and () where it does not. `text` is for the patterns of mails."""

    subject: str
    keys: tuple[str, ...]
    users: tuple[str, ...]
    account: str
    exposed_url: str
    support_case: str
    at: datetime | None
    text: str


def events(words: str) -> list[Event]:
    """The events of a text, those about credentials first; [] where it holds none."""
    found = [made for value in _values(words) for each in _single(value) if (made := _event(each))]
    return sorted(found, key=lambda each: (not each.keys, not kind_of(each.subject)))


def _values(words: str) -> Iterator[Any]:
    """JSON values that begin a line of the text, else the text as YAML."""
    decoder, at, any_found = json.JSONDecoder(), 0, False
    for _ in range(_STARTS):
        match = re.compile(r"^[ \t>]{0,20}(?=[\[{])", re.MULTILINE).search(words, at)
        if not match:
            break
        try:
            value, at = decoder.raw_decode(words, match.end())
            any_found = True
            yield value
        except (ValueError, RecursionError):
            at = match.end() + 1
    if not any_found and re.match(
        r"\s{0,8}(- |---\s)?\s{0,8}[\"']?(successfulSet|failedSet|event|source|detail|Findings)\b", words
    ):
        import yaml

        try:
            yield yaml.safe_load(words[:200_000])
        except (yaml.YAMLError, ValueError, RecursionError):
            return


def _single(value: Any, depth: int = 0) -> Iterator[dict]:
    """Each event of a value: in lists, in an answer's list, as text in an envelope."""
    if depth > _DEPTH:
        return
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return
    if isinstance(value, list):
        for each in value[:1000]:
            yield from _single(each, depth + 1)
    elif isinstance(value, dict):
        inner = [
            each
            for name in ("successfulSet", "Findings", "findings", "Records", "events", "Events")
            if isinstance(each := value.get(name), list)
        ]
        detail = value.get("detail")
        if isinstance(detail, dict) and isinstance(detail.get("findings"), list):
            inner.append(detail["findings"])
        for name in ("Message", "Sns", "body", "message"):
            wrapped = value.get(name)
            if isinstance(wrapped, dict) or (isinstance(wrapped, str) and wrapped.lstrip()[:1] in ("{", "[")):
                inner.append([wrapped])
        if inner:
            for each in inner:
                yield from _single(each, depth + 1)
        else:
            yield value


def _event(value: dict) -> Event | None:
    members = list(_members(value))
    names = {name for name, _ in members}
    if not names & set(_SIGNS):
        return None

    def all_of(wanted: tuple[str, ...]) -> list[Any]:
        return [
            each for name in wanted for member, each in members if member == name and each not in ("", None)
        ]

    everything = json.dumps(value, ensure_ascii=False, default=str)
    named = [key for each in all_of(_KEYS) for key in _KEY.findall(str(each))]
    texts = [str(each) for each in all_of(_TEXTS)]
    times = (_time(each) for each in all_of(_TIMES))
    subjects = [str(each) for each in all_of(_SUBJECTS)]
    return Event(
        subject=next((each for each in subjects if kind_of(each)), next(iter(subjects), ""))[:300],
        keys=tuple(dict.fromkeys([*named, *_KEY.findall(everything)])),
        users=tuple(dict.fromkeys(name for each in all_of(_USERS) if not _KEY.search(name := str(each))))[
            :50
        ],
        account=next((str(each) for each in all_of(_ACCOUNT) if is_account(str(each))), ""),
        exposed_url=next((str(each) for each in all_of(_URLS) if str(each).startswith("http")), ""),
        support_case=next((str(each) for each in all_of(_CASES)), ""),
        at=next((each for each in times if each), None),
        text="\n".join(texts),
    )


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """(name, value) of all members that are no containers, and the names of those that are; `uid` and `name`,
    which say nothing alone, with the member that they are in, as `account.uid`."""
    waiting, count = [("", "", value)], 0
    while waiting and count < _MEMBERS:
        around, name, each = waiting.pop()
        count += 1
        if isinstance(each, dict):
            yield name, None
            waiting.extend(
                (name, re.sub(r"[_-]", "", str(inner)).lower(), it) for inner, it in reversed(each.items())
            )
        elif isinstance(each, list):
            yield name, None
            waiting.extend((around, name, it) for it in reversed(each))
        else:
            yield f"{around}.{name}" if name in ("uid", "name") else name, each


def _time(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        try:
            return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
        except (OverflowError, ValueError, OSError):
            return None
    return moment(str(value), "UTC")
