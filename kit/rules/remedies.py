"""How what a call made or changed is undone: AWS CLI lines from the pages, filled with the values of a
row.

`remedy` of a call is a list; the first whose `when` holds for the row speaks. Its parts, each one line or
several in order:

- `check` reads only; `save` keeps a copy of what the thing holds, before anything of it is stopped or ended;
- `contain` takes effect at once and keeps the evidence: it never ends a thing that holds data;
- `revert` takes back a grant, share or part on somebody else's principal or thing, or puts the earlier text
  back; `restore` puts back what was switched off or set to end; `replace` renews a secret that was read;
- `own` only where the thing or principal itself is the intruder's;
- `remove` at the end, when all is saved; with a `wait` line, which only reads, not before the thing is off
  and silent.

No line names a thing by anything but its own id. `grant_to`: the principal that a grant was put on. `order`:
makers come before what they make. `undone_by`: calls of the same page that undo this one, `same` the value by
which both name their thing (without it, any in the same account and Region). `again`: AWS answers the call
alike where the thing was there already. `note`: a message that the reason ends with.

Or it is `none`, because the thing ends by itself (`runs-out`), the record does not hold what stood before
(`before-unknown`), the row of the thing itself has the lines (`other-row`), it was bought for a term
(`bought`), the organization's administrators decide (`organization`), what was deleted no call brings back
(`deleted`), it does nothing that outlasts it (`harmless`), or no line was tried: it is looked at `by-hand`.

In braces stands a path (kit.rules.paths); `{row.ids[]}` gives a word for each id. Lines are built as
lists of words, never as one text: values come from logs and are hostile. A value with a control or
invisible character, one that the AWS CLI would read as a file or as JSON, or one that is not there at all
makes no line; `Unfit` says which. `{kit...}` are texts that the kit writes itself (kit.rules.documents).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.errors import CatalogueError
from kit.ids import arn_name, hidden, is_key_id, quarantine_version
from kit.rules import documents
from kit.rules.conditions import Condition, conditions
from kit.rules.effects import call_name
from kit.rules.pages import RemedyRow, one_page, pages, table
from kit.rules.paths import Reader, as_text, compile_list, compile_value

PARTS = ("check", "save", "contain", "revert", "restore", "replace", "own", "wait", "remove")
MANY = "{row.ids[]}"
IDS_A_LINE = 40
_WORDS = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")
_HOLES = re.compile(r"\{([^{}]+)\}")
# The AWS CLI reads these prefixes of a value as a file or an address to fetch, or as JSON.
_READ_BY_CLI = re.compile(r"^(file|fileb|https?)://|^[\[{]", re.IGNORECASE)
_LONGEST = 1600


class Unfit(Exception):  # noqa: N818 - says what a value is, and never leaves this package
    """A value of a row that makes no line: `reason` is 'missing' or 'hostile'."""

    def __init__(self, reason: str, value: str) -> None:
        super().__init__(f"{reason}: {value!r}")
        self.reason = reason
        self.value = value


@dataclass(frozen=True)
class Remedy:
    """The lines for one call, by part; `grant_to` is the kind of principal and where the call names it."""

    order: int
    when: tuple[Condition, ...]
    grant_to: tuple[str, Reader] | None
    lines: Mapping[str, tuple[str, ...]]
    undone_by: tuple[str, ...] = ()
    same: Reader | None = None
    again: bool = False
    note: str = ""

    @property
    def check(self) -> str:
        """The line that only looks."""
        return self.lines["check"][0]

    def many(self, part: str) -> bool:
        """Whether one line of that part takes many ids."""
        return any(MANY in line for line in self.lines.get(part, ()))

    def granted_to(self, row: Mapping[str, Any]) -> tuple[str, object] | None:
        """Kind and name of the principal that the grant of `row` was put on."""
        if self.grant_to is None:
            return None
        kind, read = self.grant_to
        return kind, read(_seen(row), None)

    def named(self, row: Mapping[str, Any]) -> str:
        """What `same` names in the call of `row`; empty where it names nothing."""
        value = self.same(_seen(row), None) if self.same else None
        return value if isinstance(value, str) else ""


def remedy_of(row: Mapping[str, Any]) -> Remedy | None:
    """The remedy for the call that made a row of a ledger; None where its page has no lines."""
    for remedy in remedies(str(row.get("source")), call_name(str(row.get("event_name")))):
        if all(condition.holds(_seen(row)) for condition in remedy.when):
            return remedy
    return None


@functools.cache
def remedies(source: str, call: str) -> tuple[Remedy, ...]:
    """What the page of `source` (without .amazonaws.com) says of a call. CatalogueError when it is broken."""
    page = one_page(source)
    entry = page.calls.get(call) if page else None
    if entry is None or not isinstance(entry.remedy, tuple):
        return ()
    try:
        return tuple(_remedy(row) for row in entry.remedy)
    except CatalogueError as error:
        raise CatalogueError(f"{source}.yml: {call}: remedy: {error}") from None


def reason(source: str, call: str) -> str:
    """Why the page of `source` has no lines for a call that does something; empty where it has some.

    A call that only ends things and has no word of its own is `deleted`.
    """
    page = one_page(source)
    entry = page.calls.get(call) if page else None
    if entry is None or isinstance(entry.remedy, tuple):
        return ""
    if entry.remedy is None:
        return "deleted" if entry.does and all(row.ends for row in entry.does) else ""
    return entry.remedy.none


def overview() -> Iterator[tuple[str, str, str, set[str]]]:
    """(title of the page, call, reason or "", parts of its lines) of every call that does something or has
    lines."""
    for page in pages():
        for call, entry in page.calls.items():
            if entry.does or entry.remedy is not None:
                parts = {part for remedy in remedies(page.name, call) for part in remedy.lines}
                yield page.title, call, reason(page.name, call), parts


@functools.cache
def calls_with(*parts: str, note: str = "") -> tuple[str, ...]:
    """`source.amazonaws.com:Call` of every call of the pages with a line of these parts, or this note."""
    return tuple(
        f"{page.source}:{call}"
        for page in pages()
        for call in page.calls
        if any(
            set(parts) & remedy.lines.keys() or (note and remedy.note == note)
            for remedy in remedies(page.name, call)
        )
    )


@functools.cache
def reading_replies() -> tuple[str, ...]:
    """`source:Call` (without .amazonaws.com) of every call of the pages whose lines, or what they are grouped
    by, may look into its reply."""
    return tuple(
        f"{page.name}:{call}"
        for page in pages()
        for call, entry in page.calls.items()
        if isinstance(entry.remedy, tuple) and any(_reads_reply(row) for row in entry.remedy)
    )


def _reads_reply(row: RemedyRow) -> bool:
    # A reply that gives out a key tells `row.key`, and that to a start of machines which network to cut off.
    said = repr(row)
    return "res." in said or "row.key" in said or row.note == "spot"


def iam_service(source: str) -> str:
    """The name under which policies know a service, from the one that its events have."""
    return table("iam_services.yml", dict[str, str]).get(source, source)


@functools.cache
def plan_line(name: str) -> str:
    """A line of the plan that belongs to no call: tables/plan_lines.yml."""
    known = table("plan_lines.yml", dict[str, str])
    if name not in known:
        raise CatalogueError(f"plan_lines.yml: no line {name!r}")
    return known[name]


def spread(line: str, row: Mapping[str, Any], ids: list[str] | None = None) -> list[tuple[str, ...]]:
    """A line with the row's values, as words; one line for each value of a list that it names, none for an
    empty one. Unfit where a value is missing or hostile."""
    listed = next((hole for hole in _HOLES.findall(line) if "[]" in hole and f"{{{hole}}}" != MANY), None)
    if listed is None:
        return [words(line, row, ids)]
    values = dict.fromkeys(as_text(value) or "" for value in compile_list(listed)(_seen(row)))
    return [
        words(line.replace(f"{{{listed}}}", "{row.each}"), {**row, "each": value}, ids) for value in values
    ]


def words(line: str, row: Mapping[str, Any], ids: list[str] | None = None) -> tuple[str, ...]:
    """A line with the row's values, as words. Unfit where a value is missing or hostile."""
    seen = _seen(row)
    made: list[str] = ["aws"]
    for word in _WORDS.findall(line):
        if word == MANY:
            made.extend(checked(value) for value in ids or [row["resource_id"]])
            continue
        filled = _HOLES.sub(lambda hole: _value(hole[1], seen), word)
        if word != filled and filled.startswith("-"):  # a name that would read as an option
            made[-1] = f"{made[-1]}={filled}"
        else:
            made.append(filled)
    return guarded(tuple(made))


def guarded(line: tuple[str, ...]) -> tuple[str, ...]:
    """The line, unless it would take a quarantine policy away; that is the customer's decision alone."""
    if len(line) > 2 and line[2].startswith(("detach-", "delete-")):
        for word in line:
            if quarantine_version(word.split("=", 1)[-1]):
                raise Unfit("quarantine", word)
    return line


def checked(value: object) -> str:
    """A value fit for a line. Unfit when it is empty, overlong, holds invisible characters, or is read by the
    CLI."""
    if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
        raise Unfit("missing", "" if value is None else str(value))
    if str(value).startswith("unknown@"):  # the log left the name out
        raise Unfit("missing", str(value))
    text = str(value)
    if len(text) > _LONGEST or _READ_BY_CLI.match(text):
        raise Unfit("hostile", text)
    if any(map(hidden, text)):
        raise Unfit("hostile", text)
    return text


def _value(path: str, seen: Mapping[str, Any]) -> str:
    value = _reader(path)(seen, None)
    if value is None:
        raise Unfit("missing", path)
    # A text that the kit writes itself; JSON escapes what it holds of the logs.
    return str(value) if path.startswith("kit.") else checked(value)


def _seen(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as paths see it: its call's parts, its columns and what follows from them, the kit's own
    texts."""
    arn = row.get("arn") or ""
    made = {**row, "id": row.get("resource_id"), "user": arn_name(arn) if ":user/" in arn else None}
    seen = {
        "req": row.get("request_parameters"),
        "res": row.get("response_elements"),
        "row": made,
        "kit": documents.texts(row),
    }
    keys = (row.get("key"), _reader("res.accessKey.accessKeyId")(seen, None), row.get("name"))
    made["key"] = next((key for key in keys if isinstance(key, str) and is_key_id(key)), None)
    return seen


@functools.cache
def _reader(path: str) -> Reader:
    return compile_value(path)


def _remedy(row: RemedyRow) -> Remedy:
    lines = {
        part: (given,) if isinstance(given, str) else given for part in PARTS if (given := getattr(row, part))
    }
    for line in (line for each in lines.values() for line in each):
        if "".join("".join(_WORDS.findall(line)).split()) != "".join(line.split()):
            raise CatalogueError(f"{line!r}: a brace is open")
        for hole in _HOLES.findall(line):
            _reader(hole)
    if row.grant_to is not None and len(row.grant_to) != 1:
        raise CatalogueError("grant_to: one kind of principal and its path")
    grant = next(iter(row.grant_to.items())) if row.grant_to else None
    return Remedy(
        order=row.order,
        when=conditions(row.when),
        grant_to=(grant[0], compile_value(grant[1])) if grant else None,
        lines=lines,
        undone_by=row.undone_by,
        same=compile_value(row.same) if row.same else None,
        again=row.again,
        note=row.note or "",
    )
