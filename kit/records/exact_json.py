"""JSON without loss: number text, duplicate keys, null against absent and key case all survive.

A parsed value is None, bool, str, Number (its text), list, or Pairs (an object as its members in order).
"""

from __future__ import annotations

import hashlib
import json
import re
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any

# Deeper than anything AWS writes; a bound because the readers behind us recurse.
MAX_DEPTH = 200


class Number(str):
    """The text of a JSON number."""

    __slots__ = ()


class Pairs(list):
    """An object as a list of (name, value), duplicates and order kept."""

    __slots__ = ()

    def last(self, name: str) -> Any:
        """The value that counts where a name comes twice (the last), or None."""
        for key, value in reversed(self):
            if key == name:
                return value
        return None


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is no JSON number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=Pairs, parse_int=Number, parse_float=Number, parse_constant=_refuse, strict=True
)


_MAYBE_HALF = re.compile(r"\\u[dD][89a-fA-F]").search
# A pair of surrogates, one alone, or any other escape.
_ESCAPES = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_SPACE = re.compile(r"[ \t\r\n]*")
_scan = json.JSONDecoder().raw_decode


def parse(text: str) -> Any:
    """The one JSON value in `text`. ValueError when it is none or nests deeper than MAX_DEPTH."""
    try:
        value = _DECODER.decode(text)
        _measure(value, 0)
    except RecursionError:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels") from None
    return value


def members(text: bytes) -> list[tuple[str, bytes]]:
    """(name, its value's own bytes) of an object, duplicates included. ValueError when it is none.

    Works on Latin-1, where positions are bytes, so that text that is no UTF-8 passes unharmed.
    """
    window, found = text.decode("latin-1"), []
    at = _next(window, _after(window, 0, "{"))
    try:
        while window[at : at + 1] != "}":
            name, at = _slice(window, at)
            raw, after = _slice(window, _after(window, at, ":"))
            key = json.loads(name.encode("latin-1").decode("utf-8", "replace"))
            found.append((key, raw.encode("latin-1")))
            at = _next(window, after)
            if window[at : at + 1] == ",":
                at = _next(window, at + 1)
            elif window[at : at + 1] != "}":
                raise ValueError(f"no comma at {at}")
    except RecursionError:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels") from None
    return found


def without_half_characters(text: str) -> str:
    """JSON text in which each lone surrogate, which is no character, is written as U+FFFD."""
    if not _MAYBE_HALF(text):
        return text
    return _ESCAPES.sub(lambda found: "\\ufffd" if _HALF.fullmatch(found[0]) else found[0], text)


def is_whole(text: bytes) -> bool:
    """Whether the text is one JSON value, its bytes taken as Latin-1."""
    window = text.decode("latin-1")
    try:
        _, end = _scan(window, 0)
    except (ValueError, RecursionError):
        return False
    return not window[end:].strip()


def _next(window: str, at: int) -> int:
    """Where the next character that is no white space stands."""
    space = _SPACE.match(window, at)
    assert space is not None, "the pattern fits the empty text"
    return space.end()


def _after(window: str, at: int, sign: str) -> int:
    at = _next(window, at)
    if window[at : at + 1] != sign:
        raise ValueError(f"no {sign} at {at}")
    return _next(window, at + 1)


def _slice(window: str, at: int) -> tuple[str, int]:
    _, end = _scan(window, at)
    return window[at:end], end


def _measure(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, Pairs):
        for _, member in value:
            if isinstance(member, list):
                _measure(member, depth + 1)
    elif isinstance(value, list):
        for member in value:
            if isinstance(member, list):
                _measure(member, depth + 1)


def text_of(value: Any) -> str:
    """Compact JSON text of a parsed value, in the order given. ASCII, so that lone surrogates survive too."""
    return "".join(_pieces(value, sort=False))


def canonical(value: Any) -> str:
    """Text that two values share when they are the same content: keys sorted, no white space, one kind of
    escape."""
    return "".join(_pieces(value, sort=True))


def content_key(value: Any) -> str:
    """`sha256:...` over the canonical text."""
    return "sha256:" + hashlib.sha256(canonical(value).encode()).hexdigest()


def _pieces(value: Any, *, sort: bool):
    if value is None:
        yield "null"
    elif value is True:
        yield "true"
    elif value is False:
        yield "false"
    elif isinstance(value, Number):
        yield str(value)
    elif isinstance(value, str):
        yield _quoted(value)
    elif isinstance(value, Pairs):
        # Sorting is stable: members of one name keep their order, which is content.
        members = sorted(value, key=lambda pair: pair[0]) if sort else value
        comma = "{"
        for name, member in members:
            yield comma + _quoted(name) + ":"
            yield from _pieces(member, sort=sort)
            comma = ","
        yield "}" if members else "{}"
    else:
        comma = "["
        for member in value:
            yield comma
            yield from _pieces(member, sort=sort)
            comma = ","
        yield "]" if value else "[]"
