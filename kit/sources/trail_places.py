"""Where a trail's objects lie in a bucket: every layout of CloudTrail, pruned by account, Region and day
before listing.

Layouts (CloudTrail user guide, "Getting and viewing log files"; P any prefix, O an organisation's id):
P/AWSLogs/[O/]ACCOUNT/CloudTrail[-Digest|-Insight|-NetworkActivity]/REGION/YYYY/MM/DD/. Control Tower's P is O
itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, timedelta

KINDS = ("CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight", "CloudTrail-NetworkActivity")
DIGEST = "/CloudTrail-Digest/"
ROOT = "AWSLogs/"
_ORG, _ACCOUNT, _REGION = (
    re.compile(r"^o-[a-z0-9]{10,32}$"),
    re.compile(r"^\d{12}$"),
    re.compile(r"^[a-z]{2}(-[a-z]+)+-\d$"),
)
# A bucket of many things is not walked to its bottom in search of a trail.
DEEP, WIDE = 6, 400

Folders = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Wanted:
    """What to keep. Empty `accounts` or `regions`: all. Days are those of delivery; None is no bound."""

    accounts: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None


@dataclass
class Places:
    """What was found: prefixes to list, and what was left out by the choice of accounts and kinds."""

    prefixes: list[str] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    other_kinds: set[str] = field(default_factory=set)
    gave_up: bool = False


def find(folders: Folders, prefix: str, wanted: Wanted, pool: Executor) -> Places:
    """Prefixes under `prefix` to list. `folders(prefix)` lists the next level, each with its closing slash.

    Without any AWSLogs/ below, the prefix itself is listed whole.
    """
    found = Places()
    roots = list(_roots(folders, prefix, found))
    if not roots:
        found.prefixes.append(prefix)
        return found
    accounts = [place for root in roots for place in _accounts(folders, root, prefix, wanted, found)]
    for prefixes in pool.map(lambda place: _days_of(folders, place, prefix, wanted, found), accounts):
        found.prefixes += prefixes
    return found


def _roots(folders: Folders, prefix: str, found: Places) -> Iterator[str]:
    """Every .../AWSLogs/ at, above or below the prefix."""
    inside = re.search(r"(?:^|/)AWSLogs(?:/|$)", prefix)
    if inside:
        yield prefix[: inside.end()].rstrip("/") + "/"
        return
    level, listed = [prefix if not prefix or prefix.endswith("/") else prefix.rpartition("/")[0] + "/"], 0
    level = [""] if level == ["/"] else level
    for _ in range(DEEP):
        below = []
        for place in level:
            listed += 1
            if listed > WIDE:
                found.gave_up = True
                return
            for folder in folders(place):
                if not _fits(folder, prefix):
                    continue
                if folder.removeprefix(place) == ROOT:
                    yield folder
                else:
                    below.append(folder)
        level = below


def _accounts(folders: Folders, root: str, prefix: str, wanted: Wanted, found: Places) -> Iterator[str]:
    for folder in _next(folders, root, prefix):
        name = folder.removeprefix(root).rstrip("/")
        if _ORG.match(name):
            yield from _accounts(folders, folder, prefix, wanted, found)
        elif _ACCOUNT.match(name):
            found.accounts.add(name)
            if not wanted.accounts or name in wanted.accounts:
                yield folder
            else:
                found.left_out.add(name)
        else:
            found.other_kinds.add(name)


def _days_of(folders: Folders, account: str, prefix: str, wanted: Wanted, found: Places) -> list[str]:
    """Prefixes of one account: its kinds, Regions and days."""
    made: list[str] = []
    for kind in _next(folders, account, prefix):
        name = kind.removeprefix(account).rstrip("/")
        if name not in KINDS:
            found.other_kinds.add(name)
            continue
        for region in _next(folders, kind, prefix):
            place = region.removeprefix(kind).rstrip("/")
            if _REGION.match(place) and (not wanted.regions or place in wanted.regions):
                days = (region + day for day in days_between(wanted.first, wanted.last))
                made += [prefix if prefix.startswith(day) else day for day in days if _fits(day, prefix)]
    return list(dict.fromkeys(made))


def _next(folders: Folders, place: str, prefix: str) -> list[str]:
    """Folders of the next level that fit the prefix; the one that the prefix names needs no listing."""
    if prefix.startswith(place) and "/" in (rest := prefix[len(place) :]):
        return [place + rest.partition("/")[0] + "/"]
    return [folder for folder in folders(place) if _fits(folder, prefix)]


def _fits(place: str, prefix: str) -> bool:
    return place.startswith(prefix) or prefix.startswith(place)


def days_between(first: date | None, last: date | None) -> list[str]:
    """The shortest list of date prefixes that covers these days: `2026/03/`, whole months, or
    `2026/03/22/`."""
    if first is None or last is None:
        return [""]
    made, day = [], first
    while day <= last:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if day.day == 1 and following - timedelta(days=1) <= last:
            made.append(f"{day:%Y/%m}/")
            day = following
        else:
            made.append(f"{day:%Y/%m/%d}/")
            day += timedelta(days=1)
    return made
