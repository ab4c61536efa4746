"""`kit hunt`: each place is searched for the leaked keys, and what that brought is taken into the case as
evidence.

Only what was searched and where a key stands is kept, with the case's other evidence and in its ledger; the
files that were searched stay where they are, for they hold a secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kit.case import Case, as_case
from kit.collect import SILENT, Progress, collect_items, refresh
from kit.errors import UsageError
from kit.hunt.needles import Needles
from kit.hunt.places import hunt_place
from kit.hunt.search import Search
from kit.sources import Item


def hunt(case: Case | str | Path, *places: str | Path, watch: Progress = SILENT) -> list[Search]:
    """Searches each of `places` for the leaked keys of the case and keeps what that brought; gives the
    searches.

    A place is a file, a folder or a repository. The finds are the answer to question `exposures`, the
    searches that to `hunts`. UsageError where the case knows neither a key nor an account, or no place is
    named; SourceError where there is nothing at a place.
    """
    case = as_case(case)
    if not places:
        raise UsageError("hunt: name a place: a file, a folder or a repository")
    if not (case.keys or case.account):
        raise UsageError("hunt: no key is known yet; `kit key CASE AKIA...` adds one")
    needles, done = Needles(case.keys, case.account), []
    for search in _searched(places, needles, watch):
        done.append(search)
        collect_items(case, [_item(search)])
        if search.stopped:
            break
    refresh(case)
    if done and done[-1].stopped:
        raise KeyboardInterrupt
    return done


def _searched(places: tuple[str | Path, ...], needles: Needles, watch: Progress) -> Iterator[Search]:
    for place in places:
        yield hunt_place(place, needles, tell=lambda search: watch.progress(files=search.looked["files"]))


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
