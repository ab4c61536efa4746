"""CloudTrail digest files and what lies beside them, known by content: what the ledger says of each. Pure."""

from __future__ import annotations

import json

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
    return f"digest of {len(listed_files(json.loads(text.decode('utf-8', 'replace'))))} log files"


def listed_files(digest: dict) -> list:
    """Entries of the log files that a digest vouches for; empty where it holds no list."""
    files = digest.get("logFiles")
    return files if isinstance(files, list) else []
