"""CloudTrail digest files, the S3 metadata that holds their signatures, and the public keys they are checked
with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import duckdb

from kit.records import METADATA_SUFFIX, exact_json, listed_files, time_of


def save(
    con: duckdb.DuckDBPyConnection, kind: str, file_id: int, origin: str, text: bytes, *, asked: bool
) -> None:
    """Puts one such file into its table; `asked`: it is an answer to the kit's own call."""
    shown = exact_json.without_half_characters(text.decode("utf-8", "replace"))
    if kind == "object_metadata":
        con.execute(
            "insert into object_metadata values (?, ?, ?)",
            [file_id, origin.removesuffix(METADATA_SUFFIX), shown],
        )
    elif kind == "digest_public_keys":
        listed = [key for key in json.loads(shown).get("PublicKeyList") or [] if isinstance(key, Mapping)]
        for key in listed:
            names = ("Fingerprint", "Value", "ValidityStartTime", "ValidityEndTime")
            values = [None if key.get(name) is None else str(key[name]) for name in names]
            given_by = "aws" if asked else "file"
            con.execute(
                "insert into digest_public_keys values (?, ?, ?, ?, ?, ?)", [file_id, given_by, *values]
            )
    else:
        _digest(con, file_id, json.loads(shown), shown)


def _digest(con: duckdb.DuckDBPyConnection, file_id: int, digest: dict, shown: str) -> None:
    values = [
        file_id,
        _text(digest.get("awsAccountId")),
        _text(digest.get("digestS3Bucket")),
        _text(digest.get("digestS3Object")),
        _time(digest.get("digestStartTime")),
        _time(digest.get("digestEndTime")),
        _text(digest.get("previousDigestS3Object")),
        len(listed_files(digest)),
        shown,
    ]
    con.execute("insert into digest_files values (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _time(value: object) -> datetime | None:
    return time_of(value)
