"""Two writings of one event: is the second a copy that lost or gained something on its way, or another event?

A shipper adds members of its own, writes absent ones as null, drops one, or writes a time differently.
None of that contradicts the record; another caller, another address or another outcome does. Whoever compares
keeps the writing that says most.
"""

from __future__ import annotations

from typing import Any

from kit.records import exact_json, gate, times
from kit.records.exact_json import Number, Pairs
from kit.records.members import MEMBERS, RARE

_OWN = {*MEMBERS.values(), *RARE, "userIdentity"}
_TIMES = ("eventTime", "creationDate")
# What says that a call failed: where one writing has it and the other does not, they say different things.
_OUTCOME = {("errorCode",), ("errorMessage",)}

Path = tuple[str, ...]


class Writing:
    """What one writing of an event says: the members that a record has, by path; nulls say nothing."""

    __slots__ = ("_inner", "said")

    def __init__(self, record: Pairs) -> None:
        self.said: dict[Path, str] = {}
        for name, value in record:
            if name in _OWN:
                _leaves(value, (name,), self.said)
        self._inner = {path[:end] for path in self.said for end in range(1, len(path))}

    def __len__(self) -> int:
        """How much it says."""
        return len(self.said)

    def contradicts(self, other: Writing) -> bool:
        """Whether both cannot be true of one call."""
        if (self.said.keys() ^ other.said.keys()) & _OUTCOME:
            return True
        if self._inner & other.said.keys() or other._inner & self.said.keys():
            return True
        return any(other.said.get(path, text) != text for path, text in self.said.items())


def _leaves(value: Any, path: Path, found: dict[Path, str]) -> None:
    if isinstance(value, str) and not isinstance(value, Number) and len(path) == 1:
        # Tools that flatten a record write objects as text.
        inside = gate.inside_of(value)
        value = value if inside is None else inside
    if isinstance(value, Pairs):
        for name, inner in value:
            _leaves(inner, (*path, name), found)
    elif value is not None and value != []:
        text = _text(value, path[-1])
        found[path] = text if path not in found else f"{found[path]}\0{text}"


def _text(value: Any, name: str) -> str:
    if isinstance(value, list):
        return exact_json.canonical(_bare(value))
    if isinstance(value, bool):
        return str(value).lower()
    moment = times.utc(value) if name in _TIMES else None
    return moment.isoformat() if moment else value


def _bare(value: Any) -> Any:
    """A list without the nulls in its objects."""
    if isinstance(value, Pairs):
        return Pairs((name, _bare(inner)) for name, inner in value if inner is not None)
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
