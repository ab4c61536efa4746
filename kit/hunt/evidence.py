"""`kit hunt`: each place is searched for the leaked keys, and what that brought is taken into the case as
evidence.

Only what was searched and where a key stands is kept, with the case's other evidence and in its ledger; the
files that were searched stay where they are, for they hold a secret.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from kit.case import Case, as_case
from kit.collect import SILENT, Progress, collect_items, refresh, sign_in
from kit.errors import SourceError, UsageError
from kit.hunt.buckets import hunt_bucket
from kit.hunt.needles import Needles
from kit.hunt.places import hunt_place
from kit.hunt.search import Search
from kit.sources import Access, Item

if TYPE_CHECKING:
    from kit.sources import Account


def hunt(
    case: Case | str | Path,
    *places: str | Path,
    access: Access | None = None,
    requester_pays: bool = False,
    second_opinion: bool = False,
    watch: Progress = SILENT,
) -> list[Search]:
    """Searches each of `places` for the leaked keys of the case and keeps what that brought; gives the
    searches.

    A place is a file, a folder, a repository, or s3://BUCKET/PREFIX: only then is there any network, with
    `access` to sign in (the environment's own credentials by default). The finds are the answer to question
    `exposures`, the searches that to `hunts`. `second_opinion` asks a scanner
    for other secrets too, where one is installed. UsageError where the case knows neither a key nor an
    account, or no place is named; SourceError where there is nothing at a place. Stopped by Ctrl-C it keeps
    what was found.
    """
    case = as_case(case)
    if not places:
        raise UsageError("hunt: name a place: a file, a folder or a repository")
    if not (case.keys or case.account):
        raise UsageError(f"hunt: no key is known yet; `kit key {case.folder} AKIA...` adds one")
    needles, done = Needles(case.keys, case.account), []
    way = _Way(case, access, requester_pays, second_opinion, watch)
    for place in places:
        if not str(place).startswith("s3://") and not os.path.lexists(place):
            raise SourceError(f"{place}: is not there; name a file, a folder or a repository")
    for search in _searched(places, needles, way):
        done.append(search)
        collect_items(case, [_item(search)])
        if search.stopped:
            break
    refresh(case)
    if done and done[-1].stopped:
        raise KeyboardInterrupt
    return done


@dataclass
class _Way:
    """How a bucket is reached, and who watches."""

    case: Case
    access: Access | None
    pays: bool
    second: bool
    watch: Progress

    def tell(self, search: Search) -> None:
        self.watch.progress(files=search.looked["files"] + search.looked["objects"])

    @functools.cached_property
    def account(self) -> Account:
        """Signed in once, and neither with the leaked key nor as the quarantined user."""
        opened = sign_in(self.case, self.access or Access())
        self.watch.say(f"signed in as {opened.arn}")
        return opened


def _searched(places: Iterable[str | Path], needles: Needles, way: _Way) -> Iterator[Search]:
    for place in places:
        if str(place).startswith("s3://"):
            from kit.sources import s3_objects

            objects = functools.partial(s3_objects.held, way.account, str(place), pays=way.pays)
            yield hunt_bucket(str(place), objects, needles, way.tell)
        else:
            yield from hunt_place(place, needles, second=way.second, tell=way.tell)


def _item(search: Search) -> Item:
    at: datetime = search.ended_at or search.began_at
    return Item(
        origin=f"hunt:{search.root}#{at.isoformat()}",
        fetched_at=at,
        data=search.document(_version()),
        kind="hunt",
    )


def _version() -> str:
    try:
        return version("leaked-key-kit")
    except PackageNotFoundError:
        return "unknown"
