"""What digests are checked against: their own bytes, saved metadata and keys, and the bytes of log files.

`integrity_checks` keeps the verdicts, `content_hashes` what a log file hashes to once inflated; both are made
from the vault and made again by `kit verify`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

import duckdb
from isal import isal_zlib

from kit.case import Case
from kit.errors import EvidenceError
from kit.records import GZIP, archives
from kit.store import METADATA_SUFFIX, derived, schema, vault

_PIECE = 1 << 20
# The stub of isal calls this class an instance.
_DAMAGED: Any = isal_zlib.error
_VERSION = re.compile(r"\?versionId=[^/]*$")
_ROWS = "file_id, origin, parent_file_id, member, same_as, pack, status, reason"


@dataclass
class File:
    """A file of the case that a digest may be or may name; `place` is its origin without a version."""

    file_id: int
    origin: str
    place: str
    failure: str | None = None


@dataclass
class Check:
    """One verdict: on a digest, a log file, or a stretch without digests. Times naive UTC, half-open.

    Its fields are the columns of table integrity_checks, in their order.
    """

    kind: str
    account_id: str
    aws_region: str
    trail: str
    place: str
    file_id: int | None
    from_time: datetime
    until_time: datetime
    state: str
    reason: str
    detail: str | None = None
    named_by: str | None = None
    key_by: str | None = None
    checked_at: datetime | None = None


def present(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the case holds a digest, or verdicts on some."""
    found = con.execute(
        "select exists (from digest_files) or exists (from integrity_checks)"
        " or exists (from files where contains(coalesce(member, origin), '_CloudTrail-Digest_'))"
    )
    return bool(found.fetchall()[0][0])


def digest_files(con: duckdb.DuckDBPyConnection) -> list[File]:
    """Files that are digests by content or by name, damaged ones included."""
    rows = con.execute(
        "select file_id, origin, null from files where status <> 'failed' and sha256 is not null and not"
        f" ends_with(origin, '{METADATA_SUFFIX}') and (file_id in (select file_id from digest_files)"
        " or same_as in (select file_id from digest_files)"
        " or regexp_matches(origin, '_CloudTrail-Digest_[^/!]*$')) order by file_id"
    ).fetchall()
    return [_file(*row) for row in rows]


def log_files(con: duckdb.DuckDBPyConnection) -> list[File]:
    """Files named as CloudTrail names its log files; `failure` says why one could not be had."""
    rows = con.execute(
        "select file_id, origin, case status when 'failed' then coalesce(reason, 'could not be had') end"
        " from files"
        " where regexp_matches(origin, '\\d{12}_CloudTrail_[a-z0-9-]+_\\d{8}T\\d{4}Z_[^/!]*$')"
        f" and not ends_with(origin, '{METADATA_SUFFIX}') order by file_id"
    ).fetchall()
    return [_file(*row) for row in rows]


def metadata(con: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    """S3 metadata by the origin of its object."""
    held: dict[str, dict] = {}
    for origin, text in con.execute("select object_origin, metadata from object_metadata").fetchall():
        try:
            found = json.loads(text)
        except ValueError:
            continue
        if isinstance(found, dict):
            held[origin] = found
    return held


def public_keys(con: duckdb.DuckDBPyConnection) -> list[tuple[str | None, str | None, str]]:
    """(fingerprint, base64, aws or file) of every key that the case holds."""
    return con.execute("select fingerprint, public_key, given_by from digest_public_keys").fetchall()


def event_hours(con: duckdb.DuckDBPyConnection, ids: Iterable[int]) -> dict[int, tuple[datetime, datetime]]:
    """First and last event of files."""
    rows = con.execute(
        "select file_id, min(event_time), max(event_time) from event_records where event_time is not null"
        " and file_id in (select unnest($ids)) group by file_id",
        {"ids": list(ids)},
    ).fetchall()
    return {file_id: (first, last) for file_id, first, last in rows}


def raw(
    case: Case, con: duckdb.DuckDBPyConnection, ids: Iterable[int]
) -> Iterator[tuple[int, memoryview | str]]:
    """Bytes of files out of the vault, pack by pack, archive members included; a text says why they are
    gone."""
    wanted = set(ids)
    rows = {row[0]: row for row in con.execute(f"select {_ROWS} from files").fetchall()} if wanted else {}
    inside: dict[int, list[int]] = defaultdict(list)
    tops: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for file_id in wanted:
        at = rows[file_id]
        while at[2] is not None or at[4] is not None:
            if at[2] is not None:
                inside[at[2]].append(at[0])
            at = rows[at[2] if at[2] is not None else at[4]]
        if at[5] is not None:
            tops[at[5]][at[0]].append(file_id)
    for number in sorted(tops):
        yield from _of_pack(case, number, tops[number], rows, inside, wanted)


def _of_pack(case, number, tops, rows, inside, wanted) -> Iterator[tuple[int, memoryview | str]]:
    try:
        entries = {entry.file_id: entry for entry in vault.entries(case, number)}
        with vault.opened(case, number) as reader:
            for top, ids in tops.items():
                entry = entries.get(top)
                if entry is None or entry.offset is None:
                    yield from ((file_id, "the vault does not hold it") for file_id in ids)
                    continue
                data = reader.raw(entry)
                yield from ((file_id, data) for file_id in ids if rows[file_id][2] is None)
                yield from _members(data, top, rows, inside, wanted, 0)
                data.release()
    except EvidenceError as error:
        yield from ((file_id, str(error)) for ids in tops.values() for file_id in ids)


def _members(data, parent, rows, inside, wanted, depth) -> Iterator[tuple[int, memoryview]]:
    children = {rows[child][3]: child for child in inside.get(parent, ())}
    if not children:
        return
    for member in archives.members(data, depth):
        child = children.get(member.name)
        if child is not None and member.data is not None:
            if child in wanted:
                yield child, member.data
            yield from _members(member.data, child, rows, inside, wanted, depth + 1)


def content_hash(data: memoryview) -> tuple[str | None, str | None]:
    """(sha256 of the one gzip member's content, what is wrong): `format`, `trailing`; plain bytes hash as
    they are."""
    if bytes(data[:2]) != GZIP:
        return hashlib.sha256(data).hexdigest(), None
    stream, digest, consumed = isal_zlib.decompressobj(31), hashlib.sha256(), 0
    try:
        while not stream.eof and consumed < len(data):
            feed: Any = data[consumed : consumed + _PIECE]
            consumed += len(feed)
            while len(feed) and not stream.eof:
                digest.update(stream.decompress(feed, 8 * _PIECE))
                feed = stream.unconsumed_tail
    except _DAMAGED:
        return None, "format"
    if stream.unused_data or consumed < len(data):
        return None, "trailing"
    return (
        digest.hexdigest(),
        None,
    )  # of a stream that is cut off: what is there, which hashes to something else


def known_hashes(con: duckdb.DuckDBPyConnection) -> dict[int, tuple[str | None, str | None]]:
    """What log files hashed to when they were read last."""
    rows = con.execute("select file_id, sha256, problem from content_hashes").fetchall()
    return {file_id: (sha256, problem) for file_id, sha256, problem in rows}


def save(
    con: duckdb.DuckDBPyConnection, checks: Iterable[Check], hashed: dict[int, tuple[str | None, str | None]]
) -> None:
    """Puts the verdicts and hashes in place of those before, in one transaction."""
    con.begin()
    for table, rows in (
        ("integrity_checks", [astuple(check) for check in checks]),
        ("content_hashes", [(file_id, *found) for file_id, found in sorted(hashed.items())]),
    ):
        con.execute(f"delete from {table}")
        derived.append(con, table, schema.columns(table), rows)
    con.commit()


def _file(file_id: int, origin: str, failure: str | None) -> File:
    return File(file_id, origin, _VERSION.sub("", origin), failure)
