"""Whole records inside texts: JSON values in a string, whatever stands before or behind them and however
often they were escaped.

A log agent puts a time before the record, a queue escapes it once more, a subscription packs it with gzip and
base64. Nothing here knows a tool: a text is looked at for what it holds.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from isal import isal_zlib

# What a record, or a table of records, has somewhere in any spelling, in small letters; and how packed
# ones begin.
_MARKS = (
    b"amazonaws.com", b"eventname", b"event_name", b"event name", b"eventtime", b"eventid", b"records",
    b"events", b"cloudtrailevent", b"insight", b"h4si", b"eyj", b"digests3object", b"publickeylist",
)  # fmt: skip
_SIGNS = (b"eventName", b"eventTime", b"eventSource", b"eventVersion", b"eventID", b"userIdentity")
_START = re.compile(r'[\[{](?=\s*(?:"|\{\s*"|\[))')
_PACKED = re.compile(r"(?:H4sI|eyJ)[A-Za-z0-9+/_\s-]{24,}={0,2}\s*")
# The stub of isal calls this class an instance.
_DAMAGED: Any = isal_zlib.error
_decode = json.JSONDecoder().raw_decode
# What a packed text may become, and how many beginnings are tried in one text before the rest is given up.
_MOST = 64 << 20
_TRIES = 10_000


def may_hold(text: bytes) -> bool:
    """Whether a text can hold anything of CloudTrail; most other texts cannot, and are not looked into."""
    small = text.lower()
    return any(mark in small for mark in _MARKS)


def has_record(text: bytes) -> bool:
    """Whether the members of a record are named in it."""
    return sum(sign in text for sign in _SIGNS) >= 3


def values(text: bytes) -> Iterator[bytes]:
    """The JSON objects, lists and strings that a text holds, each as its own bytes, in their order."""
    shown = text.decode("utf-8", "surrogateescape").strip()
    if packed := _unpacked(shown):
        yield from values(packed)
        return
    if shown[:1] in ("{", "[", '"') and (whole := _whole(shown)):
        yield whole
        return
    if not has_record(text):
        return
    found = list(_scattered(shown))
    yield from found or _unescaped(shown)


def _whole(text: str) -> bytes | None:
    try:
        _, end = _decode(text, 0)
    except (ValueError, RecursionError):
        return None
    return None if text[end:].strip() else text.encode("utf-8", "surrogateescape")


def _scattered(text: str) -> Iterator[bytes]:
    """Objects and lists that stand somewhere in a text."""
    at, tries = 0, 0
    while (start := _START.search(text, at)) and tries < _TRIES:
        try:
            _, at = _decode(text, start.start())
        except (ValueError, RecursionError):
            at, tries = start.start() + 1, tries + 1
            continue
        piece = text[start.start() : at].encode("utf-8", "surrogateescape")
        if may_hold(piece):
            yield piece


def _unescaped(text: str) -> Iterator[bytes]:
    """A text that is escaped as a whole and lost the quotes around it, as JSON or as CSV escapes it."""
    if '{\\"' in text:
        inner = text[text.index('{\\"') : text.rindex("}") + 1]
        try:
            shown = json.loads(f'"{inner}"')
        except ValueError:
            return
        yield from values(shown.encode("utf-8", "surrogatepass"))
    elif '{""' in text:
        inner = text[text.index('{""') : text.rindex("}") + 1].replace('""', '"')
        yield from _scattered(inner)


def _unpacked(text: str) -> bytes | None:
    """What base64 holds, inflated where it is gzip; None where it is no such text."""
    if not _PACKED.fullmatch(text):
        return None
    try:
        data = base64.b64decode(re.sub(r"\s", "", text).translate({45: 43, 95: 47}) + "==")
        if data[:2] == b"\x1f\x8b":
            data = isal_zlib.decompressobj(31).decompress(data, _MOST)
    except (binascii.Error, ValueError, _DAMAGED):
        return None
    return data
