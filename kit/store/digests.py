"""CloudTrail digest files, the S3 metadata that holds their signatures, and the public keys they are checked with."""

from __future__ import annotations

import json
from datetime import datetime

import duckdb

from kit.store.odd_records import time_of

METADATA_SUFFIX = ".metadata.json"


def metadata_kind(origin: str, text: bytes) -> str | None:
    """`object_metadata` for the sidecar that a collection writes beside an object."""
    return "object_metadata" if origin.endswith(METADATA_SUFFIX) and text[:1] == b"{" else None


def described(kind: str, text: bytes) -> str | None:
    """What the ledger says about such a file."""
    if kind != "digest":
        return {
            "object_metadata": "metadata of an S3 object",
            "digest_public_keys": "public keys of digests",
        }.get(kind)
    return f"digest of {len(_files(json.loads(text.decode('utf-8', 'replace'))))} log files"


def save(con: duckdb.DuckDBPyConnection, kind: str, file_id: int, origin: str, text: bytes) -> None:
    """Puts one such file into its table."""
    shown = text.decode("utf-8", "replace")
    if kind == "object_metadata":
        con.execute(
            "insert into object_metadata values (?, ?, ?)",
            [file_id, origin.removesuffix(METADATA_SUFFIX), shown],
        )
    elif kind == "digest_public_keys":
        for key in json.loads(shown).get("PublicKeyList") or []:
            names = ("Fingerprint", "Value", "ValidityStartTime", "ValidityEndTime")
            values = [None if key.get(name) is None else str(key[name]) for name in names]
            con.execute("insert into digest_public_keys values (?, ?, ?, ?, ?)", [file_id, *values])
    else:
        _digest(con, file_id, json.loads(shown), shown)


def _digest(con: duckdb.DuckDBPyConnection, file_id: int, digest: dict, shown: str) -> None:
    values = [
        file_id,
        digest.get("awsAccountId"),
        digest.get("digestS3Bucket"),
        digest.get("digestS3Object"),
        _time(digest.get("digestStartTime")),
        _time(digest.get("digestEndTime")),
        digest.get("previousDigestS3Object"),
        len(_files(digest)),
        shown,
    ]
    con.execute("insert into digest_files values (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _files(digest: dict) -> list:
    files = digest.get("logFiles")
    return files if isinstance(files, list) else []


def _time(value: object) -> datetime | None:
    return time_of(value)
