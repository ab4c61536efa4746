"""Log files against the digests that name them: what is proved, altered, missing, and what no digest
names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kit.integrity.chain import BESIDE, Held
from kit.integrity.signature import LONGEST, moment
from kit.integrity.tables import Check, File
from kit.records import possible

Hashes = Mapping[int, tuple[str | None, str | None]]
Place = tuple[str, str]
_NAME = re.compile(r"(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{8}T\d{4})Z_[^/!]*$")
_SECOND = timedelta(seconds=1)
_WRONG = {
    "format": "is no gzip any more",
    "trailing": "has unexpected data after the end of the compressed stream",
}


@dataclass
class Logs:
    """The log files of a case by name; `delivered` holds each account's and Region's times of delivery."""

    by_name: dict[str, list[File]] = field(default_factory=lambda: defaultdict(list))
    delivered: dict[Place, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, files: Iterable[File]) -> Logs:
        """Log files as the ledger has them."""
        logs = cls()
        for file in files:
            if found := name_parts(file.place):
                logs.by_name[_base(file.place)].append(file)
                if file.failure is None:
                    logs.delivered[found[:2]].append(found[2])
        return logs

    def named_by(self, entry: Mapping[str, Any]) -> list[File]:
        """Files that an entry of a digest means: those at its place, else copies by their name, which is
        unique."""
        key = str(entry.get("s3Object"))
        found = self.by_name.get(_base(key), [])
        here = [file for file in found if file.place == f"s3://{entry.get('s3Bucket')}/{key}"]
        return here or found

    def first(self, place: Place) -> datetime | None:
        """Delivery of the first log file of an account and Region."""
        return min(self.delivered[place], default=None) if place in self.delivered else None


def name_parts(place: str) -> tuple[str, str, datetime] | None:
    """(account, Region, time of delivery) in the name of a log file."""
    found = _NAME.search(place)
    try:
        delivered = datetime.strptime(found[3], "%Y%m%dT%H%M") if found else None
    except ValueError:
        return None
    return (found[1], found[2], delivered) if found and delivered and possible(delivered, None) else None


def wanted(chains: Iterable[Held], logs: Logs) -> set[int]:
    """Ids of the files whose content has to be hashed."""
    entries = (entry for one in chains if _speaks(one) and one.digest for entry in one.digest.logs)
    return {file.file_id for entry in entries for file in logs.named_by(entry) if file.failure is None}


def judge(chains: list[Held], logs: Logs, hashed: Hashes) -> Iterator[Check]:
    """One verdict per entry of a digest and file that it means.

    Of a file that a proved digest proves, a digest that is not proved itself says nothing.
    """
    said = list(_judged(chains, logs, hashed))
    proved = {check.file_id for check in said if check.state == "proved"}
    unproved = {one.place for one in chains if one.state != "proved"} - {
        one.place for one in chains if one.state == "proved"
    }
    yield from (
        check
        for check in said
        if check.state == "proved" or check.file_id not in proved or check.named_by not in unproved
    )


def _judged(chains: list[Held], logs: Logs, hashed: Hashes) -> Iterator[Check]:
    days = _days(chains, logs)
    for one in chains:
        if not _speaks(one):
            continue
        assert one.digest is not None
        for entry in one.digest.logs:
            files = logs.named_by(entry)
            there = [file for file in files if file.failure is None]
            for file in there or files[:1] or [None]:
                yield _verdict(one, entry, file, hashed, days, logs)


def _speaks(one: Held) -> bool:
    """An altered digest says nothing about log files, nor does one that lies beside the chain."""
    return one.digest is not None and one.state != "altered" and one.reason != BESIDE


def _verdict(
    one: Held, entry: Mapping[str, Any], file: File | None, hashed: Hashes, days: Mapping[Place, tuple],
    logs: Logs,
) -> Check:  # fmt: skip
    place = f"s3://{entry.get('s3Bucket')}/{entry.get('s3Object')}"
    account, region, trail = one.chain
    since, until = _span(entry, one)

    def said(state: str, reason: str, detail: str | None = None) -> Check:
        return Check(
            "log",
            account,
            region,
            trail,
            place,
            file.file_id if file else None,
            since,
            until,
            state,
            reason,
            detail,
            one.place,
            one.key_by,
        )

    if file is None:
        found = name_parts(place)
        first, last = days.get((account, region), (None, None))
        asked = first is None or found is None or first <= found[2].date() <= last
        if not any(where[0] == account for where in logs.delivered) or not asked:
            return said("unprovable", "not_collected", "its day was not collected")
        return said("missing", "log_missing", "its digest names it, the case does not hold it")
    if file.failure is not None:
        return said("unprovable", "not_fetched", file.failure)
    sha256, problem = hashed.get(file.file_id, (None, "gone"))
    if problem is not None:
        return said("altered", problem if problem in _WRONG else "hash", _WRONG.get(problem, problem))
    if sha256 != str(entry.get("hashValue")).lower():
        return said(
            "altered", "hash", f"its content hashes to {sha256}, its digest says {entry.get('hashValue')}"
        )
    if one.state != "proved":
        return said("unprovable", "digest_unproved", "fits its digest, which itself cannot be proved")
    return said("proved", "hash_matches")


def _span(entry: Mapping[str, Any], one: Held) -> tuple[datetime, datetime]:
    """First to last event of a log file as its digest says, else what the digest speaks for."""
    try:
        first, last = (moment(entry.get("oldestEventTime")), moment(entry.get("newestEventTime")))
    except ValueError:
        return one.span
    return (first, last + _SECOND) if timedelta() <= last - first <= LONGEST else one.span


def _days(chains: list[Held], logs: Logs) -> dict[Place, tuple]:
    """First and last day that the case holds something of, by account and Region."""
    days: dict[Place, list] = defaultdict(list)
    for place, times in logs.delivered.items():
        days[place] += [min(times).date(), max(times).date()]
    for one in chains:
        days[one.chain[:2]].append(one.span[1].date())
    return {place: (min(found), max(found)) for place, found in days.items()}


def unnamed(checks: Iterable[Check], logs: Logs, places: set[Place]) -> list[File]:
    """Log files of accounts and Regions with digests that no verdict speaks of."""
    spoken = {check.file_id for check in checks}
    return [
        file
        for files in logs.by_name.values()
        for file in files
        if file.failure is None
        and file.file_id not in spoken
        and (name_parts(file.place) or ())[:2] in places
    ]


def unnamed_check(file: File, events: tuple[datetime, datetime] | None) -> Check:
    """The verdict on such a file: nobody signed it."""
    account, region, at = name_parts(file.place) or ("", "", datetime(1970, 1, 1))
    since, until = (events[0], events[1] + _SECOND) if events else (at - timedelta(minutes=5), at)
    why = (
        "no digest in the case names it: digests not collected, validation off, another trail's file, or put"
        " there by hand"
    )
    return Check(
        "log", account, region, "", file.place, file.file_id, since, until, "unprovable", "unnamed", why
    )


def _base(place: str) -> str:
    return place.rsplit("/", 1)[-1].rsplit("!", 1)[-1].removesuffix(".gz")
