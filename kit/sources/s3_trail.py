"""`trail` and `s3://...`: objects of a trail, listed and fetched side by side, nothing twice, every failure
named.

A trail's buckets are found with DescribeTrails. Digests come with their S3 metadata (the signature lives
there) and the public keys of their time. An object that the vault holds with the same ETag and size is not
fetched again.
"""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit.errors import UsageError
from kit.sources import failures
from kit.sources.aws import ERRORS
from kit.sources.item import Item, Pause
from kit.sources.s3_bucket import Bucket, Found
from kit.sources.trail_places import DIGEST, Places, Wanted, find
from kit.sources.trails import keys_of_digests, places_of_trails

if TYPE_CHECKING:
    from kit.case import Case
    from kit.sources.aws import Account

LISTERS, FETCHERS = 12, 16
# Objects listed and not fetched yet; fetched and not stored yet, in objects and in bytes.
LISTED, AHEAD, BYTES = 4_000, 400, 64 << 20
PAST = timedelta(days=90)
_END = object()


def items(
    account: Account,
    case: Case,
    place: str | None,
    *,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    held: Mapping[str, tuple[str, int]] | None = None,
    pays: bool = False,
    say: Callable[[str], None] = lambda line: None,
    expect: Callable[[int], None] = lambda total: None,
) -> Iterator[Item | Pause]:
    """Objects of `place` (s3://bucket/prefix), or of every trail that the account can see.

    `held`: origin -> (ETag, size) of what the vault has. Times naive UTC; `since` defaults to 90 days before
    notice.
    """
    places = [_parsed(place)] if place else []
    if place is None:
        for found in places_of_trails(account, now):
            if isinstance(found, Item):
                yield found
            elif found not in places:
                places.append(found)
                say(f"trail: objects lie in s3://{found[0]}/{found[1]}")
    for bucket, prefix in places:
        run = _Run(account, case, now, _bounds(case, now, since, until), held or {}, pays, say, expect)
        yield from run.items(bucket, prefix)


def _parsed(place: str) -> tuple[str, str]:
    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    if not bucket:
        raise UsageError(f"collect: {place}: names no bucket; write s3://bucket/prefix")
    return bucket, prefix


def _bounds(
    case: Case, now: datetime, since: datetime | None, until: datetime | None
) -> tuple[datetime, datetime]:
    end = until or case.until or now
    notice = case.notice.get("received_at")
    past = (
        datetime.fromisoformat(notice.replace("Z", "+00:00")).replace(tzinfo=None)
        if notice
        else min(now, end)
    )
    return since or case.since or past - PAST, end


class _Run:
    def __init__(self, account, case, now, bounds, held, pays, say, expect) -> None:
        self.account, self.case, self.now, self.held = account, case, now, held
        self.pays, self.say, self.expect = pays, say, expect
        self.since, self.until = bounds
        self.todo: queue.Queue = queue.Queue(maxsize=LISTED)
        self.out: queue.Queue = queue.Queue(maxsize=AHEAD)
        self.stopped = threading.Event()
        self.room = threading.Condition()
        self.bytes = self.known = self.listed = self.deleted = 0
        self.expired = False
        self.digest_regions: set[str] = set()

    def items(self, name: str, prefix: str) -> Iterator[Item | Pause]:
        try:
            bucket = Bucket(self.account, name, pays=self.pays)
            with ThreadPoolExecutor(LISTERS) as pool:
                found = find(bucket.folders, prefix, self._wanted(), pool)
        except ERRORS as error:
            yield self._failure(f"s3://{name}/{prefix}", self._why(error))
            return
        self._tell(name, prefix, found)
        threads = [threading.Thread(target=self._list, args=(bucket, found.prefixes), daemon=True)]
        threads += [
            threading.Thread(target=self._fetch_all, args=(bucket,), daemon=True) for _ in range(FETCHERS)
        ]
        for thread in threads:
            thread.start()
        try:
            yield from self._collected(FETCHERS)
        finally:
            self.stopped.set()
            while any(thread.is_alive() for thread in threads):
                for waiting in (self.todo, self.out):
                    try:
                        waiting.get(timeout=0.02)
                    except queue.Empty:
                        continue
                with self.room:
                    self.room.notify_all()
        if self.digest_regions and not self.expired:
            yield from keys_of_digests(self.account, self.digest_regions, self.now, self.since, self.until)
        if not self.listed and not self.expired:
            yield self._failure(
                f"s3://{name}/{prefix}", "no object there for these accounts, Regions and days"
            )
        if self.known:
            self.say(f"s3://{name}: {self.known:,} objects are in the vault already")
        if self.deleted:
            self.say(
                f"s3://{name}: {self.deleted:,} objects were deleted;"
                " the versions that the bucket kept were taken"
            )

    def _wanted(self) -> Wanted:
        accounts = frozenset(self.account.access.accounts)
        if not accounts and self.case.account:
            accounts = frozenset([self.case.account])
        accounts = frozenset() if "all" in accounts else accounts
        # Folders carry the day of delivery: what happened late on the last day lies in the next one.
        return Wanted(
            accounts,
            frozenset(self.account.access.regions),
            self.since.date(),
            self.until.date() + timedelta(days=1),
        )

    def _tell(self, name: str, prefix: str, found: Places) -> None:
        self.say(
            f"s3://{name}/{prefix}: {len(found.prefixes)} prefixes to list, {self.since:%Y-%m-%d} to"
            f" {self.until:%Y-%m-%d}"
        )
        if found.left_out:
            self.say(
                f"s3://{name}: logs of {len(found.left_out)} other accounts are left out;"
                " --accounts names them or all"
            )
        if found.gave_up:
            self.say(
                f"s3://{name}: too many folders to look for AWSLogs/ in all of them;"
                " give the prefix before it"
            )

    def _list(self, bucket: Bucket, prefixes: list[str]) -> None:
        with ThreadPoolExecutor(LISTERS) as pool:
            list(pool.map(lambda prefix: self._list_one(bucket, prefix), prefixes))
        for _ in range(FETCHERS):
            self._offer(self.todo, _END)

    def _list_one(self, bucket: Bucket, prefix: str) -> None:
        if self.stopped.is_set():
            return
        try:
            for one in bucket.objects(prefix):
                if self.stopped.is_set():
                    return
                self._want(bucket, one)
        except ERRORS as error:
            self._offer(self.out, self._failure(f"s3://{bucket.name}/{prefix}", self._why(error)))
        except BaseException as error:
            self._offer(self.out, error)

    def _want(self, bucket: Bucket, one: Found) -> None:
        origin = _origin(bucket, one)
        with self.room:
            self.listed += 1
            self.deleted += one.deleted
            same = self.held.get(origin) == (one.etag, one.size)
            self.known += same
            if DIGEST in one.key:
                self.digest_regions.add(one.key.split(DIGEST)[1].partition("/")[0])
            if self.listed % 500 == 0:
                self.expect(self.listed - self.known)
        if not same:
            self._offer(self.todo, one)

    def _fetch_all(self, bucket: Bucket) -> None:
        try:
            while (one := self._next()) is not None:
                with self.room:
                    while self.bytes > BYTES and not self.stopped.is_set():
                        self.room.wait(0.5)
                    self.bytes += one.size
                for item in self._fetched(bucket, one):
                    self._offer(self.out, item)
        except BaseException as error:
            self._offer(self.out, error)
        self._offer(self.out, _END)

    def _next(self) -> Found | None:
        """The next object to fetch; None when there are no more, or when the run was stopped meanwhile, in
        which case nobody says that the listing has come to its end."""
        while not self.stopped.is_set():
            with contextlib.suppress(queue.Empty):
                one = self.todo.get(timeout=0.2)
                return None if one is _END else one
        return None

    def _fetched(self, bucket: Bucket, one: Found) -> Iterator[Item]:
        origin = _origin(bucket, one)
        try:
            data, metadata = bucket.fetch(one)
        except ERRORS as error:
            yield self._failure(origin, self._why(error))
            return
        if len(data) != one.size:
            yield self._failure(origin, f"{len(data)} bytes came of {one.size}: run the same command again")
            return
        meta = {
            "etag": one.etag,
            "size": one.size,
            "last_modified": one.modified.isoformat(),
            **({"version": one.version} if one.version else {}),
            **({"deleted": True} if one.deleted else {}),
        }
        yield Item(origin, self.now, data=data, kind="object", meta=meta)
        if DIGEST in one.key:
            beside = {
                "Metadata": metadata,
                "ETag": one.etag,
                "ContentLength": one.size,
                "LastModified": one.modified.isoformat(),
            }
            yield Item(f"{origin}.metadata.json", self.now, data=json.dumps(beside).encode(), kind="object")

    def _collected(self, working: int) -> Iterator[Item | Pause]:
        while working:
            try:
                found = self.out.get(timeout=1.0)
            except queue.Empty:
                yield Pause()
                continue
            if found is _END:
                working -= 1
            elif isinstance(found, BaseException):
                raise found
            else:
                if found.failure and "credentials have expired" in found.failure:
                    self.stopped.set()
                    if self.expired:
                        continue
                    self.expired = True
                with self.room:
                    self.bytes -= len(found.data or b"")
                    self.room.notify()
                yield found
                if self.expired:
                    return

    def _offer(self, waiting: queue.Queue, what: object) -> None:
        while not self.stopped.is_set():
            try:
                waiting.put(what, timeout=0.2)
                return
            except queue.Full:
                continue

    def _failure(self, origin: str, why: str) -> Item:
        return Item(origin, self.now, kind="object", failure=why)

    def _why(self, error: BaseException) -> str:
        code = failures.code_of(error)
        if code in ("PreconditionFailed", "412"):
            return "changed while it was read: run the same command again"
        if code in ("NoSuchKey", "404"):
            return "is gone since it was listed"
        if code == "NoSuchBucket":
            return "there is no such bucket"
        if code == "InvalidObjectState":
            return "is in an archive class (Glacier): restore it there, then run the same command again"
        why = failures.reason(error)
        if code in failures.DENIED and not self.pays and "KMS" not in why:
            why += "; where the requester pays, --yes agrees to the charge"
        return why


def _origin(bucket: Bucket, one: Found) -> str:
    return f"s3://{bucket.name}/{one.key}" + (f"?versionId={one.version}" if one.version else "")
