"""The figures of a report: what the five lines count, and what the next report is compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from kit.case import Case
from kit.texts import money, number, text

if TYPE_CHECKING:
    from kit.rows import (
        ActorsAnswerRow,
        CredentialsAnswerRow,
        PrincipalsAnswerRow,
        ResourcesAnswerRow,
        SpendDailyAnswerRow,
        SpendExcessAnswerRow,
        StepsAnswerRow,
    )

    MadeRow = TypeVar("MadeRow", CredentialsAnswerRow, PrincipalsAnswerRow, ResourcesAnswerRow)


def made_by_others(rows: list[MadeRow]) -> list[MadeRow]:
    """What a third party made, for all that is known; what is unclear counts, the owner's own does not."""
    return [row for row in rows if row.get("actor") in ("intruder", "unclear", None)]


def standing(rows: list[MadeRow]) -> list[MadeRow]:
    """Rows that still stand at the end of the logs, or may."""
    return [row for row in rows if row["state"] in ("alive", "unknown")]


def figures_of(
    actors: list[ActorsAnswerRow],
    credentials: list[CredentialsAnswerRow],
    principals: list[PrincipalsAnswerRow],
    resources: list[ResourcesAnswerRow],
    spend: list[SpendDailyAnswerRow],
    excess: list[SpendExcessAnswerRow],
    steps: list[StepsAnswerRow],
) -> dict[str, Any]:
    """Figures by stable name: what the next report is compared with. Times are ISO text, money is USD."""
    intruder = next((row for row in actors if row["actor"] == "intruder"), {})
    made, started = made_by_others(principals), made_by_others(resources)
    out: dict[str, Any] = {
        "first_intruder_event": _time(intruder.get("first_seen")),
        "last_intruder_event": _time(intruder.get("last_seen")),
        "intruder_calls": intruder.get("calls", 0),
        "unclear_calls": next((row["calls"] for row in actors if row["actor"] == "unclear"), 0),
        "credentials": sum(1 for row in credentials if row["depth"]),
        "credentials_alive": sum(1 for row in credentials if row["depth"] and row["state"] == "alive"),
        "principals": len(made),
        "principals_standing": len(standing(made)),
        "resources": len(started),
        "resources_standing": len(standing(started)),
        "usd_excess": _excess(intruder, spend, excess),
        "usd_estimate": _sum(row["estimated_usd"] for row in started),
        "usd_estimate_low": _sum(row["usd_low"] for row in started),
        "usd_estimate_high": _sum(row["usd_high"] for row in started),
        "usd_per_hour_standing": _sum(
            row["usd_per_hour"] for row in started if row["state"] in ("alive", "unknown")
        ),
        "unpriced": sum(1 for row in started if row["cost_bearing"] and row["estimated_usd"] is None),
        "bill_until": max((str(row["period"])[:10] for row in spend if not row["is_estimate"]), default=""),
        "bill_incomplete_days": len({str(row["period"])[:10] for row in spend if not row["complete"]}),
        **{
            f"steps_{state}": sum(row["state"] == state for row in steps)
            for state in ("done", "open", "unknown")
        },
    }
    # Open: a step that is not done, one of AWS's own that nobody can confirm, or a bill that may still grow.
    asked = sum(row["state"] == "unknown" and row["asked_by"] == "aws" for row in steps)
    out["open"] = out["steps_open"] + asked + out["bill_incomplete_days"] + (not out["bill_until"])
    for row in excess:
        region = row["aws_region"] or "global"
        out[f"usd_excess[{region}]"] = round(
            out.get(f"usd_excess[{region}]", 0.0) + float(row["excess_usd"] or 0), 2
        )
    return out


def _excess(
    intruder: Mapping[str, Any], spend: list[SpendDailyAnswerRow], excess: list[SpendExcessAnswerRow]
) -> float | None:
    """What the bill shows above its habit; None where nobody can tell: no bill, no past, or no first foreign
    act."""
    if not spend or not intruder or (excess and all(row["excess_usd"] is None for row in excess)):
        return None
    return _sum(row["excess_usd"] for row in excess) or 0.0


def _time(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds") + "Z" if value else ""


def _sum(values: Any) -> float | None:
    known = [float(value) for value in values if value is not None]
    return round(math.fsum(known), 2) if known else None


def shown_figures(case: Case, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """The figures in large type."""
    lang = case.language
    undone = facts["steps_open"] + facts["steps_unknown"]
    cost = facts["usd_excess"] if facts["usd_excess"] is not None else facts["usd_estimate"]
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
            money(lang, cost, digits=0),
            "",
            "billed" if facts["usd_excess"] is not None else "estimated",
            {},
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
