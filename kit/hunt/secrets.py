"""Whether a secret access key stands beside a key id, and the care that none is ever shown.

A secret access key is 40 characters of base64 (IAM user guide, "Managing access keys"). It is looked at
where it lies; what leaves this module is yes or no, and texts with anything like one blotted out.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from kit.hunt.documents import from_base64

_TOKEN = re.compile(rb"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])")
_IN_NAME = re.compile(r"(?<![A-Za-z0-9+])[A-Za-z0-9+]{40}(?![A-Za-z0-9+])")
_IN_TEXT = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])")
_VALUE = re.compile(
    r"(?i)\b([A-Z0-9_.-]*(?:secret|passw|token|credential|private|auth)[A-Z0-9_.-]*\s*[=:\s]\s*)(\S+)"
)
_LOGIN = re.compile(r"(?<=://)[^/@\s]+@")
_RUN = re.compile(rb"[A-Za-z0-9+/\r\n]*")
_RUN_BEFORE = re.compile(rb"[A-Za-z0-9+/\r\n]*$")
# How far from the key id its secret may stand, in bytes.
_BEFORE, _AFTER = 600, 1000
BLOT = "***"


def stands_beside(data: bytes, offset: int, *, encoded: bool = False) -> bool:
    """Whether something of the shape of a secret access key stands near `offset`: in plain text, in UTF-16,
    or, where the key is `encoded`, in the same base64."""
    window = data[max(0, offset - _BEFORE) : offset + _AFTER].replace(b"\0", b"")
    if _any_secret(window):
        return True
    return encoded and any(map(_any_secret, _decoded(data, offset)))


def _any_secret(window: bytes) -> bool:
    return any(_looks_secret(found[0].decode()) for found in _TOKEN.finditer(window))


def _decoded(data: bytes, offset: int) -> Iterator[bytes]:
    """What the base64 around a place says; where it begins is not known, so at each of four alignments."""
    before = _RUN_BEFORE.search(data[max(0, offset - 2 * _BEFORE) : offset])
    after = _RUN.match(data[offset : offset + 2 * _AFTER])
    run = (before[0] if before else b"") + (after[0] if after else b"")
    for drop in range(4):
        yield from_base64(run[drop:]).replace(b"\0", b"")


def blotted(name: str) -> str:
    """A path, an address or a name, with what may be a secret in it blotted out."""
    return _tokens(_IN_NAME, _LOGIN.sub(f"{BLOT}@", name))


def blotted_command(text: str) -> str:
    """A command, with the value of whatever is called a secret, and what looks like one, blotted out."""
    return _tokens(_IN_TEXT, _VALUE.sub(lambda found: found[1] + BLOT, _LOGIN.sub(f"{BLOT}@", text)))


def _tokens(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: BLOT if _looks_secret(found[0]) else found[0], text)


def _looks_secret(token: str) -> bool:
    """Random letters of both cases and digits: no hash in hex, no path, no run of one letter."""
    kinds = (any(map(str.isupper, token)), any(map(str.islower, token)), any(map(str.isdecimal, token)))
    if not all(kinds):
        return False
    counts = Counter(token).values()
    return -sum(n / len(token) * math.log2(n / len(token)) for n in counts) > 4.0
