"""What the analyst looks at for now: the rows of a part narrowed to a time, a credential, an actor, a Region.

Sentences about the whole incident (is it over, what it cost, what has to be done) are never narrowed: they
would say of a part what holds of the whole only. Each part says what it was narrowed to, or that it was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from kit.analysis import ask
from kit.case import ACTORS, Case
from kit.errors import UsageError
from kit.report.blocks import Block, paragraphs
from kit.texts import moment, text
from kit.window import parse_time

NAMES = ("since", "until", "credential", "actor", "region")
# Arguments of parts, by part, whose rows are narrowed; the other parts speak of the whole case.
NARROWS: dict[str, tuple[str, ...]] = {
    "overview": ("calls",),
    "timeline": ("calls",),
    "attribution": ("visits",),
    "credentials": ("credentials",),
    "principals": ("principals",),
    "resources": ("resources", "regions"),
    "spend": ("daily", "by_region"),
    "unknown": ("hours",),
    "acts": ("key_activity", "first_use"),
    "evidence": ("evidence",),
}
# Where a row says when it was: one moment, or the first and the last of a span; the first that it has.
_MOMENTS = (
    ("event_time",), ("at",), ("changed_at",), ("created_at",), ("first_seen", "last_seen"), ("hour",),
    ("period",), ("issued_at",),
)  # fmt: skip


def focus_of(case: Case, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is not empty of since, until (text in the case's zone), credential, actor and region.

    UsageError for another name, an actor that is none, a text that is no time, or a span that ends before it
    begins.
    """
    found: dict[str, Any] = {name: value for name, value in given.items() if value not in ("", None)}
    if unknown := set(found) - set(NAMES):
        raise UsageError(f"{min(unknown)!r}: is nothing to narrow by; write {', '.join(NAMES)}")
    for name in ("since", "until"):
        if isinstance(found.get(name), str):
            found[name] = parse_time(found[name], case.timezone)
    if found.get("since") and found.get("until") and found["since"] >= found["until"]:
        raise UsageError("since, until: the span ends before it begins")
    if found.get("actor") not in (None, *ACTORS):
        raise UsageError(f"actor {found['actor']!r}: is none; write one of {', '.join(ACTORS)}")
    return found


def narrowed(case: Case, part: str, rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows of a part, by argument, as far as the case's focus goes."""
    focus = case.focus
    if not focus:
        return rows
    made = dict(rows)
    for name in NARROWS.get(part, ()):
        if name in made:
            # Sums by the minute know neither credential nor Region: the calls themselves do.
            wanted = {"credential", "region"} & set(focus) if name == "calls" else ()
            found = list(ask(case, "key_activity", lang=case.language)) if wanted else made[name]
            made[name] = [row for row in found if _holds(row, focus)]
    return made


def said(case: Case, part: str) -> list[Block]:
    """The sentence that a part begins with while the case is looked at in part."""
    focus, lang = case.focus, case.language
    if not focus or part in ("head",):
        return []
    shown = {
        name: moment(lang, value, case.timezone) if isinstance(value, datetime) else value
        for name, value in focus.items()
    }
    words = [f"{text(lang, f'focus-{name}')} {value}" for name, value in shown.items()]
    name = "focus-narrowed" if part in NARROWS else "focus-whole"
    return [
        paragraphs(lang, (text(lang, name, what="、".join(words) if lang == "ja" else ", ".join(words)), ()))
    ]


def _holds(row: Mapping[str, Any], focus: Mapping[str, Any]) -> bool:
    """Whether a row is within the focus, by the columns that it has."""
    wanted = {
        "actor": [row[name] for name in ("actor",) if name in row],
        "credential": [row[name] for name in ("credential_id", "parent_id") if name in row],
        "region": [*_listed(row, "aws_region"), *_listed(row, "regions")],
    }
    has = {
        "actor": "actor" in row,
        "credential": "credential_id" in row,
        "region": "aws_region" in row or "regions" in row,
    }
    if any(name in focus and has[name] and focus[name] not in values for name, values in wanted.items()):
        return False
    times = next((names for names in _MOMENTS if set(names) <= set(row)), ())
    values = [_moment(row[name]) for name in times if row[name] is not None]
    if not values:
        return not (times and {"since", "until"} & set(focus))
    first, last = min(values), max(values)
    if times == ("period",) and not isinstance(row["period"], datetime):
        last += timedelta(days=1, microseconds=-1)  # a day of a bill
    return ("since" not in focus or last >= focus["since"]) and (
        "until" not in focus or first < focus["until"]
    )


def _listed(row: Mapping[str, Any], name: str) -> Iterable[Any]:
    value = row.get(name)
    return value if isinstance(value, (list, tuple)) else [value] if value is not None else []


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return parse_time(str(value))
