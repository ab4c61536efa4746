"""Keys of which a notice shows only the ends: `****-****-WXYZ`, `AKIA...WXYZ`, "the key ending in WXYZ"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kit.ids import fits_masked
from kit.notice.patterns import says

_COVER = r"(?:\\?[*•●・…#_]|\.{3}|-)"
# A whole id of which letters were written over.
_OVERWRITTEN = re.compile(
    r"(?<![A-Z0-9])(?=[A-Z0-9]{20}(?![A-Z0-9]))"
    r"(?P<head>(?:AKIA|ASIA)[A-Z2-7]{0,10}?)X{6,16}(?P<tail>[A-WYZ2-7][A-Z2-7]{0,9})?(?![A-Z0-9])"
)
_SHAPES = (
    _OVERWRITTEN,
    # Ends around what covers the rest; one cover sign alone, a dash or a blank, is none.
    re.compile(
        rf"(?<![A-Za-z0-9*#_])(?P<head>(?:AKIA|ASIA|A)(?:(?<=IA)[A-Z2-7]{{0,12}}?)?)?-?"
        rf"(?:{_COVER}{{2,48}}|\.{{3,16}}|…|[xX]{{4,16}}|[\[(](?:masked|redacted|hidden|伏字|マスク)[\])])-?"
        r"(?P<tail>[A-Z2-7]{4,12})(?![A-Za-z0-9*-])"
    ),
    re.compile(
        r"(?i:(?:access )?key(?: id)?,? (?:which |that )?(?:ends|ending)(?: in| with)"
        r"|last (?:four|4)[a-z ]{0,20}:?"
        r"|キー(?:\s?ID)?\s?(?:の)?(?:末尾|下)\s?(?:4\s?(?:桁|文字))?(?:が|は|:|\s)*)"
        r"[\s\"'「(]{0,3}(?P<tail>[A-Z2-7]{4,8})(?![A-Za-z0-9])"
    ),
)
_BEFORE = 40  # characters in which the word account may stand


def masked_keys(lines: Iterable[str], keys: Iterable[str]) -> tuple[str, ...]:
    """As `AKIA...WXYZ`, those aside that are named in full. A masked account is no key."""
    known, found = list(keys), []
    for line in lines:
        for shape in _SHAPES:
            for match in shape.finditer(line):
                if shape is not _OVERWRITTEN and written_over(match[0]):
                    continue
                parts = match.groupdict()
                head, tail = parts.get("head") or "", parts["tail"] or ""
                before = line[max(match.start() - _BEFORE, 0) : match.start()]
                if tail.isdigit() and not head and says("account_words", before):
                    continue
                if len(head) + len(tail) < 4 or head + tail in ("AKIA", "ASIA"):
                    continue  # as in an example: it tells no key from another
                if not any(fits_masked(f"{head}...{tail}", key) for key in known):
                    found.append(f"{head}...{tail}")
    return tuple(dict.fromkeys(found))[:50]


def written_over(key: str) -> bool:
    """Whether a key id is one of which letters were written over with X."""
    return _OVERWRITTEN.fullmatch(key) is not None
