"""The figures of a report, from the answer of that name: in large type, and by name for the next report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.texts import money, number, text

if TYPE_CHECKING:
    from kit.rows import FiguresAnswerRow


def by_name(figures: list[FiguresAnswerRow]) -> dict[str, Any]:
    """Value of each figure: times and days as ISO text ('' where unknown), counts, money in USD, words.

    What the incident added in one Region is called `usd_excess[us-west-2]`.
    """
    return {
        f"{row['figure']}[{row['aws_region']}]" if row["aws_region"] else row["figure"]: _value(row)
        for row in figures
    }


def _value(row: FiguresAnswerRow) -> Any:
    if row["figure"].endswith("_event"):
        return row["at"].isoformat(timespec="seconds") + "Z" if row["at"] else ""
    if row["figure"] == "bill_until":
        return row["day"].isoformat() if row["day"] else ""
    return next((row[name] for name in ("count", "usd", "state") if row[name] is not None), None)


def shown_figures(
    case: Case, figures: list[FiguresAnswerRow], facts: Mapping[str, Any]
) -> list[dict[str, str]]:
    """The figures in large type; money in the customer's currency where its rate is known, USD below it."""
    lang = case.language
    undone = facts["steps_open"] + facts["steps_unknown"]
    billed = facts["usd_excess"] is not None
    row = next(row for row in figures if row["figure"] == ("usd_excess" if billed else "usd_estimate"))
    usd = money(lang, row["usd"], digits=0)
    cost = usd if row["local"] is None else money(lang, row["local"], case.currency, digits=0)
    basis = text(lang, f"report-note-{'billed' if billed else 'estimated'}")
    parts = [
        ("calls", number(lang, facts["intruder_calls"]), "", "", {}),
        (
            "credentials",
            number(lang, facts["credentials"]),
            "alive" if facts["credentials_alive"] else "",
            "alive",
            {"count": facts["credentials_alive"]},
        ),
        (
            "principals",
            number(lang, facts["principals"]),
            "alive" if facts["principals_standing"] else "",
            "standing",
            {"count": facts["principals_standing"]},
        ),
        (
            "resources",
            number(lang, facts["resources"]),
            "alive" if facts["resources_standing"] else "",
            "standing",
            {"count": facts["resources_standing"]},
        ),
        (
            "cost",
            cost,
            "",
            "cost" if row["local"] is None else "cost-local",
            {"basis": basis, **({} if row["local"] is None else {"usd": usd})},
        ),
        (
            "steps",
            number(lang, undone),
            "alive" if facts["steps_open"] else "",
            "of-steps",
            {"count": undone + facts["steps_done"]},
        ),
    ]
    return [
        {
            "label": text(lang, f"report-figure-{name}"),
            "value": value,
            "tone": tone,
            "note": text(lang, f"report-note-{note}", **args) if note else "",
        }
        for name, value, tone, note, args in parts
    ]
