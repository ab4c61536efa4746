"""actions/*.yml: what intruders do with a leaked key, one row a call, judged; refused as a whole if a row is
off.

A row names one call (`source`, `event`), what it means (`tactic`, `technique`, `why`), how telling it is
(`weight`, 0-100), whether it can cost money, where the record names the thing acted on (`subject`, a JSON
path) and two records: one that `matches` and a near miss that it `ignores`. With `when` a row holds only
under conditions on the record; of several rows for one call the first with conditions that hold wins (highest
weight first), then the one without.

ATT&CK names and ids: attack_techniques.yml. Event names are CloudTrail's; those of Lambda and CloudFront are
compared without the API date at their end (CreateFunction20150331 is CreateFunction).
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.errors import CatalogueError
from kit.rules.action_records import Condition, Place, as_text

__all__ = [
    "Action",
    "Condition",
    "Place",
    "action_of",
    "as_text",
    "catalogue",
    "content_hash",
    "plain_name",
    "techniques",
]

FOLDER = Path(__file__).parent / "actions"
TECHNIQUES = Path(__file__).parent / "attack_techniques.yml"

_FIELDS = (
    "id", "source", "event", "tactic", "technique", "weight", "cost", "subject", "why", "matches", "ignores",
)  # fmt: skip
_OPTIONAL = ("when",)
_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_SOURCE = re.compile(r"[a-z0-9-]+\.amazonaws\.com")
_EVENT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_API_DATE = re.compile(r"(20\d{6}(v\d)?|20\d\d_\d\d_\d\d)$")
_DATED = ("lambda.amazonaws.com", "cloudfront.amazonaws.com")

# What an intruder's call that is no read and stands in no row counts as; so no call is invisible.
OTHER_CHANGE = ("other.change", 20, "Changes something that no row of the catalogue speaks of.")


@dataclass(frozen=True)
class Action:
    """One row of the catalogue."""

    id: str
    source: str
    event: str
    tactic: str
    technique: str
    weight: int
    cost: bool
    subject: str | None
    why: str
    when: tuple[Condition, ...]
    matches: Mapping
    ignores: Mapping
    file: str

    @property
    def place(self) -> Place | None:
        """Where the thing acted on stands."""
        return Place.of(self.subject) if self.subject else None

    def fits(self, record: Mapping) -> bool:
        """Whether the record is this call and meets every condition."""
        source, event = record.get("eventSource"), record.get("eventName")
        return (
            source == self.source
            and isinstance(event, str)
            and plain_name(source, event) == self.event
            and all(condition.holds(record) for condition in self.when)
        )


def plain_name(source: str, event: str) -> str:
    """The event's name without the API date that Lambda and CloudFront put at its end."""
    return _API_DATE.sub("", event) if source in _DATED else event


def action_of(record: Mapping) -> Action | None:
    """The row of the catalogue that speaks for a record: conditions before none, then the higher weight."""
    fitting = [action for action in catalogue() if action.fits(record)]
    return min(fitting, key=lambda action: (not action.when, -action.weight, action.id), default=None)


def content_hash(folder: Path = FOLDER) -> str:
    """Hash of all files of the catalogue, names included."""
    digest = hashlib.sha256(TECHNIQUES.read_bytes())
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@functools.cache
def catalogue(folder: Path = FOLDER) -> tuple[Action, ...]:
    """Every row, files and rows in order. CatalogueError names file and row of the first thing that is
    off."""
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise CatalogueError(f"{folder.name}/: no attacker actions there; install the kit again")
    known = techniques()
    found: dict[str, Action] = {}
    plain: dict[tuple[str, str], str] = {}
    for path in files:
        rows = _yaml(path)
        if not isinstance(rows, list) or not rows:
            raise CatalogueError(f"{path.name}: holds no list of actions")
        for place, row in enumerate(rows, 1):
            action = _action(path.name, place, row, known)
            if action.id in found:
                raise CatalogueError(f"{path.name}: {action.id}: is in {found[action.id].file} already")
            found[action.id] = action
            if not action.when:
                call = (action.source, action.event)
                if call in plain:
                    raise CatalogueError(
                        f"{path.name}: {action.id}: the same call as {plain[call]}; give it `when`"
                    )
                plain[call] = action.id
    return tuple(found.values())


@functools.cache
def techniques(path: Path = TECHNIQUES) -> Mapping[str, Mapping]:
    """ATT&CK id -> `name` and `tactics`. CatalogueError when the file is missing or half a row is there."""
    rows = _yaml(path)
    if not isinstance(rows, dict) or not rows:
        raise CatalogueError(f"{path.name}: holds no techniques")
    for key, row in rows.items():
        if not isinstance(row, dict) or set(row) != {"name", "tactics"} or not row["tactics"]:
            raise CatalogueError(f"{path.name}: {key}: needs exactly name and tactics")
    return rows


def _action(file: str, place: int, row: object, known: Mapping[str, Mapping]) -> Action:
    name = row.get("id", f"row {place}") if isinstance(row, dict) else f"row {place}"
    where = f"{file}: {name}"
    if not isinstance(row, dict):
        raise CatalogueError(f"{where}: is no set of fields")
    missing, unknown = set(_FIELDS) - set(row), set(row) - set(_FIELDS) - set(_OPTIONAL)
    if missing or unknown:
        raise CatalogueError(f"{where}: missing or unknown {', '.join(sorted(missing | unknown, key=str))}")
    checks = {
        "id": isinstance(row["id"], str) and _ID.fullmatch(row["id"]),
        "source": isinstance(row["source"], str) and _SOURCE.fullmatch(row["source"]),
        "event": isinstance(row["event"], str) and _EVENT.fullmatch(row["event"]),
        "technique": row["technique"] in known,
        "tactic": row["tactic"] in known.get(row["technique"], {}).get("tactics", (row["tactic"],)),
        "weight": type(row["weight"]) is int and 0 <= row["weight"] <= 100,
        "cost": type(row["cost"]) is bool,
        "why": isinstance(row["why"], str) and len(row["why"]) > 10,
        "matches": isinstance(row["matches"], dict),
        "ignores": isinstance(row["ignores"], dict),
    }
    for field, good in checks.items():
        if not good:
            raise CatalogueError(f"{where}: {field}: {row[field]!r} will not do")
    try:
        if row["subject"] is not None:
            Place.of(row["subject"])
        when = tuple(Condition.of(line) for line in row.get("when", ()))
    except (ValueError, TypeError, re.error) as error:
        raise CatalogueError(f"{where}: {error}") from None
    return Action(
        id=row["id"],
        source=row["source"],
        event=row["event"],
        tactic=row["tactic"],
        technique=row["technique"],
        weight=row["weight"],
        cost=row["cost"],
        subject=row["subject"],
        why=row["why"],
        when=when,
        matches=row["matches"],
        ignores=row["ignores"],
        file=file,
    )


def _yaml(path: Path) -> object:
    import yaml

    try:
        return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path.name}: {' '.join(str(error).split())}; mend the file") from None
