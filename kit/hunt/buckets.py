"""The objects of a bucket searched for the key, each as it comes; nothing of them stays on this machine."""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kit.hunt.content import Content, Find
from kit.hunt.images import Images
from kit.hunt.needles import Needles
from kit.hunt.places import begun, hits_of, now, stopped_by_hand
from kit.hunt.search import Search

if TYPE_CHECKING:
    from kit.sources import s3_objects

Objects = Callable[[Path], Iterator["s3_objects.Held"]]


def hunt_bucket(place: str, objects: Objects, needles: Needles, tell: Callable[[Search], None]) -> Search:
    """Searches what `objects(spool)` brings of `place`, s3://bucket/prefix."""
    search, images = begun(place, "bucket", needles), Images()
    with stopped_by_hand(search), tempfile.TemporaryDirectory(prefix="kit-hunt-") as spool:
        for one in objects(Path(spool)):
            if one.failure is not None:
                search.refuse(one.origin, one.failure)
                continue
            search.count("objects", 1)
            for hit in hits_of(_finds(one, search, needles, Path(spool), images), "bucket", one.origin):
                search.add(hit)
            tell(search)
    images.explain(search.hits)
    search.ended_at = now()
    return search


def _finds(one: s3_objects.Held, search: Search, needles: Needles, spool: Path, images: Images) -> list[Find]:
    def refuse(inside: str | None, reason: str) -> None:
        search.refuse(one.origin if inside is None else f"{one.origin}!/{inside}", reason)

    def keep(inside: str, data: memoryview) -> None:
        images.note(f"{one.origin}!/{inside}", data)

    content = Content(needles, refuse, search.count, spool, keep)
    found = content.search_name(one.key)
    if one.path is None:
        return found + content.search(one.data or b"")
    try:
        with (
            one.path.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
            memoryview(mapped) as data,
        ):
            return found + content.search(data)
    finally:
        one.path.unlink(missing_ok=True)
