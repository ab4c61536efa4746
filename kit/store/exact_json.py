"""JSON without loss: number text, duplicate keys, null against absent and key case all survive.

A parsed value is None, bool, str, Number (its text), list, or Pairs (an object as its members in order).
"""

from __future__ import annotations

import hashlib
import json
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


def parse(text: str) -> Any:
    """The one JSON value in `text`. ValueError when it is none or nests deeper than MAX_DEPTH."""
    try:
        value = _DECODER.decode(text)
        _measure(value, 0)
    except RecursionError:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels") from None
    return value


def top_names(text: bytes) -> list[str]:
    """Names of an object's own members, duplicates included. Empty for anything else."""
    try:
        value = _DECODER.decode(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return []
    return [name for name, _ in value] if isinstance(value, Pairs) else []


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
    """Text that two values share when they are the same content: keys sorted, no white space, one kind of escape."""
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
