"""The untouched record: its own bytes out of the vault, with file, position and hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from kit.case import Case
from kit.errors import EvidenceError, UsageError
from kit.records import GZIP, WHOLE, archives, blocks, each_record, inflate
from kit.store import database, vault

# An engine's row is no record: where the original came too, that is the first.
_PLACES = """
select d.event_key, d.file_id, d.position, d.event_no
from (
    select event_no, event_key, file_id, position from deliveries
) d
left join files f on f.file_id = d.file_id
where d.event_key in (select event_key from events where event_key = $id or event_id = $id)
order by d.event_key, coalesce(f.kind = 'engine', false), d.file_id, d.position
"""

_BEGINNING = """
select distinct event_id
from events
where starts_with(event_id, $id)
order by event_id
limit 3
"""
# The files, the archives that they are in, and the files that hold the same bytes.
_LINES = """
with recursive wanted(file_id) as (
    select unnest($ids)
    union
    select unnest([f.parent_file_id, f.same_as]) from files f join wanted using (file_id)
)
select file_id, origin, sha256, pack, parent_file_id, member, same_as
from files
where file_id in (select file_id from wanted)
"""
_SHORT = 8  # what notebooks and git-minded people write of an id


@dataclass
class Record:
    """One delivery of an event: its own bytes, the file they came in, their place in it and the file's hash.

    `differs` when the bytes are not those of the delivery before; `copies` of the first one are all others.
    """

    event_key: str
    origin: str
    position: int
    sha256: str
    raw: bytes
    differs: bool = False
    copies: list[Record] = field(default_factory=list, repr=False)


def record(case: Case, event_id: str) -> Record:
    """The first delivery of the event with this id or key, with all others as its `copies`; rows of an engine
    come last.

    The first eight characters do where they are one event's alone. UsageError when there is no such event;
    EvidenceError when the vault no longer matches.
    """
    with database.reading(case) as con:
        places = con.execute(_PLACES, {"id": event_id}).fetchall()
        if not places and len(event_id) >= _SHORT:
            several = [row[0] for row in con.execute(_BEGINNING, {"id": event_id}).fetchall()]
            if len(several) > 1:
                raise UsageError(
                    f"event {event_id!r}: begins several ids ({', '.join(several)}); write more of it"
                )
            places = con.execute(_PLACES, {"id": several[0]}).fetchall() if several else []
        if not places and len(event_id) < _SHORT:
            raise UsageError(
                f"event {event_id!r}: {len(event_id)} letters are too few to tell events apart;"
                f" write {_SHORT} or more of the id"
            )
        if not places:
            raise UsageError(
                f"event {event_id!r}: the case holds none of that id; `kit ask` answers name event ids"
            )
        ids = [place[1] for place in places]
        lines = {row[0]: row for row in con.execute(_LINES, {"ids": ids}).fetchall()}
    found: list[Record] = []
    last: dict[str, bytes] = {}
    for key, file_id, position, _ in places:
        raw = _record(_bytes(case, lines, file_id), position)
        line = lines[file_id]
        found.append(Record(key, line[1], position, line[2], raw, differs=key in last and last[key] != raw))
        last[key] = raw
    found[0].copies = found[1:]
    return found[0]


def _bytes(case: Case, lines: dict, file_id: int) -> bytes:
    """The bytes of a ledger line, out of its archive where it is a member; checked against its hash."""
    _, origin, sha256, pack, parent, member, same_as = lines[file_id]
    if same_as is not None:
        return _bytes(case, lines, same_as)
    if parent is not None:
        data = _member(_bytes(case, lines, parent), member, sha256)
    else:
        entry = next((each for each in vault.entries(case, pack) if each.file_id == file_id), None)
        if entry is None:
            raise EvidenceError(f"{origin}: is not in the vault's list; restore it from a copy of the case")
        with vault.opened(case, pack) as reader:
            data = bytes(reader.raw(entry))
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise EvidenceError(f"{origin}: the vault's bytes no longer match their hash; stop and look")
    return data


def _member(data: bytes, name: str, sha256: str) -> bytes | None:
    """The member of that name and hash; an archive may hold several of one name."""
    named = (
        bytes(each.data) for each in archives.members(data, 0) if each.name == name and each.data is not None
    )
    return next((each for each in named if hashlib.sha256(each).hexdigest() == sha256), None)


def _record(data: bytes, position: int) -> bytes:
    """Bytes of the record at `position` of a decoded file."""
    while data[:2] == GZIP:
        inflated = inflate(data, WHOLE)
        data = b"".join(_until_damage(data)) if inflated.more else inflated.data
    for place, piece in enumerate(each_record(data)):
        if place == position:
            return piece
    raise EvidenceError(f"position {position}: the file holds no such record any more")


def _until_damage(data: bytes):
    try:
        yield from blocks(data)
    except ValueError:
        return
