"""Single objects by their names: the originals of rows that an engine gave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import groupby

from kit.sources import failures
from kit.sources.aws import ERRORS, Account
from kit.sources.item import Item
from kit.sources.s3_bucket import Bucket

_AT_ONCE = 16


def objects(
    account: Account, places: Iterable[str], *, now: datetime, held: Collection[str] = (), pays: bool = False
) -> Iterator[Item]:
    """The objects of `places` (s3://bucket/key) that are not held yet, as items; one that cannot be had is an
    item that says why."""
    wanted = sorted({place for place in places if place.startswith("s3://")} - set(held))
    for name, group in groupby(wanted, key=lambda place: place.split("/")[2]):
        try:
            bucket = Bucket(account, name, pays=pays)
        except ERRORS as error:
            why = failures.reason(error)
            yield from (Item(place, now, kind="object", failure=why) for place in group)
            continue
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(lambda place, bucket=bucket: _one(bucket, place, now), group)


def _one(bucket: Bucket, place: str, now: datetime) -> Item:
    key = place.split("/", 3)[3]
    try:
        found = next((one for one in bucket.objects(key) if one.key == key and one.latest), None)
        if found is None or found.deleted:
            return Item(place, now, kind="object", failure="is not there any more")
        data, _ = bucket.fetch(found)
    except ERRORS as error:
        return Item(place, now, kind="object", failure=failures.reason(error))
    if len(data) != found.size:
        return Item(
            place,
            now,
            kind="object",
            failure=f"{len(data)} bytes came of {found.size}: run the command again",
        )
    meta = {"etag": found.etag, "size": found.size, "last_modified": found.modified.isoformat()}
    return Item(place, now, data=data, kind="object", meta=meta)
