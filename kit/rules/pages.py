"""kit/rules/<service>.yml: what the calls of one AWS service mean; one loader for every page and table
here.

A page is named after the event source (`ec2.yml` speaks of ec2.amazonaws.com) and holds

- `title`; `service`, the word that answers use for it (the page's name, unless it says another); `ledger`
  and `global`, which are what a kind of the page is unless it says otherwise;
- `kinds`: what there is, as kit.rules.effects.Kind explains;
- `calls`: one entry a call, under CloudTrail's eventName without the date of an API version.

The entry of a call holds what is known of it:

- `means`: what it is to an attacker, a list. `id`, `tactic` and `technique` (ATT&CK, tables/
  attack_techniques.yml), `weight` (0-100: how telling it is), `why`, whether it can `cost` money,
  `subject` (the path of the thing acted on), and two records: one that `matches` and a near miss that it
  `ignores` (service and name of the call are filled in where they are not given). `conduct` is what such
  an act says of a caller whose habits nobody knows (kit.analysis.actors.conduct). With `when` it holds
  only under conditions; of several meanings the first whose conditions hold wins (the highest weight
  first), then the one without.
- `gives`, `opens`, `comes_from`, `ends`, `passes_role`: what it does to credentials, as
  kit.rules.credentials explains.
- `does`: what it makes, ends, stops, resumes, sets or resizes, a list of rows as kit.rules.effects
  explains.
- `remedy`: how that is undone, as kit.rules.remedies explains; an entry that does anything but end a
  thing has one, or says why `none`.
- `marks`: what queries and analyses know it by, words of kit.rules.marks.

Paths are those of kit.rules.paths, conditions those of kit.rules.conditions. Whatever is unknown,
missing, given twice or of the wrong type stops the kit: a page read by half would lose an answer in
silence.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from kit.errors import CatalogueError
from kit.kept import kept

FOLDER = Path(__file__).parent
TABLES = FOLDER / "tables"
Ledger = Literal["principals", "resources"]
Change = Literal[
    "created", "changed", "deleted", "attached", "detached", "enabled", "disabled", "started", "stopped",
    "resumed", "shared", "opened", "closed",
]  # fmt: skip
CredentialKind = Literal[
    "access_key", "session_token", "federation_token", "role_session", "root_session", "console_session",
    "login_profile", "service_credential", "identity_center_session",
]  # fmt: skip
Thing = Literal[
    "user", "login", "role", "provider", "anchor", "identity", "signin", "instance", "spot", "fleet", "group",
    "function", "task", "build",
]  # fmt: skip
# What each says stands in kit.rules.marks.
Mark = Literal[
    "makes_trail", "updates_trail", "selects_events", "stops_trail", "starts_trail", "deletes_trail",
    "looks_at_bucket", "sets_expiry", "makes_key", "sets_key", "deletes_key", "deletes_user",
    "puts_user_policy", "takes_user_policy", "puts_role_policy", "changes_password", "takes_role",
    "enables_region", "answers_support", "reads_secret", "asks_model", "asks_agent", "sends_mail",
    "sends_one_mail", "opens_up", "reads_bucket", "shows_settings",
]  # fmt: skip
# What an act says of a caller whose habits nobody knows: kit.analysis.actors.conduct.
Conduct = Literal["rights", "own_rights", "way_in", "trust", "blind", "outward", "remote", "secrets", "abuse"]
How = Literal["gone", "status", "replaced", "reset", "denied", "allowed"]
Word = Annotated[str, Meta(min_length=1)]
Paths = Annotated[str, Meta(min_length=1)]
Lines = Word | tuple[Word, ...]
Note = Literal[
    "return-window", "new-password", "trust-replaced", "inline-replaced", "policy-cut", "key-deletion", "bin",
    "transfer", "spot", "members", "selectors", "secret", "unnamed", "mfa", "host", "provision",
]  # fmt: skip
Scalar = bool | int | str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every row of a page is: read-only, and without room for a misspelt field."""


class Test(Row, frozen=True):
    """A condition that is more than equality: exactly one of its fields."""

    present: bool | None = None
    differs: Scalar | None = None
    contains: str | None = None
    pattern: str | None = None


When = dict[Paths, Scalar | list[Scalar] | Test]


class MeansRow(Row, frozen=True):
    """What a call is to an attacker."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    tactic: Word
    technique: Word
    weight: Annotated[int, Meta(ge=0, le=100)]
    why: Annotated[str, Meta(min_length=11)]
    ignores: dict[str, Any]
    matches: dict[str, Any] = {}
    cost: bool = False
    subject: Paths | None = None
    when: When = {}
    conduct: Conduct | None = None
    says: Literal["public", "key-deletion", "no-copy", "left-organization", "watch-off"] | None = None


class GivesRow(Row, frozen=True):
    """The credential that a call gives out."""

    kind: CredentialKind
    key: Paths | None = None
    arn: Paths | None = None
    expires: Paths | None = None
    sign_in: Literal["password", "switch"] | None = None


class ThingRow(Row, frozen=True):
    """A thing from which credentials may come, and where the record names it."""

    thing: Thing
    at: Paths
    take: Word | None = None
    was_there: bool = False
    reached: bool = False


class EndsRow(Row, frozen=True):
    """What a call does against a credential: the key at `key`, or all that comes from a thing."""

    how: How
    key: Paths | None = None
    thing: Thing | None = None
    at: Paths | None = None
    take: Word | None = None


class EffectRow(Row, frozen=True):
    """One thing that a call does: one verb with the kind it does it to, and where the values stand."""

    makes: Word | None = None
    ends: Word | None = None
    stops: Word | None = None
    resumes: Word | None = None
    sets: Word | None = None
    resizes: Word | None = None
    each: Paths | None = None
    when: When = {}
    change: Change | None = None
    id: Paths | None = None
    name: Paths | None = None
    arn: Paths | None = None
    parent: Paths | None = None
    before: Paths | None = None
    after: Paths | None = None
    detail: Paths | None = None
    size: Paths | None = None
    vcpu: Paths | None = None
    memory_mb: Paths | None = None
    quantity: Paths | None = None
    purchase: Paths | None = None
    link: Paths | None = None
    size_of: Paths | None = None


class KindRow(Row, frozen=True, rename={"shown": "as", "made_from": "from", "everywhere": "global"}):
    """A kind of thing or of lasting change."""

    ledger: Ledger | None = None
    shown: Word | None = None
    service: Word | None = None
    change: Change = "created"
    arn: Word | None = None
    within: Word | None = None
    of: Word | None = None
    made_from: Word | None = None
    everywhere: bool | None = None
    cost: bool = False
    part: int | Literal["rest", "whole"] = -1
    ends_itself: bool = False
    quiet: bool = False
    maker: bool = False
    idle: bool = False
    lasts: Word | None = None


class RemedyRow(Row, frozen=True):
    """AWS CLI lines for what a call made or changed; a part is one line or several in order."""

    check: Word
    when: When = {}
    order: int = 500
    grant_to: dict[Literal["user", "role", "group"], Paths] | None = None
    save: Lines | None = None
    contain: Lines | None = None
    revert: Lines | None = None
    restore: Lines | None = None
    replace: Lines | None = None
    own: Lines | None = None
    wait: Lines | None = None
    remove: Lines | None = None
    undone_by: tuple[Word, ...] = ()
    same: Paths | None = None
    again: bool = False
    note: Note | None = None


class NoRemedy(Row, frozen=True):
    """Why there are no lines for a call."""

    none: Literal[
        "runs-out", "before-unknown", "other-row", "bought", "organization", "by-hand", "deleted", "harmless"
    ]


class CallRow(Row, frozen=True):
    """Everything that is known of one call."""

    means: tuple[MeansRow, ...] = ()
    gives: GivesRow | None = None
    opens: tuple[ThingRow, ...] = ()
    comes_from: tuple[ThingRow, ...] = ()
    passes_role: bool = False
    ends: EndsRow | None = None
    marks: tuple[Mark, ...] = ()
    does: tuple[EffectRow, ...] = ()
    remedy: tuple[RemedyRow, ...] | NoRemedy | None = None


class Head(Row, frozen=True, rename={"everywhere": "global"}):
    """A page as it stands in its file; kinds and calls are read one by one, so that an error names
    its own."""

    title: Word
    calls: Annotated[dict[Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z0-9_]*$")], Any], Meta(min_length=1)]
    kinds: dict[Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")], Any] = {}
    service: Word | UnsetType = UNSET
    ledger: Ledger = "resources"
    everywhere: bool = False


class Page(msgspec.Struct, frozen=True):
    """A page that was read: `name` is the event source without .amazonaws.com."""

    name: str
    title: str
    service: str
    ledger: Ledger
    everywhere: bool
    kinds: Mapping[str, KindRow]
    calls: Mapping[str, CallRow]

    @property
    def source(self) -> str:
        """The eventSource of CloudTrail."""
        return f"{self.name}.amazonaws.com"


@functools.cache
def one_page(name: str, folder: Path = FOLDER) -> Page | None:
    """The page of one event source, without reading the others; None where there is none."""
    path = folder / f"{name}.yml"
    return page(name, read_yaml(path), path.name) if path.exists() else None


@functools.cache
def pages(folder: Path = FOLDER) -> tuple[Page, ...]:
    """Every page, by name. CatalogueError names page, entry and field of the first thing that is off."""
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise CatalogueError(f"{folder.name}/: no page of a service is there; install the kit again")
    return tuple(page(path.stem, read_yaml(path), path.name) for path in files)


def page(name: str, content: object, file: str) -> Page:
    """The page of the event source `name` from what its YAML holds."""
    head = convert(content, Head, file)
    return Page(
        name=name,
        title=head.title,
        service=name if head.service is UNSET else head.service,
        ledger=head.ledger,
        everywhere=head.everywhere,
        kinds={word: convert(row or {}, KindRow, f"{file}: kind {word}") for word, row in head.kinds.items()},
        calls={call: convert(row, CallRow, f"{file}: {call}") for call, row in head.calls.items()},
    )


T = TypeVar("T")


def table(name: str, kind: type[T]) -> T:
    """A table of facts that are no page of a service: kit/rules/tables/<name>."""
    return convert(read_yaml(TABLES / name), kind, name)


def convert(content: object, kind: type[T], where: str) -> T:
    """`content` as `kind`. CatalogueError with `where` and the field when it will not do."""
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        raise CatalogueError(f"{where}: {' '.join(str(error).split())}") from None


def read_yaml(path: Path) -> object:
    """What a YAML file holds. CatalogueError when it is missing, broken or gives a key twice."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"{path.name}: {' '.join(str(error).split())}; mend the file") from None
    return kept("rules", text, lambda: _loaded(path, text))


def _loaded(path: Path, text: bytes) -> object:
    import yaml

    try:
        return yaml.load(text, Loader=_loader())
    except yaml.YAMLError as error:
        raise CatalogueError(f"{path.name}: {' '.join(str(error).split())}; mend the file") from None


@functools.cache
def _loader() -> Any:
    """YAML's safe loader, except that a key given twice is an error and not a choice of the last."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        pass

    def mapping(loader: Any, node: Any) -> dict:
        found = loader.construct_mapping(node, deep=True)
        if len(found) != len(node.value):
            raise yaml.MarkedYAMLError(None, None, "a key is given twice", node.start_mark)
        return found

    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    return Loader
