"""Which member of a record a column holds, by its name: the record's own names in any spelling, and those
that others gave them (column_names.csv).

`Event ID`, `event_id`, `userIdentity.accessKeyId`, `UserIdentityAccessKeyId` and
`aws.cloudtrail.user_identity.access_key_id` are read; what stands below requestParameters and
responseElements keeps the names that it has there.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kit.records.members import MEMBERS

_IDENTITY = (
    "type", "principalId", "arn", "accountId", "accessKeyId", "userName", "invokedBy", "identityProvider",
    "credentialId", "sessionContext.sourceIdentity", "sessionContext.attributes.creationDate",
    "sessionContext.attributes.mfaAuthenticated", "sessionContext.sessionIssuer.type",
    "sessionContext.sessionIssuer.principalId", "sessionContext.sessionIssuer.arn",
    "sessionContext.sessionIssuer.accountId", "sessionContext.sessionIssuer.userName",
)  # fmt: skip
# Members that are objects of any shape.
OPEN = ("requestParameters", "responseElements", "additionalEventData", "serviceEventDetails", "tlsDetails")
_MOST_LEAVES = 2_000


class Place(NamedTuple):
    """Where a column belongs: the member's path in the record, and the path below a member of any shape;
    `sure` where nobody but CloudTrail names a thing so."""

    member: str
    below: tuple[str, ...] = ()
    sure: bool = True


@functools.lru_cache(4096)
def plain_name(name: str) -> str:
    """`Event ID`, `EventId` and `event_id` are one name."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


@functools.cache
def _known() -> dict[str, Place]:
    own = [*MEMBERS.values(), "userIdentity", *(f"userIdentity.{each}" for each in _IDENTITY)]
    found = {plain_name(member): Place(member) for member in own}
    found |= {member.lower(): Place(member) for member in OPEN}
    with Path(__file__).with_name("column_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["name"], Place(row["member"], sure=row["sure"] == "yes"))
    return found


@functools.lru_cache(16384)
def place_of(name: str) -> Place | None:
    """Where the column of this name belongs, or None."""
    known = _known()
    if found := known.get(plain_name(name)):
        return found
    parts = [part for part in re.split(r"[.:]", name) if part]
    for number, part in enumerate(parts[:-1]):
        if (found := known.get(plain_name(part))) and found.member in OPEN:
            return Place(found.member, tuple(parts[number + 1 :]), found.sure)
    for number in range(1, len(parts)):
        if found := known.get(plain_name("".join(parts[number:]))):
            return found
    for member in OPEN:
        # request_parameters_user_name, requestParameters_userName
        words = re.sub(r"([A-Z])", r"_?\1", member)
        if below := re.match(rf"{words}_+(\w+)$", name, re.IGNORECASE):
            return Place(member, (_camel(below[1]),))
    return None


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def looks_like_columns(names: Iterable[str]) -> bool:
    """Whether these are the columns of a table of CloudTrail events, however spelled."""
    found = {}
    for name in names:
        if plain_name(name.partition(".")[0]) == "s3":
            return False
        if (place := place_of(name)) and not place.below:
            found[place.member] = place.sure or found.get(place.member, False)
    dated = found.get("eventID") or found.get("eventTime")
    if found.get("eventName") and dated:
        return True
    return {"eventName", "eventTime", "eventSource"} <= set(found)


def is_of_aws(cells: dict[str, Any]) -> bool:
    """Whether a row under names that others use too is CloudTrail's: its source is a service of AWS."""
    sure = False
    for name, value in cells.items():
        place = place_of(name)
        if place is None or place.below:
            continue
        if place.member == "eventSource" and str(value).endswith((".amazonaws.com", ".amazonaws.com.cn")):
            return True
        sure = sure or (place.member == "eventName" and place.sure)
    return sure


def flattened(cells: dict[str, Any]) -> dict[str, Any]:
    """Cells with objects below them under dotted names; lists and members of any shape stay as they are."""
    return dict(_leaves("", cells, [_MOST_LEAVES]))


def _leaves(before: str, value: dict[str, Any], left: list[int]) -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        path = f"{before}.{name}" if before else str(name)
        place = place_of(path)
        if isinstance(inner, dict) and inner and not (place and place.member in OPEN) and left[0] > 0:
            yield from _leaves(path, inner, left)
        else:
            left[0] -= 1
            yield path, inner


def with_own_names(cells: dict[str, Any]) -> dict[str, Any]:
    """Cells, with objects below them, under the names that a record has; others are left out."""
    found: dict[str, Any] = {}
    for name, value in flattened(cells).items():
        place = place_of(name)
        if place is None or place.below or value in (None, "", "-"):
            continue
        *way, last = place.member.split(".")
        inner = found
        for part in way:
            inner = inner.setdefault(part, {})
            if not isinstance(inner, dict):
                break
        else:
            inner[last] = value
    return found
