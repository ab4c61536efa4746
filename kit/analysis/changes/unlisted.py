"""Calls that no table of effects knows: `CreateX` makes an x and `DeleteX` ends it, so a new service still
shows.

What is made is named by the member of the reply or request that is most like an id of the noun. It is only
done for the intruder's own calls that are no reads, and for the ends of what they made.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from kit.rules import Effect, Kind, call_name

_MAKES = re.compile(r"^(?:Create|Run|Launch|Allocate|Provision|Purchase|Restore|Import)([A-Z]\w*)$")
_ENDS = re.compile(r"^(?:Delete|Terminate|Release|Destroy)([A-Z]\w*)$")
# What such a call gives out or writes is no thing that stands: credentials are in the tree of credentials.
_NO_THINGS = re.compile(
    r"(Tags?|Tokens?|Session|Sessions|MultipartUpload|LogStream|Connection|Query|Report)$"
)
_NO_SOURCES = {"sts", "signin", "sso-oauth", "portal.sso", "health", "support"}
ENDS = ("Delete", "Terminate", "Release", "Destroy")


def effects_of(source: str, event_name: str) -> tuple[Effect, ...]:
    """The effect that the call's name speaks of; empty where it speaks of none."""
    return _effects(source.removesuffix(".amazonaws.com"), call_name(event_name))


def ends_of(kind: Kind) -> list[str]:
    """Names of calls that would end a thing of an unlisted kind; empty for a kind of the tables."""
    noun = kind.name.partition(":")[2]
    return [verb + noun for verb in ENDS] if noun else []


def is_unlisted(kind: Kind) -> bool:
    """Whether no table knows the kind: its name is source and noun."""
    return ":" in kind.name


@functools.cache
def _effects(source: str, call: str) -> tuple[Effect, ...]:
    made, ended = _MAKES.match(call), _ENDS.match(call)
    noun: str = (made or ended or ("", ""))[1]
    if not noun or source in _NO_SOURCES or _NO_THINGS.search(noun):
        return ()
    shown = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", noun).lower()
    kind = Kind(f"{source}:{noun}", "resources", source, shown)
    parts = ("res", "req") if made else ("req", "res")

    def named(event: Mapping, item: object) -> object:
        return next((name for part in parts for name in _names(event.get(part), noun)), None)

    verb = "makes" if made else "ends"
    return (Effect(source, call, verb, kind, None, (), {"id": named}, None, frozenset(parts)),)


def _names(value: object, noun: str) -> Iterator[str]:
    """Ids in a JSON value, the likeliest first: FleetId, then Id and FleetArn, then any name, id or ARN."""
    found: dict[str, str] = {}
    _leaves(value, found)
    for key in _likely(noun):
        if key in found:
            yield found[key]
    for key, text in found.items():
        if key.endswith(("id", "identifier", "name", "arn")) and key not in ("requestid", "clientrequestid"):
            yield text


@functools.cache
def _likely(noun: str) -> tuple[str, ...]:
    own = noun.lower()
    return (f"{own}id", f"{own}identifier", f"{own}name", f"{own}arn", "id", "name", "arn")


def _leaves(value: object, found: dict[str, str], depth: int = 0) -> None:
    """Puts texts of an object by the small letters of their names into `found`, inner ones too."""
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if isinstance(inner, str):
            if inner:
                found[key.lower()] = inner
        elif depth < 3:
            _leaves(inner, found, depth + 1)
