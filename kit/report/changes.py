"""What changed since the last report: each figure by name, before and now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kit.report.blocks import Block, Table, section
from kit.texts import day, moment, money, number, text


def change_blocks(
    lang: str, zone: str, last: Mapping[str, Any], figures: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """A section that compares `figures` with those of the `last` report's record, as blocks of a notebook."""
    then = datetime.fromisoformat(last["as_of"]) if last["as_of"] else None
    lead = {"number": f"{last['number']:03}", "at": moment(lang, then, zone)}
    changed = changes(last["figures"], figures)
    said = text(lang, "report-changes-lead", **lead) if changed else text(lang, "report-changes-none", **lead)
    table = Table(lang, ["report-change-figure", "report-change-before", "report-change-after"])
    for name, before, after in changed:
        table.add(
            _name(lang, name),
            (_value(lang, zone, name, before), "number"),
            (_value(lang, zone, name, after), "number"),
        )
    made = [section(lang, "changes", said), *([table.block(fold=False)] if changed else [])]
    return [_as_read(block) for block in made]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """(name, before, now) of each figure that is not the same, in the order of the new report."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        (name, before.get(name), after.get(name))
        for name in names
        if name != "open" and before.get(name) != after.get(name)
    ]


def _name(lang: str, name: str) -> str:
    """'usd_excess[us-west-2]' is the figure usd_excess of that Region."""
    plain, _, region = name.rstrip("]").partition("[")
    words = text(lang, f"figure-{plain.replace('_', '-')}")
    return f"{words}: {region}" if region else words


def _value(lang: str, zone: str, name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if name.endswith("_event"):
        return moment(lang, datetime.fromisoformat(value).replace(tzinfo=None), zone)
    if name == "bill_until":
        return day(lang, value)
    return money(lang, value) if name.startswith("usd") else number(lang, value)


def _as_read(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, "data": block.data, "lang": block.lang, "figure": None}
