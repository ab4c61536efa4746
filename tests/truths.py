"""Compares a case's answers with the truth.json beside the evidence it was made from."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from kit.analysis.answers import ask
from kit.case import Case
from kit.cli import formats

# How the rows of an answer are told apart, and which columns must equal the truth.
KEYS = {
    "credentials": ("credential_id",),
    "principals": ("account_id", "kind", "name", "arn", "event_id"),
    "resources": ("account_id", "aws_region", "service", "resource_type", "resource_id", "event_id"),
    "first_use": ("kind", "value"),
    "denied": ("event_name", "error_code"),
    "quarantine": ("user_name", "policy"),
}
LEFT_OUT = {"outcome", "outlives_key", "source_ips", "regions", "detail"}


def rows(case: Case, name: str, **params) -> list[dict]:
    """The answer as `kit ask --format json` prints it."""
    return list(formats.objects(ask(case, name, params or None)))


def differences(case: Case, truth: dict, name: str) -> list[str]:
    """One line for each row that lacks, is too many, or differs from the truth in a column the truth
    states."""
    key = KEYS[name]
    wanted = {tuple(row.get(column) for column in key): row for row in truth[name]}
    found_rows = rows(case, name)
    if name in ("principals", "resources"):
        found_rows = [row for row in found_rows if row["actor"] != "owner"]
    found = {tuple(row.get(column) for column in key): row for row in found_rows}
    if name == "first_use":  # the truth names places and tools; new calls are in `actors` already
        kinds = {row["kind"] for row in truth[name]}
        found = {item: row for item, row in found.items() if row["kind"] in kinds}
    said = [f"{name}: missing {item}" for item in sorted(set(wanted) - set(found), key=str)]
    said += [f"{name}: too many {item}" for item in sorted(set(found) - set(wanted), key=str)]
    if name != "first_use" and len(found) != len(found_rows):
        doubled = [
            item
            for item, count in Counter(tuple(r.get(c) for c in key) for r in found_rows).items()
            if count > 1
        ]
        said.append(f"{name}: {len(found_rows) - len(found)} rows twice, such as {doubled[:2]}")
    for item in set(wanted) & set(found):
        for column, value in wanted[item].items():
            if (
                column == "ended_at"
                and value is None
                and found[item][column] == found[item].get("expires_at")
            ):
                continue  # a temporary key ends when it expires; the truth names ends by an event
            if column not in LEFT_OUT and column in found[item] and not _same(found[item][column], value):
                said.append(f"{name}: {item}: {column} is {found[item][column]!r}, in truth {value!r}")
    return said


def actors(case: Case, truth: dict) -> list[str]:
    """Each event by a credential of the tree is called whose it is; none is missing, none too many."""
    found = {row["event_id"]: row for row in rows(case, "key_activity")}
    wanted = truth["actors"]
    said = [f"actors: {event} missing" for event in sorted(set(wanted) - set(found))]
    said += [
        f"actors: {event} too many ({found[event]['event_name']} by {found[event]['credential_id']})"
        for event in sorted(set(found) - set(wanted))
    ]
    said += [
        f"actors: {found[event]['event_name']} {event} is {found[event]['actor']}, in truth {actor}:"
        f" {found[event]['actor_reason']}"
        for event, actor in wanted.items()
        if event in found and found[event]["actor"] != actor
    ]
    return said


def load(folder: Path, name: str = "truth.json") -> dict:
    """The truth beside the evidence."""
    return json.loads((folder / name).read_text(encoding="utf-8"))


def _same(found: object, wanted: object) -> bool:
    if isinstance(wanted, float) and isinstance(found, (int, float)):
        return abs(found - wanted) < 0.005
    if isinstance(found, list) and isinstance(wanted, list):
        return sorted(map(str, found)) == sorted(map(str, wanted))
    return found == wanted
