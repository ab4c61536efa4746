"""What each AWS call makes, changes or ends: the `kinds` and `does` of every page, as Kind and Effect.

A row of `does` has one verb (`makes`, `ends`, `stops`, `resumes`, `sets`, `resizes`) with the kind it does it
to. `each` is the path of the items where the call touches many, `when` the conditions under which it holds,
`change` another word for the change than the kind's. The other fields are paths of values: `id` (without it
nothing is made), `name`, `arn`, `parent`, `before`, `after`, `detail`, `link`; and what a price hangs on:
`size`, `size_of`, `vcpu`, `memory_mb`, `quantity`, `purchase`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.errors import CatalogueError
from kit.rules.conditions import Condition, conditions
from kit.rules.pages import FOLDER, EffectRow, KindRow, Page, pages
from kit.rules.paths import Reader, compile_list, compile_value, parts_of

# Lambda and CloudFront write the date of the API version into the name of the call.
_API_DATE = re.compile(r"20\d{2}_?\d{2}_?\d{2}(v\d)?$")
# Order within one second, the resolution of CloudTrail's eventTime.
VERB_ORDER = {"sets": 0, "makes": 1, "resumes": 2, "resizes": 3, "stops": 4, "ends": 5}
_VALUES = (
    "id", "name", "arn", "parent", "before", "after", "detail", "size", "vcpu", "memory_mb", "quantity",
    "purchase", "link", "size_of",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of thing, or of lasting change to a thing, that one row of a ledger speaks of.

    `shown` is the word in the answer (several kinds can speak of one: a stopped trail is a `trail`).
    `within`: the id is unique in that parent only, and the thing ends with it; `of`: it ends with it;
    `made_from`: a link only. `part`: which piece of an ARN's resource is the id (`rest`: all after the type,
    `whole`: the ARN itself). `cost`: it costs money while it stands (`idle`: only while it is used);
    `ends_itself`: it runs out without a call, so that no end in the trail proves nothing; `quiet`: ending a
    thing of somebody else's is no change worth a row; `maker`: AWS starts things on its behalf. `lasts`: how
    it outlives the leaked key (a message id), for principals and grants.
    """

    name: str
    ledger: str
    service: str
    shown: str
    change: str = "created"
    arn: str | None = None
    within: str | None = None
    of: str | None = None
    made_from: str | None = None
    everywhere: bool = False
    cost: bool = False
    part: int | str = -1
    ends_itself: bool = False
    quiet: bool = False
    maker: bool = False
    idle: bool = False
    lasts: str | None = None

    @property
    def parent(self) -> str | None:
        """Kind of the parent, however it is bound to it."""
        return self.within or self.of or self.made_from

    def is_part(self, kinds: Mapping[str, Kind]) -> bool:
        """Whether it speaks of a part of another thing, under that thing's word: a bucket's policy as
        `bucket`. Its end is a change of the thing, which stands."""
        if self.change == "created" or self.shown == self.name:
            return False
        return self.change in ("changed", "opened", "shared") or any(
            other.shown == self.shown and other.service == self.service and other.change == "created"
            for other in kinds.values()
        )


@dataclass(frozen=True)
class Effect:
    """One thing that one call does: `verb` on things of `kind`; `each` lists the items, `read` gets values of
    one.

    `named_in` are the parts of the record of which one holds the thing's id, or name, as it is; empty where
    either is put together, or a word of the kit's own.
    """

    source: str
    call: str
    verb: str
    kind: Kind
    each: Callable[[Mapping], list[object]] | None
    when: tuple[Condition, ...]
    read: dict[str, Reader]
    change: str | None
    named_in: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Effects:
    """All kinds by name and all effects by (event source, call)."""

    kinds: dict[str, Kind]
    by_call: dict[tuple[str, str], tuple[Effect, ...]]

    def of(self, source: str, event_name: str) -> tuple[Effect, ...]:
        """What the call `event_name` of `source` does; empty for a call that the tables do not know."""
        return self.by_call.get((source.removesuffix(".amazonaws.com"), call_name(event_name)), ())

    def calls(self, kinds: set[str] | None = None, ledger: str | None = None) -> list[str]:
        """Names of the calls that touch one of the kinds (or any kind of the ledger)."""
        return sorted(
            {
                effect.call
                for effects in self.by_call.values()
                for effect in effects
                if (kinds is None or effect.kind.name in kinds)
                and (ledger is None or effect.kind.ledger == ledger)
            }
        )


@functools.lru_cache(maxsize=50_000)  # asked for again and again, of few names
def call_name(event_name: str) -> str:
    """The call without the date of its API version: `CreateFunction20150331` -> `CreateFunction`."""
    return _API_DATE.sub("", event_name)


@functools.cache
def effects(folder: Path = FOLDER) -> Effects:
    """The tables as they come with the kit. CatalogueError names page and entry of the first that is off."""
    kinds: dict[str, Kind] = {}
    for page in pages(folder):
        for name, row in page.kinds.items():
            if name in kinds:
                raise CatalogueError(f"{page.name}.yml: kind {name}: is on another page already")
            kinds[name] = _kind(page, name, row)
    for kind in kinds.values():
        if kind.parent is not None and kind.parent not in kinds:
            raise CatalogueError(f"kind {kind.name}: no kind {kind.parent} for its parent")
    by_call: dict[tuple[str, str], tuple[Effect, ...]] = {}
    for page in pages(folder):
        for call, entry in page.calls.items():
            where = f"{page.name}.yml: {call}"
            if len(set(map(repr, entry.does))) < len(entry.does):
                raise CatalogueError(f"{where}: does: the same row twice")
            if entry.remedy is None and any(not row.ends for row in entry.does):
                raise CatalogueError(
                    f"{where}: makes or changes something: give it a remedy, or say why none"
                )
            if entry.does:
                by_call[page.name, call] = tuple(
                    _effect(page.name, call, row, kinds, where) for row in entry.does
                )
    return Effects(kinds, by_call)


def _kind(page: Page, name: str, row: KindRow) -> Kind:
    return Kind(
        name=name,
        ledger=row.ledger or page.ledger,
        service=row.service or page.service,
        shown=row.shown or name,
        change=row.change,
        arn=row.arn,
        within=row.within,
        of=row.of,
        made_from=row.made_from,
        everywhere=page.everywhere if row.everywhere is None else row.everywhere,
        cost=row.cost,
        part=row.part,
        ends_itself=row.ends_itself,
        quiet=row.quiet,
        maker=row.maker,
        idle=row.idle,
        lasts=row.lasts,
    )


def _effect(source: str, call: str, row: EffectRow, kinds: Mapping[str, Kind], where: str) -> Effect:
    verbs = [verb for verb in VERB_ORDER if getattr(row, verb)]
    if len(verbs) != 1:
        raise CatalogueError(f"{where}: does: one of {', '.join(VERB_ORDER)}, found {verbs or 'none'}")
    word = getattr(row, verbs[0])
    if word not in kinds:
        raise CatalogueError(f"{where}: does: no kind {word}")
    if kinds[word].within and not row.parent:
        raise CatalogueError(
            f"{where}: does: {word} is known within its {kinds[word].within}: `parent` is missing"
        )
    try:
        return Effect(
            source=source,
            call=call,
            verb=verbs[0],
            kind=kinds[word],
            each=compile_list(row.each) if row.each else None,
            when=conditions(row.when),
            read={name: compile_value(path) for name in _VALUES if (path := getattr(row, name))},
            change=row.change,
            named_in=_named_in(row),
        )
    except CatalogueError as error:
        raise CatalogueError(f"{where}: {error}") from None


def _named_in(row: EffectRow) -> frozenset[str]:
    """Parts of the record one of which holds the thing's id, or its name, as it is; empty where none need."""
    found = [parts_of(path) for path in (row.id, row.name) if path]
    if not row.id or not all(found):
        return frozenset()
    named = frozenset[str]().union(*found)
    if "" not in named:
        return named
    items = parts_of(row.each) if row.each else frozenset()
    return frozenset() if "" in items or not items else (named - {""}) | items
