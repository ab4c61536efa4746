"""Whether a case made by asking an engine says what the case of the whole logs says."""

from __future__ import annotations

import json
import math
from pathlib import Path

from conftest import NOW

from kit import collect, questions
from kit.analysis.answers import ask
from kit.case import Case, new_case, open_case
from kit.cli import formats
from kit.collect.dispatch import _held, refresh
from kit.collect.engine.walk import Walk
from kit.collect.run import collect_items
from kit.errors import UnmadeError
from kit.notice import parse as parse_notice

# What differs by nature, and why.
OTHERWISE = {
    "ledger_items": "one line per item: an engine's answers are no files of the trail",
    "custody": "says how the evidence was taken, and when: no two runs say the same",
    "cannot_say": "says that the rest stayed with the engine, and that an engine checks no signature",
    "integrity": "the hours of the demo's one damaged file, which no table of these tests holds",
    "coverage": "the same hours",
}
BILLS = ("notice_ja.eml", "cost_explorer", "cur2")


def walked(case: Case, engine, **facts) -> Walk:
    """Takes in what the engine answers, round by round."""
    walk = Walk(case, engine, NOW, **facts)
    collect_items(case, walk.items())
    refresh(case)
    return walk


def metas(case: Case) -> list:
    """Facts beside the answers of engines that the vault holds."""
    return [meta for _, _, meta in _held(case) if "statement" in meta]


def answers(case: Case, name: str) -> list | str:
    """The answer as JSON; its reason where there is none."""
    try:
        rows = list(formats.objects(ask(case, name)))
    except UnmadeError as error:
        return str(error)
    return json.loads(json.dumps(rows, default=str))


def alike(one: object, other: object) -> bool:
    """Whether two answers are the same, floats to 1e-9: sums of many are added up in no order."""
    if isinstance(one, float) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    return one == other


def different(part: Case, whole: Case) -> set[str]:
    """The questions that the two cases do not answer alike."""
    names = questions.question_names()
    return {name for name in names if not alike(answers(part, name), answers(whole, name))}


def told(case: Case) -> str:
    """What was asked of an engine for a case, in words: statements, rows, bytes that it read."""
    asked = metas(case)
    rows, read = (sum(meta.get(name) or 0 for meta in asked) for name in ("rows", "bytes_read"))
    return f"{len(asked)} statements, {rows:,} rows, {read:,} bytes read"


def on_bills(folder: Path, evidence: Path) -> Case:
    """A case of a demo's notice with its bills and no trail."""
    case = new_case(folder, now=NOW, notice=parse_notice(evidence / "notice_ja.eml").to_case())
    collect(case, *(str(evidence / part) for part in BILLS), now=NOW)
    return open_case(folder)


def of_everything(folder: Path, evidence: Path) -> Case:
    """A case of a demo's notice, bills and whole trail."""
    case = on_bills(folder, evidence)
    collect(case, str(evidence / "trail"), now=NOW)
    return open_case(folder)
