"""Which calls of others can name one of the third party's things: told by the words of a record, before it is
read.

A busy account has very many calls of the same names, and nearly all name something else. A thing's key ends
with its id, and most effects find that id, or the thing's name, as one text of the request, or in an ARN
there. Such a text holds the id's last piece between quotes, slashes and colons; so a record without the last
piece of any of the ids names none of them. What cannot be told so is read, as ever.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kit.analysis.changes import unlisted
from kit.analysis.changes.facts import effects_of
from kit.rules import call_name

if TYPE_CHECKING:
    from kit.analysis.credentials import Key
    from kit.rows import LedgerCallNamesRow
    from kit.rules import Effect, Effects

_PIECES = re.compile("[/:]")
# How calls of a name are told, the quickest first: by the request; by a request that names anything at all,
# for else the reply is looked at; by request and reply; not at all, all are read.
_HOW = ("request", "naming", "reply", "read")


def told_by(
    names: Iterable[LedgerCallNamesRow], calls: Iterable[str], keys: Iterable[Key] | None, tables: Effects
) -> Mapping[str, list[str]]:
    """Parameters of step `ledger_other_events`: which of `names` are calls of `calls` that touch anything,
    how each is told, and the words to look for.

    `keys` are those of all things that matter; None where any thing may, and every call is read.
    """
    ids = {key[-1] for key in keys or ()}
    odd = {key[2] for key in keys or () if not _is_text(key[-1])}
    wanted = set(calls)
    found: list[tuple[str, str, str]] = []
    for row in names:
        source, name = row["event_source"] or "", row["event_name"] or ""
        effects = effects_of(source, name, tables) if call_name(name) in wanted else ()
        if effects:
            found.append((source, name, "read" if keys is None else _told(effects, odd)))
    return {
        "sources": [source for source, _, _ in found],
        "names": [name for _, name, _ in found],
        "told": [told for _, _, told in found],
        "words": sorted(word for word in {*ids, *map(_last_piece, ids)} if _is_bound(word)),
    }


def _told(effects: Iterable[Effect], odd: set[str]) -> str:
    return max((_told_of(effect, odd) for effect in effects), key=_HOW.index)


def _told_of(effect: Effect, odd: set[str]) -> str:
    """`odd` are kinds with an id among those looked for that need be no text in a record: a number, say."""
    parts = effect.named_in
    if effect.verb == "sets" or effect.kind.name in odd or not parts or not parts <= {"req", "res"}:
        return "read"
    if "res" not in parts:
        return "request"
    return "naming" if effect.verb == "ends" and unlisted.is_unlisted(effect.kind) else "reply"


def _is_text(id_: str) -> bool:
    """Whether an id can only be a text of a record, no number or object written as text."""
    try:
        return isinstance(json.loads(id_), str)
    except (ValueError, RecursionError):
        return True


def _last_piece(id_: str) -> str:
    return _PIECES.split(id_)[-1]


def _is_bound(word: str) -> bool:
    """Whether DuckDB takes it: half a character stands as an escape in a record, which is read for that."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True
