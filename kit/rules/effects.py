"""kit/ledger_rules/*.yml: what each AWS call makes, changes or ends -> Kind and Effect rows.

A file of an AWS service holds `source` (event source without .amazonaws.com), `service`, `kinds` (what there
is) and `calls` (what a call does to it): adding a call is adding a row. Unknown fields, unknown kinds, broken
paths and rows given twice stop the kit (CatalogueError): a half-read table would lose a resource in silence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.errors import CatalogueError
from kit.rules.paths import compile_list, compile_value

FOLDER = Path(__file__).parent / "ledger"
# Lambda and CloudFront write the date of the API version into the name of the call.
_API_DATE = re.compile(r"20\d{2}_?\d{2}_?\d{2}(v\d)?$")
VERBS = ("makes", "ends", "stops", "resumes", "sets", "resizes")
# Order within one second, the resolution of CloudTrail's eventTime.
VERB_ORDER = {"sets": 0, "makes": 1, "resumes": 2, "resizes": 3, "stops": 4, "ends": 5}
_VALUES = (
    "id",
    "name",
    "arn",
    "parent",
    "before",
    "after",
    "detail",
    "size",
    "vcpu",
    "memory_mb",
    "quantity",
    "purchase",
    "link",
    "size_of",
)
_KIND_FIELDS = {
    "ledger",
    "as",
    "service",
    "change",
    "arn",
    "within",
    "of",
    "from",
    "global",
    "cost",
    "part",
    "ends_itself",
    "quiet",
    "lasts",
    "maker",
    "idle",
}
_CALL_FIELDS = {"call", "each", "where", "change", "source", "kind", *VERBS, *_VALUES}
_FILE_FIELDS = {"source", "service", "ledger", "global", "kinds", "calls"}
Reader = Callable[[Mapping, object], object]


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


@dataclass(frozen=True)
class Effect:
    """One thing that one call does: `verb` on things of `kind`; `each` lists the items, `read` gets values of
    one."""

    source: str
    call: str
    verb: str
    kind: Kind
    each: Callable[[Mapping], list[object]] | None
    where: tuple[tuple[Reader, tuple[str, ...]], ...]
    read: dict[str, Reader]
    change: str | None
    row: dict = field(compare=False, hash=False, repr=False, default_factory=dict)


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


def call_name(event_name: str) -> str:
    """The call without the date of its API version: `CreateFunction20150331` -> `CreateFunction`."""
    return _API_DATE.sub("", event_name)


@functools.cache
def effects() -> Effects:
    """The tables as they come with the kit."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yml"))}
    if not files:
        raise CatalogueError(f"{FOLDER.name}: no table of effects is there; install the kit again")
    return read(files)


def read(files: Mapping[str, str]) -> Effects:
    """Effects from the text of each file, by file name."""
    import yaml

    tables = {}
    for name, text in files.items():
        try:
            tables[name] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError as error:
            raise CatalogueError(f"{name}: no YAML: {' '.join(str(error).split())}") from None
        _known(name, tables[name], _FILE_FIELDS, {"source", "service", "calls"})
    kinds: dict[str, Kind] = {}
    for name, table in tables.items():
        for word, facts in (table.get("kinds") or {}).items():
            if word in kinds:
                raise CatalogueError(f"{name}: kind {word} is there already")
            kinds[word] = _kind(name, table, word, facts or {})
    for kind in kinds.values():
        if kind.parent is not None and kind.parent not in kinds:
            raise CatalogueError(f"kind {kind.name}: no kind {kind.parent} for its parent")
    by_call: dict[tuple[str, str], list[Effect]] = {}
    for name, table in tables.items():
        for facts in table["calls"]:
            for effect in _calls(name, table, facts, kinds):
                same = by_call.setdefault((effect.source, effect.call), [])
                if any(other.row == effect.row for other in same):
                    raise CatalogueError(f"{name}: {effect.call}: the same row twice")
                same.append(effect)
    return Effects(kinds, {key: tuple(found) for key, found in by_call.items()})


def _kind(file: str, table: dict, word: str, facts: dict) -> Kind:
    _known(f"{file}: kind {word}", facts, _KIND_FIELDS, set())
    return Kind(
        name=word,
        ledger=facts.get("ledger", table.get("ledger", "resources")),
        service=facts.get("service", table["service"]),
        shown=facts.get("as", word),
        change=facts.get("change", "created"),
        arn=facts.get("arn"),
        within=facts.get("within"),
        of=facts.get("of"),
        made_from=facts.get("from"),
        everywhere=facts.get("global", table.get("global", False)),
        cost=facts.get("cost", False),
        part=facts.get("part", -1),
        ends_itself=facts.get("ends_itself", False),
        quiet=facts.get("quiet", False),
        maker=facts.get("maker", False),
        idle=facts.get("idle", False),
        lasts=facts.get("lasts"),
    )


def _calls(file: str, table: dict, facts: dict, kinds: Mapping[str, Kind]) -> list[Effect]:
    where = f"{file}: {facts.get('call') if isinstance(facts, dict) else facts!r}"
    _known(where, facts, _CALL_FIELDS, {"call"})
    verbs = [verb for verb in VERBS if verb in facts]
    if len(verbs) != 1:
        raise CatalogueError(f"{where}: one of {', '.join(VERBS)}, found {verbs or 'none'}")
    word = facts[verbs[0]]
    if word not in kinds:
        raise CatalogueError(f"{where}: no kind {word}")
    if kinds[word].within and "parent" not in facts:
        raise CatalogueError(f"{where}: {word} is known within its {kinds[word].within}: `parent` is missing")
    try:
        read_of = {name: compile_value(facts[name]) for name in _VALUES if name in facts}
        each = compile_list(facts["each"]) if "each" in facts else None
        conditions = tuple(
            (compile_value(path), tuple(str(value).lower() for value in _listed(wanted)))
            for path, wanted in (facts.get("where") or {}).items()
        )
    except CatalogueError as error:
        raise CatalogueError(f"{where}: {error}") from None
    source = facts.get("source", table["source"])
    return [
        Effect(source, call, verbs[0], kinds[word], each, conditions, read_of, facts.get("change"), facts)
        for call in _listed(facts["call"])
    ]


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _known(where: str, facts: object, allowed: set[str], needed: set[str]) -> None:
    if not isinstance(facts, dict):
        raise CatalogueError(f"{where}: fields and values are expected")
    missing, unknown = needed - set(facts), set(facts) - allowed
    if missing or unknown:
        words = [f"missing {', '.join(sorted(missing))}"] * bool(missing)
        words += [f"unknown {', '.join(sorted(map(str, unknown)))}"] * bool(unknown)
        raise CatalogueError(f"{where}: {'; '.join(words)}")
