"""`s3://bucket/prefix`: every object under it, older versions too, one after the other, for a search
through them.

They are fetched a few ahead of whoever reads them; long ones go to a file. Only calls that read are made,
and an object that cannot be had has a reason in its place.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import UsageError
from kit.rules import own_calls
from kit.sources import failures, unread
from kit.sources.aws import ERRORS
from kit.sources.s3_bucket import Bucket, Found

if TYPE_CHECKING:
    from kit.sources.aws import Account

_AHEAD, _FETCHERS = 16, 8
# Longer ones lie on disk while they are read.
_HELD = 8 << 20
_PIECE = 1 << 20


@dataclass(frozen=True)
class Held:
    """One object: its bytes, the file that has them, or why there are none. `origin` is s3://bucket/key,
    with the version where it is an older one."""

    origin: str
    key: str
    data: bytes | None = None
    path: Path | None = None
    failure: str | None = None


def held(account: Account, place: str, spool: Path, *, pays: bool = False) -> Iterator[Held]:
    """Objects of `place`, in the order of the listing. UsageError where it names no bucket. Files in
    `spool` are the reader's to remove."""
    name, _, prefix = place.removeprefix("s3://").partition("/")
    if not name:
        raise UsageError(f"{place}: names no bucket; write s3://bucket/prefix")
    waiting: deque[Future[Held]] = deque()
    with ThreadPoolExecutor(_FETCHERS) as pool:
        try:
            bucket = Bucket(account, name, pays=pays)
            for one in bucket.objects(prefix):
                waiting.append(pool.submit(_fetched, bucket, one, spool))
                if len(waiting) >= _AHEAD:
                    yield waiting.popleft().result()
        except ERRORS as error:
            yield Held(f"s3://{name}/{prefix}", prefix, failure=failures.reason(error))
        while waiting:
            yield waiting.popleft().result()


def _fetched(bucket: Bucket, one: Found, spool: Path) -> Held:
    origin = f"s3://{bucket.name}/{one.key}" + (f"?versionId={one.version}" if one.version else "")
    try:
        if one.size <= _HELD:
            return Held(origin, one.key, data=bucket.fetch(one)[0])
        given = {"Bucket": bucket.name, "Key": one.key, "IfMatch": f'"{one.etag}"', **bucket.payer}
        if one.version:
            given["VersionId"] = one.version
        body = bucket.account.ask(*own_calls().object, bucket.region, **given)["Body"]
        with tempfile.NamedTemporaryFile(dir=spool, delete=False) as kept:
            while piece := unread.read(body.read, _PIECE):
                kept.write(piece)
        return Held(origin, one.key, path=Path(kept.name))
    except ERRORS as error:
        code = failures.code_of(error)
        why = "is in an archive class (Glacier): restore it there" if code == "InvalidObjectState" else ""
        return Held(origin, one.key, failure=why or failures.reason(error))
