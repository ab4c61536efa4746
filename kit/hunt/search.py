"""What a search of one place brought, as it is kept as evidence: what was looked at, what not, and what was
found.

It is JSON, {"kit_hunt": 1, kit, root, kind, began_at, ended_at, complete, stopped, keys, accounts, looked,
notes, unread, hits}; times are ISO text in UTC. A search without a hit is kept all the same: looked and not
found is another thing than not looked.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime

from kit.hunt.secrets import blotted

# So many places that could not be read are named one by one, and so many finds of keys that are not the
# leaked one.
_NAMED, _OTHERS = 2_000, 2_000


@dataclass
class Hit:
    """A key in a file: its first line there and how often it stands in it. docs/hunt.md explains each
    column."""

    access_key_id: str
    match: str
    kind: str
    content: str
    path: str | None
    inside: str | None = None
    line: int | None = None
    times: int = 1
    form: str = "plain"
    secret_beside: bool = False
    object_id: str | None = None
    commit: str | None = None
    author: str | None = None
    committed_at: str | None = None
    deleted: bool | None = None
    reach: str | None = None
    note: str | None = None
    note_args: dict[str, object] | None = None


@dataclass
class Unread:
    """A place that could not be searched, whole or in part, and why."""

    place: str
    reason: str


@dataclass
class Secret:
    """What a scanner takes for a secret: by which rule, and where."""

    scanner: str
    rule: str
    confidence: str
    path: str
    line: int | None


@dataclass
class Search:
    """One place, named by whoever hunts. `kind` is repository, folder, file or bucket."""

    root: str
    kind: str
    keys: tuple[str, ...]
    accounts: tuple[str, ...]
    began_at: datetime
    ended_at: datetime | None = None
    stopped: str | None = None
    looked: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether all of the place was looked at."""
        return self.stopped is None and not self.unread

    def count(self, what: str, number: int) -> None:
        """So many more of the files, objects, members or bytes were looked at."""
        self.looked[what] += number

    def refuse(self, place: str, reason: str) -> None:
        """A place that could not be searched."""
        self.looked["unread"] += 1
        if len(self.unread) < _NAMED:
            self.unread.append(Unread(blotted(place), " ".join(reason.split())[:300]))

    def add(self, hit: Hit) -> None:
        """A find. Keys that are not the leaked one are counted beyond the first few thousand."""
        if hit.match != "exact":
            self.looked[hit.match] += 1
            if self.looked[hit.match] > _OTHERS:
                return
        self.hits.append(hit)

    def lines(self) -> list[str]:
        """A few lines for the terminal."""
        exact = sum(hit.match == "exact" for hit in self.hits)
        looked = (_counted(self.looked[f"{name}s"], name) for name in ("file", "object", "member"))
        parts = ", ".join(filter(None, looked)) or "nothing"
        first = f"{self.root}: {parts} searched; the key stands in {_counted(exact, 'place') or 'no place'}"
        others = self.looked["sibling"] + self.looked["pattern"]
        if others:
            first += f"; {_counted(others, 'place')} of other access keys"
        shown = [f"not searched: {one.place}: {one.reason}" for one in self.unread[:5]]
        if self.looked["unread"] > 5:
            shown.append(
                f"not searched: {self.looked['unread'] - 5} more places; `kit ask CASE not_searched` has them"
            )
        return [first, *self.notes, *shown]

    def document(self, kit: str) -> bytes:
        """The evidence: what version `kit` of the kit searched and found, without any secret."""
        known = Counter({name: self.looked[name] for name in ("files", "objects", "members", "bytes")})
        said = {
            "kit_hunt": 1,
            "kit": kit,
            "root": self.root,
            "kind": self.kind,
            "began_at": self.began_at.isoformat() + "Z",
            "ended_at": (self.ended_at or self.began_at).isoformat() + "Z",
            "complete": self.complete,
            "stopped": self.stopped,
            "keys": list(self.keys),
            "accounts": list(self.accounts),
            "looked": {**known, **self.looked},
            "notes": [blotted(note) for note in self.notes],
            "unread": [asdict(one) for one in self.unread],
            "hits": [_shown(hit) for hit in self.hits],
            "secrets": [{**asdict(one), "path": blotted(one.path)} for one in self.secrets],
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def _shown(hit: Hit) -> dict:
    """The columns that have a value; ids are no secrets, whatever they look like."""
    kept = ("access_key_id", "object_id", "commit")
    return {
        name: blotted(value) if isinstance(value, str) and name not in kept else value
        for name, value in asdict(hit).items()
        if value is not None
    }


def _counted(count: int, word: str) -> str:
    """`1 file`, `1,200 files`; empty for none."""
    return f"{count:,} {word}{'' if count == 1 else 's'}" if count else ""
