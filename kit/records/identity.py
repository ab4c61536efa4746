"""userIdentity -> the columns of table identities, each distinct text parsed once.

Members: CloudTrail user guide, "userIdentity element". Whatever has no column stays in the text itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

# Beyond this the cache is emptied: an identity then has a second row, which does no harm.
_CACHE = 100_000


class Identities:
    """Numbers for userIdentity texts; what is new waits until it is taken."""

    def __init__(self, first_no: int) -> None:
        self._next = first_no
        # Number and a hash that is the same in every run, by text.
        self._known: dict[bytes, tuple[int, int]] = {}
        self._new: list[tuple] = []

    def taken(self) -> list[tuple]:
        """Rows of texts that were not known before; each is given once."""
        new, self._new = self._new, []
        return new

    def arrays(self, texts: pa.StringArray) -> tuple[pa.Array, pa.Array]:
        """identity_no and a hash of each text, as it stands in the record; NULL where there is none."""
        distinct = texts.view(pa.binary()).dictionary_encode()
        found = list(map(self._numbered, distinct.dictionary.to_pylist()))
        numbers, hashes = zip(*found, strict=True) if found else ((), ())
        return (
            pa.array(numbers, pa.int32()).take(distinct.indices),
            pa.array(hashes, pa.uint64()).take(distinct.indices),
        )

    def _numbered(self, text: bytes) -> tuple[int, int]:
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _CACHE:
                self._known.clear()
            digest = hashlib.blake2b(text, digest_size=8).digest()
            found = self._known[text] = self._next, int.from_bytes(digest, "little")
            self._new.append((self._next, *columns(text)))
            self._next += 1
        return found


def columns(text: bytes) -> tuple:
    """Columns of table identities after its number, of one userIdentity text; NULL where a member is missing
    or of an unexpected kind."""
    shown = text.decode("utf-8", "replace")
    try:
        identity = json.loads(shown)
    except (ValueError, RecursionError):
        identity = None
    if not isinstance(identity, dict):
        return (shown, *[None] * 11)
    session = _object(identity, "sessionContext")
    attributes = _object(session, "attributes")
    return (
        shown,
        _text(identity, "type"),
        _text(identity, "userName"),
        _text(identity, "arn"),
        _text(identity, "principalId"),
        _text(identity, "accountId"),
        _text(identity, "accessKeyId") or None,
        _text(_object(session, "sessionIssuer"), "arn"),
        _time(attributes.get("creationDate")),
        _text(session, "sourceIdentity"),
        _flag(attributes.get("mfaAuthenticated")),
        _text(identity, "invokedBy"),
    )


def _object(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}


def _text(value: Mapping[str, Any], name: str) -> str | None:
    inner = value.get(name)
    if isinstance(inner, str):
        return inner.encode("utf-8", "replace").decode()  # a lone surrogate cannot be stored in a column
    # Seen in hand-made exports: an account id as a number.
    return str(inner) if isinstance(inner, int) and not isinstance(inner, bool) else None


def _flag(value: Any) -> bool | None:
    return {"true": True, "false": False, True: True, False: False}.get(value) if _simple(value) else None


def _simple(value: Any) -> bool:
    return isinstance(value, (str, bool))


def _time(value: Any) -> datetime | None:
    """ISO 8601, extended or basic (old records have 20131102T010628Z); LookupEvents' epoch numbers too."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        pass
    return None
