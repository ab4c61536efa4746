"""What a statement over a table in S3 reads, by listing the objects below its place; of the days of the
bounds alone where the place's template tells the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.sources.engines import tables
from kit.sources.engines.engine import Bounds
from kit.sources.s3_bucket import Bucket, Found

if TYPE_CHECKING:
    from kit.sources.aws import Account

_DAYS_LISTED = 3_660
# So many files are looked into for a plan; nearly all footers are shorter than this.
_TAILS, _TAIL = 200, 64 << 10
# The last bytes of Parquet: length of the footer, then the mark.
_END, _MARK = 8, b"PAR1"


def within(account: Account, table: tables.LogTable, place: str, bounds: Bounds) -> Iterator[Found]:
    """Objects of `table` that a statement within the bounds reads. `place` is its location or, with partition
    projection, the template of one: s3://bucket/prefix/${timestamp}. SourceError where it is not in S3."""
    if not place.startswith("s3"):
        raise SourceError(f"{table.name}: says of no place in S3; its plan cannot be made")
    scheme, _, rest = place.partition("://")
    bucket, _, prefix = rest.partition("/")
    for one in sorted(set(_prefixes(table, prefix, bounds))):
        yield from below(account, f"{scheme}://{bucket}/{one}")


def below(account: Account, place: str) -> Iterator[Found]:
    """Objects below a place, as engines read them: names that begin with _ or . are somebody's notes."""
    bucket, _, prefix = place.partition("://")[2].partition("/")
    for found in Bucket(account, bucket).objects(prefix):
        if not found.key.rpartition("/")[2].startswith(("_", ".")):
            yield found


def tails(account: Account, place: str, found: list[Found]) -> Iterator[tuple[int, bytes]]:
    """(size, last bytes) of the Parquet files found below a place; of very many, of some that are spread over
    all."""
    bucket = Bucket(account, place.partition("://")[2].partition("/")[0])
    step = max(1, -(-len(found) // _TAILS))
    for one in found[::step]:
        tail = bucket.tail(one, _TAIL)
        if not tail.endswith(_MARK):
            continue
        length = int.from_bytes(tail[-_END:-4], "little") + _END
        yield one.size, bucket.tail(one, length) if len(tail) < length <= one.size else tail


def _prefixes(table: tables.LogTable, prefix: str, bounds: Bounds) -> Iterator[str]:
    """Prefixes of the place, the variables of its template filled in as far as the bounds know them."""
    day = next((key for key in table.partitions if "${" + key + "}" in prefix), None)
    written = tables.day_format(table, day) if day else None
    if day is None or written is None or bounds.since is None:
        yield prefix.partition("${")[0]
        return
    last = (bounds.until or datetime.max - timedelta(days=2)) + timedelta(days=1)
    moment = bounds.since
    for _ in range(_DAYS_LISTED):
        if moment.date() > last.date():
            return
        filled = prefix.replace("${" + day + "}", moment.strftime(written))
        yield filled.partition("${")[0]
        moment += timedelta(days=1)
