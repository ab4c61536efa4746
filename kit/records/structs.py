"""Objects as texts: JSON, or as Hive, Athena and Lake write them: {type=IAMUser, sessioncontext={...}}."""

from __future__ import annotations

import json
import re
from typing import Any

_NAME = re.compile(r"\s*([A-Za-z_][\w-]*)=")
_NEXT = re.compile(r",\s*[A-Za-z_][\w-]*=|\}")
_DEEPEST = 20


def object_of(text: str) -> dict[str, Any] | None:
    """The object that a text holds; None where it holds none."""
    text = text.strip()
    if text[:1] != "{":
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    value, end = _struct(text, 0, 0)
    return value if value and not text[end:].strip() else None


def _struct(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    """(members, where the struct ends) of the struct that begins at `at`."""
    found: dict[str, Any] = {}
    at += 1
    while depth < _DEEPEST and (name := _NAME.match(text, at)):
        at = name.end()
        if text[at : at + 1] == "{":
            value, at = _struct(text, at, depth + 1)
        elif text[at : at + 1] == "[":
            end = text.find("]", at)
            end = len(text) if end < 0 else end + 1
            value, at = text[at:end], end
        else:
            following = _NEXT.search(text, at)
            end = following.start() if following else len(text)
            value, at = text[at:end].strip(), end
        if value not in ("", "null"):
            found[name[1]] = value
        if text[at : at + 1] != ",":
            break
        at += 1
    return found, at + 1
