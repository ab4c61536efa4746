"""What was seen in the account itself, set against what the trail says: alive, stopped, or gone because a whole
listing of its kind does not hold it.

A thing is known by the same key as in the ledgers, whatever the call names it by (id, name or ARN). A thing is gone
only where a listing of its kind, its Region and, for a user's keys or a cluster's services, of its parent came back
whole, or where its parent is gone in that way. Names of IAM differ in more than case; the case does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kit import sql
from kit.analyses.facts import Key, normal_id
from kit.analyses.standing_rows import Row
from kit.effects import Kind, effects

if TYPE_CHECKING:
    import duckdb

Seen = tuple[str, datetime]
_RANK = {"alive": 0, "stopped": 1, "gone": 2}
# A change to somebody's thing has no life of its own that a listing could show.
LASTING = ("created", "attached", "started", "enabled")


def read(con: duckdb.DuckDBPyConnection) -> Live:
    """What the live tables of a case hold."""
    from kit.store.database import run

    return Live(run(con, sql.step("ledger_live")).dicts(), run(con, sql.step("ledger_listings")).dicts())


class Live:
    """Looks up rows of the ledgers. `found` and `listings` are rows of the steps ledger_live and ledger_listings."""

    def __init__(self, found: Iterable[Mapping[str, Any]], listings: Iterable[Mapping[str, Any]]) -> None:
        self._kinds = effects().kinds
        self._found: dict[Key, Seen] = {}
        self._listed: dict[tuple[str, str, str, str], datetime] = {}
        for one in found:
            kind = self._kinds.get(one["kind_name"])
            if kind is not None:
                for word in {one["thing_id"], one["name"]} - {None}:
                    self._put(self._key(kind, one, word), (one["state"], one["checked_at"]))
        for one in listings:
            kind = self._kinds.get(one["kind_name"])
            if kind is not None:
                place = "" if kind.everywhere else one["aws_region"]
                parent = self._parent(kind, one["parent"])
                self._listed[one["account_id"], place, kind.name, parent] = one["checked_at"]

    def state(self, row: Row) -> Seen | None:
        """(state, when) of a row as it was seen after the trail's last word on it; None where nobody looked."""
        if row.change not in LASTING or not row.known or row.kind.name not in self._kinds:
            return None
        seen = self._seen(row.key, self._parent(row.kind, row.parent_id or ""))
        return seen if seen is not None and seen[1] >= (row.last_at or row.at) else None

    def thing(self, account: str, kind: str, id_: str, parent: str = "") -> Seen | None:
        """(state, when) of one thing that is the same in every Region, by the name of its kind; None: nobody looked."""
        known = self._kinds[kind]
        above = self._parent(known, parent)
        return self._seen((account, "", kind, above if known.within else "", normal_id(known, id_)), above)

    def _seen(self, key: Key, parent: str) -> Seen | None:
        key = _folded(key)
        account, region, name, within, _ = key
        found = self._found.get(key)
        listed = [self._listed.get((account, region, name, each)) for each in {"", within, parent}]
        last = max((at for at in listed if at is not None), default=None)
        kind = self._kinds[name]
        if found is None and parent and kind.parent and (kind.within or kind.of):
            above = self._kinds[kind.parent]
            place = "" if above.everywhere else region
            over = self._seen((account, place, above.name, "", parent), "") if not above.within else None
            if over is not None and over[0] == "gone":
                last = max(filter(None, (last, over[1])))
        if last is not None and (found is None or last > found[1]):
            return "gone", last
        return found

    def _put(self, key: Key, seen: Seen) -> None:
        had = self._found.get(key)
        if had is None or (seen[1], -_RANK.get(seen[0], 0)) > (had[1], -_RANK.get(had[0], 0)):
            self._found[key] = seen

    def _key(self, kind: Kind, one: Mapping[str, Any], word: str) -> Key:
        region = "" if kind.everywhere else str(one["aws_region"])
        parent = self._parent(kind, one["parent"]) if kind.within else ""
        return _folded((one["account_id"], region, kind.name, parent, normal_id(kind, word)))

    def _parent(self, kind: Kind, text: str) -> str:
        return normal_id(self._kinds[kind.parent], text).lower() if kind.parent and text else ""


def _folded(key: Key) -> Key:
    account, region, name, parent, id_ = key
    return (account, region, name, parent.lower(), id_.lower())
