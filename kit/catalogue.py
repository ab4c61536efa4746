"""actions/*.yml: what intruders do with a leaked key, one row a call, judged; refused as a whole if a row is off.

A row names one call (`source`, `event`), what it means (`tactic`, `technique`, `why`), how telling it is (`weight`,
0-100), whether it can cost money, where the record names the thing acted on (`subject`, a JSON path) and two records:
one that `matches` and a near miss that it `ignores`. With `when` a row holds only under conditions on the record; of
several rows for one call the first with conditions that hold wins (highest weight first), then the one without.

ATT&CK names and ids: attack_techniques.yml. Event names are CloudTrail's; those of Lambda and CloudFront are compared
without the API date at their end (CreateFunction20150331 is CreateFunction).
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.errors import CatalogueError

FOLDER = Path(__file__).parent / "actions"
TECHNIQUES = Path(__file__).parent / "attack_techniques.yml"

_FIELDS = (
    "id", "source", "event", "tactic", "technique", "weight", "cost", "subject", "why", "matches", "ignores",
)  # fmt: skip
_OPTIONAL = ("when",)
_TESTS = ("equals", "differs", "in", "contains", "pattern", "present")
_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_SOURCE = re.compile(r"[a-z0-9-]+\.amazonaws\.com")
_EVENT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_API_DATE = re.compile(r"(20\d{6}(v\d)?|20\d\d_\d\d_\d\d)$")
_DATED = ("lambda.amazonaws.com", "cloudfront.amazonaws.com")
_PATH = re.compile(r"\$(\.[A-Za-z][A-Za-z0-9_]*(\[(\d+|\*)\])?)+")
_PARTS = {
    "requestParameters": "request_parameters",
    "responseElements": "response_elements",
    "additionalEventData": "additional_event_data",
    "resources": "resources",
    "serviceEventDetails": "extra",
}
_COLUMNS = {  # what the view holds as columns of its own
    "$.userIdentity.userName": "user_name",
    "$.userIdentity.arn": "user_arn",
    "$.errorCode": "error_code",
}

# What an intruder's call that is no read and stands in no row counts as; so no call is invisible.
OTHER_CHANGE = ("other.change", 20, "Changes something that no row of the catalogue speaks of.")


@dataclass(frozen=True)
class Place:
    """Where a value of a record stands in view `events`: `part` is the column; path and item are null for a whole one.

    `$.requestParameters.a.b[*].c` is column request_parameters, path `$.a.b`, and of each item `$.c`.
    """

    part: str
    path: str | None = None
    item: str | None = None

    @classmethod
    def of(cls, text: str) -> Place:
        """Reads a JSON path of the catalogue; ValueError when it is none or leads nowhere."""
        if text in _COLUMNS:
            return cls(_COLUMNS[text])
        if not _PATH.fullmatch(text) or text.count("[*]") > 1:
            raise ValueError(f"{text!r} is no path such as $.requestParameters.userName")
        first = re.match(r"\$\.([A-Za-z]+)(.*)", text)
        if first is None or first[1] not in _PARTS:
            raise ValueError(f"{text!r} must begin with {', '.join(f'$.{part}' for part in _PARTS)}")
        rest = text[1:] if _PARTS[first[1]] == "extra" else first[2]
        before, star, after = rest.partition("[*]")
        return cls(_PARTS[first[1]], f"${before}", f"${after}" if star else None)

    @functools.cached_property
    def steps(self) -> list[str | int]:
        """The path as keys and list positions, without the part of `item`."""
        return [int(n) if n else key for key, n in re.findall(r"\.(\w+)|\[(\d+)\]", self.path or "")]

    def read(self, record: Mapping) -> object:
        """The value in a CloudTrail record, null where there is none; of `[*]` the list of values."""
        if self.part in _COLUMNS.values():
            whole = next(path for path, column in _COLUMNS.items() if column == self.part)
            return _walk(record, whole[2:].split("."))
        start = next(name for name, column in _PARTS.items() if column == self.part)
        found = _walk(record if self.part == "extra" else record.get(start), self.steps)
        if self.item is None or not isinstance(found, list):
            return found
        return [_walk(each, re.findall(r"\w+", self.item)) for each in found]


@dataclass(frozen=True)
class Condition:
    """One line of `when`: the text at `place` passes `test` against `value`.

    Tests: `equals`, `differs`, `in` (a list), `contains` (a piece of text), `pattern` (regular expression, found
    anywhere), `present` (true or false). A value that is no text counts as its compact JSON; a missing one passes
    only `differs` and `present: false`.
    """

    place: Place
    test: str
    values: tuple[str, ...]

    def holds(self, record: Mapping) -> bool:
        """Whether the record meets the condition."""
        found = as_text(self.place.read(record))
        if self.test == "present":
            return (found is not None) == (self.values == ("true",))
        if self.test == "differs":
            return found not in self.values
        if found is None:
            return False
        if self.test in ("equals", "in"):
            return found in self.values
        if self.test == "contains":
            return self.values[0] in found
        return re.search(self.values[0], found) is not None


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


def as_text(value: object) -> str | None:
    """A JSON value as text, the way DuckDB's `->>` gives it."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def content_hash(folder: Path = FOLDER) -> str:
    """Hash of all files of the catalogue, names included."""
    digest = hashlib.sha256(TECHNIQUES.read_bytes())
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@functools.cache
def catalogue(folder: Path = FOLDER) -> tuple[Action, ...]:
    """Every row, files and rows in order. CatalogueError names file and row of the first thing that is off."""
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


def markdown() -> str:
    """The catalogue as Markdown tables, one a file, for docs/actions.md."""
    from kit.catalogue_page import page

    return page(catalogue(), techniques())


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
        when = tuple(_condition(line) for line in row.get("when", ()))
    except (ValueError, TypeError, re.error) as error:
        raise CatalogueError(f"{where}: {error}") from None
    return Action(**{**{field: row[field] for field in _FIELDS}, "when": when, "file": file})


def _condition(line: object) -> Condition:
    tests = set(line) - {"path"} if isinstance(line, dict) else set()
    if not isinstance(line, dict) or "path" not in line or len(tests) != 1 or not tests <= set(_TESTS):
        raise ValueError(f"when: {line!r} needs path and one of {', '.join(_TESTS)}")
    (test,) = tests
    values = line[test] if isinstance(line[test], list) else [line[test]]
    if not values or (test != "in" and len(values) > 1) or None in values:
        raise ValueError(f"when: {test}: {line[test]!r} will not do")
    place = Place.of(line["path"])
    if test == "pattern":
        re.compile(values[0])
    return Condition(place, test, tuple(as_text(value) or "" for value in values))


def _walk(value: object, steps: list) -> object:
    for step in steps:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _yaml(path: Path) -> object:
    import yaml

    try:
        return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path.name}: {' '.join(str(error).split())}; mend the file") from None
