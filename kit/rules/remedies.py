"""How what a call made or changed is undone: AWS CLI lines from the pages, filled with the values of a
row.

`remedy` of a call is a list; the first whose `when` holds for the row speaks. Its lines: `check` (reads
only), `contain` (takes effect at once, keeps the evidence), `revert` (takes back a grant on somebody
else's principal or thing), `restore` (puts back what a trail needs), `own` (only where the thing or
principal itself is the intruder's), `remove` (at the end, when all is saved; with a `wait` line, which
only reads, not before the thing is off and silent). No line names a thing by anything but its own id.
`grant_to`: the principal that a grant was put on. `order`: makers come before what they make. Or it is
`none`, because the thing ends by itself (`runs-out`), the record does not hold what stood before
(`before-unknown`), the row of the thing itself has the lines (`other-row`), it was bought for a term
(`bought`), the organization's administrators decide (`organization`), or no line was tried: it is looked
at `by-hand`.

In braces stands a path (kit.rules.paths); `{row.ids[]}` gives a word for each id. Lines are built as
lists of words, never as one text: values come from logs and are hostile. A value with a control or
invisible character, one that the AWS CLI would read as a file or as JSON, or one that is not there at all
makes no line; `Unfit` says which.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit.errors import CatalogueError
from kit.ids import arn_name, is_key_id, quarantine_version
from kit.rules.conditions import Condition, conditions
from kit.rules.effects import call_name
from kit.rules.pages import RemedyRow, one_page, table
from kit.rules.paths import Reader, compile_value

PARTS = ("check", "contain", "revert", "restore", "own", "wait", "remove")
MANY = "{row.ids[]}"
IDS_A_LINE = 40
_WORDS = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")
_HOLES = re.compile(r"\{([^{}]+)\}")
# The AWS CLI reads these prefixes of a value as a file or an address to fetch, or as JSON.
_READ_BY_CLI = re.compile(r"^(file|fileb|https?)://|^[\[{]", re.IGNORECASE)
_LONGEST = 1600
_DENY_ALL = (
    '{"Version":"2012-10-17","Statement":'
    '[{"Sid":"ContainmentDenyAll","Effect":"Deny","Action":"*","Resource":"*"}]}'
)


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
    lines: Mapping[str, str]

    def many(self, part: str) -> bool:
        """Whether one line of that part takes many ids."""
        return MANY in self.lines.get(part, "")

    def granted_to(self, row: Mapping[str, Any]) -> tuple[str, object] | None:
        """Kind and name of the principal that the grant of `row` was put on."""
        if self.grant_to is None:
            return None
        kind, read = self.grant_to
        return kind, read(_seen(row), None)


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


def lines_of(source: str, call: str) -> Mapping[str, str]:
    """The lines of a call's first remedy, by part; none where its page has none."""
    found = remedies(source, call)
    return found[0].lines if found else {}


@functools.cache
def plan_line(name: str) -> str:
    """A line of the plan that belongs to no call: tables/plan_lines.yml."""
    known = table("plan_lines.yml", dict[str, str])
    if name not in known:
        raise CatalogueError(f"plan_lines.yml: no line {name!r}")
    return known[name]


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
    if any(unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"} for mark in text):
        raise Unfit("hostile", text)
    return text


def _value(path: str, seen: Mapping[str, Any]) -> str:
    value = _reader(path)(seen, None)
    if value is None:
        raise Unfit("missing", path)
    # A policy that the kit writes itself; JSON escapes what it holds of the logs.
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
        "kit": {"deny_all": _DENY_ALL, "document": row.get("document")},
    }
    keys = (row.get("key"), _reader("res.accessKey.accessKeyId")(seen, None), row.get("name"))
    made["key"] = next((key for key in keys if isinstance(key, str) and is_key_id(key)), None)
    return seen


@functools.cache
def _reader(path: str) -> Reader:
    return compile_value(path)


def _remedy(row: RemedyRow) -> Remedy:
    lines = {part: line for part in PARTS if (line := getattr(row, part))}
    for line in lines.values():
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
    )
