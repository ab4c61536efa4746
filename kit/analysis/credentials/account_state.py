"""What was seen in the account itself, set against what the trail says: alive, stopped, or gone because a
whole listing of its kind does not hold it.

A thing is known by the same key as in the ledgers, whatever the call names it by (id, name or ARN). A thing
is gone only where a listing of its kind, its Region and, for a user's keys or a cluster's services, of its
parent came back whole, or where its parent is gone in that way. Names of IAM differ in more than case; the
case does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from kit import questions
from kit.ids import is_arn
from kit.rules import Kind, effects
from kit.store import run

if TYPE_CHECKING:
    import duckdb

    from kit.rows import LedgerListingsRow, LedgerLiveRow

# (account, Region or '' for a kind that is one for all Regions, kind, id of the parent or '', id)
Key = tuple[str, str, str, str, str]
Seen = tuple[str, datetime]
_RANK = {"alive": 0, "stopped": 1, "gone": 2}


def read(con: duckdb.DuckDBPyConnection) -> Live:
    """What the live tables of a case hold."""
    return Live(
        run(con, questions.step("ledger_live")).dicts(), run(con, questions.step("ledger_listings")).dicts()
    )


class Live:
    """Looks up rows of the ledgers. `found` and `listings` are rows of the steps ledger_live and
    ledger_listings."""

    def __init__(self, found: Iterable[LedgerLiveRow], listings: Iterable[LedgerListingsRow]) -> None:
        self.kinds = effects().kinds
        self._found: dict[Key, Seen] = {}
        self._listed: dict[tuple[str, str, str, str], datetime] = {}
        for one in found:
            kind = self.kinds.get(one["kind_name"])
            if kind is not None:
                for word in {one["thing_id"], one["name"]} - {None}:
                    self._put(self._key(kind, one, word), (one["state"], one["checked_at"]))
        for one in listings:
            kind = self.kinds.get(one["kind_name"])
            if kind is not None:
                place = "" if kind.everywhere else one["aws_region"]
                parent = self.parent(kind, one["parent"])
                self._listed[one["account_id"], place, kind.name, parent] = one["checked_at"]

    def thing(self, account: str, kind: str, id_: str, parent: str = "") -> Seen | None:
        """(state, when) of one thing that is the same in every Region, by the name of its kind; None: nobody
        looked."""
        known = self.kinds[kind]
        above = self.parent(known, parent)
        return self.seen((account, "", kind, above if known.within else "", normal_id(known, id_)), above)

    def seen(self, key: Key, parent: str) -> Seen | None:
        """(state, when) of the thing `key` in `parent` (its id, '' for none); None: nobody looked."""
        key = _caseless(key)
        account, region, name, within, _ = key
        found = self._found.get(key)
        listed = [self._listed.get((account, region, name, each)) for each in {"", within, parent}]
        last = max((at for at in listed if at is not None), default=None)
        kind = self.kinds[name]
        if found is None and parent and kind.parent and (kind.within or kind.of):
            above = self.kinds[kind.parent]
            place = "" if above.everywhere else region
            over = self.seen((account, place, above.name, "", parent), "") if not above.within else None
            if over is not None and over[0] == "gone":
                last = max(filter(None, (last, over[1])))
        if last is not None and (found is None or last > found[1]):
            return "gone", last
        return found

    def _put(self, key: Key, seen: Seen) -> None:
        had = self._found.get(key)
        if had is None or (seen[1], -_RANK.get(seen[0], 0)) > (had[1], -_RANK.get(had[0], 0)):
            self._found[key] = seen

    def _key(self, kind: Kind, one: LedgerLiveRow, word: str) -> Key:
        region = "" if kind.everywhere else str(one["aws_region"])
        parent = self.parent(kind, one["parent"]) if kind.within else ""
        return _caseless((one["account_id"], region, kind.name, parent, normal_id(kind, word)))

    def parent(self, kind: Kind, text: str) -> str:
        """Id of what a thing of `kind` lies in, as keys hold it."""
        return normal_id(self.kinds[kind.parent], text).lower() if kind.parent and text else ""


def _caseless(key: Key) -> Key:
    account, region, name, parent, id_ = key
    return (account, region, name, parent.lower(), id_.lower())


def normal_id(kind: Kind, text: str) -> str:
    """The id of a thing as one text, whether a call names it by ARN or by name."""
    if kind.part == "whole" or not is_arn(text) or " " in text:
        return text
    rest = text.split(":", 5)[5]
    pieces = rest.replace("/", ":").split(":")
    if kind.part == "rest":
        return rest[len(pieces[0]) + 1 :] or rest
    place = int(kind.part)
    return pieces[place] if -len(pieces) <= place < len(pieces) else pieces[-1]
