"""AWS CLI lines from plan_lines.yml and the values of a ledger row. Built as lists of words, never as one
text.

Values come from logs and are hostile. A value with a control or invisible character, one that the AWS CLI
would read as a file or as JSON, or one that is not there at all makes no line; `Unfit` says which.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from kit.errors import CatalogueError
from kit.ids import arn_name, is_key_id, quarantine_version
from kit.rules.pages import TABLES

FILE = TABLES / "plan_lines.yml"
PARTS = ("check", "contain", "revert", "own", "remove")
_FIELDS = {"made_by", "when", "grant_to", "ids", *PARTS}
_MARK = re.compile(r"\{([A-Za-z_.|0-9]*[A-Za-z_|])(\.\.\.)?\}")
# The AWS CLI reads these prefixes of a value as a file or an address to fetch, or as JSON.
_READ_BY_CLI = re.compile(r"^(file|fileb|https?)://|^[\[{]", re.IGNORECASE)
_LONGEST = 1600
# Policy texts that the kit writes itself; JSON escapes what they hold of the logs.
_OWN_TEXTS = {"deny_all", "document"}
DENY_ALL = (
    '{"Version":"2012-10-17","Statement":'
    '[{"Sid":"ContainmentDenyAll","Effect":"Deny","Action":"*","Resource":"*"}]}'
)
IDS_A_LINE = 40


class Unfit(Exception):  # noqa: N818 - says what a value is, and never leaves this package
    """A value of a row that makes no line: `reason` is 'missing' or 'hostile'."""

    def __init__(self, reason: str, value: str) -> None:
        super().__init__(f"{reason}: {value!r}")
        self.reason = reason
        self.value = value


def row_of(ledger: str, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The entry of plan_lines.yml for the call that made a row; None where there is none."""
    made_by = f"{row.get('source')}:{row.get('event_name')}"
    for entry in entries()[ledger]:
        if made_by not in entry["made_by"] or (entry.get("when") == "spot" and not _spot(row)):
            continue
        if "ids" in entry and not re.match(entry["ids"], str(row.get("resource_id") or "")):
            continue
        return entry
    return None


def words(template: list[str], row: dict[str, Any], ids: list[str] | None = None) -> tuple[str, ...]:
    """The line of a template with the row's values. Unfit where a value is missing or hostile."""
    line: list[str] = ["aws"]
    for part in template:
        whole = _MARK.fullmatch(part)
        if whole and whole[2]:
            line.extend(checked(value) for value in ids or [row["resource_id"]])
            continue
        made = _MARK.sub(lambda mark: _value(mark[1], row), part)
        if part != made and made.startswith("-"):  # a name that would read as an option
            line[-1] = f"{line[-1]}={made}"
        else:
            line.append(made)
    return guarded(tuple(line))


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
    words_ = str(value)
    if len(words_) > _LONGEST or _READ_BY_CLI.match(words_):
        raise Unfit("hostile", words_)
    if any(unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"} for mark in words_):
        raise Unfit("hostile", words_)
    return words_


def _value(names: str, row: dict[str, Any]) -> str:
    """The first of the `|`-separated fields that the row has."""
    for name in names.split("|"):
        value = _field(name, row)
        if value not in (None, ""):
            return str(value) if name in _OWN_TEXTS else checked(value)
    raise Unfit("missing", names)


def _field(name: str, row: dict[str, Any]) -> object:
    if name == "deny_all":
        return DENY_ALL
    if name == "user":
        arn = row.get("arn") or ""
        return arn_name(arn) if ":user/" in arn else None
    if name == "key":
        made = _field("res.accessKey.accessKeyId", row)
        return next(
            (
                value
                for value in (row.get("key"), made, row.get("name"))
                if isinstance(value, str) and is_key_id(value)
            ),
            None,
        )
    if name == "id":
        return row.get("resource_id")
    value: object = row
    for step in (
        name.replace("req.", "request_parameters.", 1).replace("res.", "response_elements.", 1).split(".")
    ):
        if isinstance(value, list) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _spot(row: Mapping[str, Any]) -> bool:
    options = (row.get("request_parameters") or {}).get("instanceMarketOptions")
    kind = options.get("marketType") if isinstance(options, dict) else None
    return kind == "spot" or "pot" in str(row.get("event_name") or "") or row.get("purchase") == "spot"


@functools.cache
def entries() -> dict[str, list[dict[str, Any]]]:
    """plan_lines.yml. CatalogueError when it is missing, broken, or a row has no check line."""
    import yaml

    try:
        found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{FILE.name}: {' '.join(str(error).split())}; mend the file") from None
    if not isinstance(found, dict) or set(found) != {"principals", "resources"}:
        raise CatalogueError(f"{FILE.name}: needs exactly principals and resources")
    for entry in [*found["principals"], *found["resources"]]:
        if not {"made_by", "check"} <= set(entry) <= _FIELDS:
            raise CatalogueError(
                f"{FILE.name}: {entry.get('made_by')}: needs made_by and check; known {sorted(_FIELDS)}"
            )
        for part in PARTS:
            if not all(isinstance(word, str) for word in entry.get(part, ())):
                raise CatalogueError(
                    f"{FILE.name}: {entry['made_by']}: {part}: every word is a text; quote numbers"
                )
    return found
