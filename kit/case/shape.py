"""What case.toml may hold: every table, every key, and what its value has to be.

A slip is refused with the file, the line and what is right: a key with a typing error would else be passed
over in silence, and a rate of `nan` make every sum nothing.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kit.case.facts import BILLINGS, LANGUAGES
from kit.case.verdict import ACTORS
from kit.errors import CaseError, UsageError
from kit.window import parse_time

# A value is right, or this says what would be.
Rule = Callable[[Any], str]


def _text(value: Any) -> str:
    return "" if isinstance(value, str) else 'a text in quotes, like "..."'


def _texts(value: Any) -> str:
    fine = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return "" if fine else 'a list of texts, like ["...", "..."]'


def _time(value: Any) -> str:
    return "" if isinstance(value, (str, date)) else 'a time, like "2026-03-22T10:00"'


def _received(value: Any) -> str:
    """The one time of a notice: deadlines are counted from it."""
    try:
        fine = value == "" or (isinstance(value, (str, date)) and bool(parse_time(str(value))))
    except UsageError:
        fine = False
    return "" if fine else 'a time, like "2026-03-22T10:00:00Z"'


def _fact(value: Any) -> str:
    fine = isinstance(value, (str, int, float, bool, date))
    return "" if fine else 'a text in quotes, like "..."'


def _rate(value: Any) -> str:
    fine = isinstance(value, (int, float)) and not isinstance(value, bool)
    fine = fine and 0 <= value < 1e9
    return "" if fine else "how much of the currency 1 USD is, like 152.3"


def _currency(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"([A-Z]{3})?", value)
    return "" if fine else 'three capital letters, like "JPY"'


def _networks(value: Any) -> str:
    right = 'a list of networks, like ["203.0.113.0/24"]'
    if _texts(value):
        return right
    return "" if all(map(_is_network, value)) else right


def _fingerprints(value: Any) -> str:
    fine = not _texts(value) and all(re.fullmatch(r"[0-9a-fA-F]{32}", each) for each in value)
    return "" if fine else 'a list of fingerprints as AWS gives them, like ["9f86d0...", 32 hex digits each]'


def _is_network(text: str) -> bool:
    try:
        return bool(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return False


def _one_of(*words: str) -> Rule:
    return lambda value: "" if value in words else f"one of {', '.join(words)}"


_VERDICT: dict[str, Rule] = dict.fromkeys(("network", "agent", "tool", "credential", "event", "note"), _text)
TABLES: dict[str, dict[str, Rule]] = {
    "case": {
        **dict.fromkeys(("customer", "account", "timezone"), _text),
        "language": _one_of(*LANGUAGES),
        **dict.fromkeys(("since", "until", "created_at"), _time),
    },
    "leaked": {"keys": _texts, "principals": _texts},
    # The names of a notice's facts are its reader's (kit.notice).
    "notice": {},
    "owner": {"networks": _networks, "principals": _texts, "agents": _texts},
    "money": {"currency": _currency, "rate": _rate, "rate_date": _time, "billing": _one_of(*BILLINGS)},
    # Steps that no evidence can close: only whoever did them knows.
    "steps": dict.fromkeys(("key_replaced", "leak_path", "other_keys", "reply", "root_password"), _text),
    "digests": {"keys": _fingerprints},
    "verdicts": {**_VERDICT, "actor": _one_of(*ACTORS)},
}


def checked(file: Path, text: str, facts: Mapping[str, Any]) -> None:
    """CaseError for the first table, key or value that case.toml may not hold."""
    for table, block, number in _blocks(file, text, facts):
        known = TABLES[table]
        for name, value in block.items():
            where = f"{file}:{line_of(text, table, name, number)}"
            if known and name not in known:
                raise CaseError(
                    f"{where}: [{table}] has no {_brief(name)}; it may hold {', '.join(sorted(known))}"
                )
            rule = known.get(name) or (_received if (table, name) == ("notice", "received_at") else _fact)
            if right := rule(value):
                raise CaseError(f"{where}: [{table}] {name} = {_brief(value)}: write {right}")


def _blocks(file: Path, text: str, facts: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    """(table, its members, which of that name) of every table."""
    for table, value in facts.items():
        where = f"{file}:{line_of(text, table)}"
        if table not in TABLES:
            raise CaseError(
                f"{where}: unknown table [{_brief(table)}]; known are {', '.join(sorted(TABLES))}"
            )
        blocks = value if table == "verdicts" else [value]
        if not isinstance(blocks, list) or not all(isinstance(block, Mapping) for block in blocks):
            head = "[[verdicts]]" if table == "verdicts" else f"[{table}]"
            raise CaseError(f"{where}: {table} = {_brief(value)}: write it as a table, {head}")
        for number, block in enumerate(blocks):
            yield table, block, number


def line_of(text: str, table: str, name: str = "", number: int = 0) -> int:
    """The line of case.toml that holds a table's head, or a key of it; of a table that is there several
    times, of the one of that number. Line 1 where it is written in a way that nobody looks for."""
    lines = text.splitlines()
    head = re.compile(rf"\s*\[\[?\s*[\"']?{re.escape(table)}[\"']?\s*\]")
    heads = [place for place, line in enumerate(lines) if head.match(line)]
    start = heads[number] if number < len(heads) else None
    if not name:
        own = re.compile(rf"\s*[\"']?{re.escape(table)}[\"']?\s*[=.]")
        found = (
            start if start is not None else next((n for n, line in enumerate(lines) if own.match(line)), 0)
        )
        return found + 1
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]")
    for place in range((start + 1) if start is not None else 0, len(lines)):
        if start is not None and re.match(r"\s*\[", lines[place]) and not lines[place].strip().endswith("],"):
            break
        if key.match(lines[place]):
            return place + 1
    return (start or 0) + 1


def _brief(value: Any) -> str:
    """A value as one short line of what the terminal can show."""
    shown = value if isinstance(value, str) else str(value)
    return (
        ascii(shown[:60])
        if not shown.isprintable()
        else repr(shown[:60])
        if isinstance(value, str)
        else shown[:60]
    )
