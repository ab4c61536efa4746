"""userIdentity -> the columns of table identities, each distinct text parsed once.

Members: CloudTrail user guide, "userIdentity element". Whatever has no column stays in the text itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy
import pyarrow as pa

from kit.ids import is_arn
from kit.records import gate, structs, times
from kit.records.column_names import with_own_names
from kit.records.members import plain_time

# Beyond this the cache is emptied: an identity then has a second row, which does no harm.
_CACHE = 100_000


class Identities:
    """Numbers for userIdentity texts; what is new waits until it is taken."""

    def __init__(self, first_no: int) -> None:
        self._next = first_no
        # Number and a hash that is the same in every run, by text.
        self._known: dict[bytes, tuple[int, int]] = {}
        self._new: list[tuple] = []
        # What is said of identities that cannot be true, by number.
        self._odd: dict[int, list[gate.Note]] = {}

    def taken(self) -> list[tuple]:
        """Rows of texts that were not known before; each is given once."""
        new, self._new = self._new, []
        return new

    def arrays(self, texts: pa.StringArray) -> tuple[pa.Array, pa.Array, list[tuple[int, str, str]]]:
        """identity_no and a hash of each text, as it stands in the record; NULL where there is none. And
        (place, member, reason) of what its columns do not hold."""
        distinct = texts.view(pa.binary()).dictionary_encode()
        found = list(map(self._numbered, distinct.dictionary.to_pylist()))
        numbers, hashes = zip(*found, strict=True) if found else ((), ())
        return (
            pa.array(numbers, pa.int32()).take(distinct.indices),
            pa.array(hashes, pa.uint64()).take(distinct.indices),
            list(self._notes(numbers, distinct.indices)) if self._odd else [],
        )

    def _notes(self, numbers: Sequence[int], indices: pa.Array) -> Iterator[tuple[int, str, str]]:
        places = indices.to_numpy(zero_copy_only=False)
        for index, number in enumerate(numbers):
            for member, reason in self._odd.get(number, ()):
                yield from ((place, member, reason) for place in numpy.flatnonzero(places == index).tolist())

    def _numbered(self, text: bytes) -> tuple[int, int]:
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _CACHE:
                self._known.clear()
                self._odd.clear()
            digest = hashlib.blake2b(text, digest_size=8).digest()
            found = self._known[text] = self._next, int.from_bytes(digest, "little")
            values, notes = columns(text)
            self._new.append((self._next, *values))
            if notes:
                self._odd[self._next] = notes
            self._next += 1
        return found


def columns(text: bytes) -> tuple[tuple, list[gate.Note]]:
    """Columns of table identities after its number, of one userIdentity text, and what of it they do not
    hold; NULL where a member is missing or cannot be true."""
    shown = text.decode("utf-8", "replace")
    try:
        identity = json.loads(shown)
    except (ValueError, RecursionError):
        identity = None
    if isinstance(identity, str):
        # Tools that flatten a record write it as text.
        identity = _in_text(identity)
    if not isinstance(identity, dict):
        notes = [("userIdentity", gate.NO_OBJECT)] if shown != "null" else []
        return (shown, *[None] * 11), notes
    session = _object(identity, "sessionContext")
    attributes = _object(session, "attributes")
    notes: list[gate.Note] = []
    return (
        shown,
        _text(identity, "type", notes),
        _text(identity, "userName", notes),
        _arn(identity, "arn", notes),
        _text(identity, "principalId", notes),
        _text(identity, "accountId", notes),
        _text(identity, "accessKeyId", notes) or None,
        _arn(_object(session, "sessionIssuer"), "arn", notes),
        _time(attributes.get("creationDate")),
        _text(session, "sourceIdentity", notes),
        _flag(attributes.get("mfaAuthenticated")),
        _text(identity, "invokedBy", notes),
    ), notes


def _in_text(text: str) -> dict[str, Any] | None:
    """The identity that a text holds, as JSON or as a struct whose names lost their capitals."""
    found = structs.object_of(text)
    return found and with_own_names({"userIdentity": found}).get("userIdentity")


def _object(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}


def _text(value: Mapping[str, Any], name: str, notes: list[gate.Note]) -> str | None:
    inner = value.get(name)
    if type(inner) is str and len(inner) <= gate.MOST and inner.isascii():
        return inner  # as nearly all are
    # Seen in hand-made exports: an account id as a number.
    if isinstance(inner, int) and not isinstance(inner, bool):
        inner = str(inner)
    if inner is None:
        return None
    text, note = gate.column(name, inner)
    if note:
        notes.append((f"userIdentity.{name}", note))
    # A lone surrogate cannot be stored in a column.
    return text and text.encode("utf-8", "replace").decode()


def _arn(value: Mapping[str, Any], name: str, notes: list[gate.Note]) -> str | None:
    text = _text(value, name, notes)
    if not text or is_arn(text):
        return text or None
    notes.append((f"userIdentity.{name}", gate.NO_ARN))
    return None


def _flag(value: Any) -> bool | None:
    return {"true": True, "false": False, True: True, False: False}.get(value) if _simple(value) else None


def _simple(value: Any) -> bool:
    return isinstance(value, (str, bool))


def _time(value: Any) -> datetime | None:
    if isinstance(value, str) and plain_time(value):
        return datetime.fromisoformat(value[:-1])
    moment = times.utc(value)
    return moment if times.possible(moment, None) else None
