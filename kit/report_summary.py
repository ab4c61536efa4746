"""The head of the report, its five lines, and the figures that the next report is compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kit.case import Case
from kit.report_blocks import Block, ids, section
from kit.report_money import incident_money
from kit.texts import text
from kit.texts.formats import moment, money, number
from kit.texts.saying import say

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]


def head(case: Case, as_of: Rows, leak: Rows = ()) -> list[Block]:
    """Who and what the report is about, and up to when the evidence speaks."""
    lang, zone = case.language, case.timezone
    last = max((row["last_event"] for row in as_of if row["last_event"]), default=None)
    collected = max((row["collected_at"] for row in as_of if row["collected_at"]), default=None)
    facts = [
        ("customer", case.customer),
        ("account", case.account or ", ".join(row["account_id"] for row in as_of)),
        ("leaked", ", ".join(case.keys + case.principals)),
        ("user", case.notice.get("user", "")),
        ("support-case", case.notice.get("support_case", "")),
        ("as-of", moment(lang, last, zone)),
        ("collected-at", moment(lang, collected, zone)),
    ]
    shown = [{"label": text(lang, f"report-fact-{name}"), "text": words} for name, words in facts if words]
    open_items = max((row["open_items"] for row in as_of), default=0)
    data = {
        "facts": shown,
        "customer": case.customer,
        "as_of": last.isoformat() if last else "",
        "as_of_text": moment(lang, last, zone),
        "open_items": open_items,
        "open_text": text(lang, "report-open-items", count=open_items) if open_items else "",
    }
    return [Block("head", data, lang)]


def summary(
    case: Case,
    actors: Rows,
    credentials: Rows,
    principals: Rows,
    resources: Rows,
    spend: Rows,
    excess: Rows,
    steps: Rows,
    findings: Rows,
    milestones: Rows,
) -> list[Block]:
    """What happened, what did it cost, is it over: five lines, the key figures, then the findings by weight."""
    lang = case.language
    facts = _facts(actors, credentials, principals, resources, spend, excess, steps)
    lines = [
        _happened(case, actors),
        _made(case, principals),
        _started(case, resources),
        _cost(case, facts, excess),
        _over(case, credentials, principals, resources, steps, milestones),
    ]
    entries = [
        {
            "id": f"finding-{place}",
            "severity": row["severity"],
            "word": text(lang, f"severity-{row['severity']}"),
            "title": row["title"],
            "statement": row["statement"],
            "event_ids": _list(row["event_ids"]),
        }
        for place, row in enumerate(findings, start=1)
    ]
    return [
        section(lang, "summary"),
        Block("lines", {"entries": lines}, lang),
        Block("figures", {"shown": _shown(case, facts), "values": facts}, lang),
        section(lang, "findings", text(lang, "report-findings-lead")),
        Block("statements", {"entries": entries}, lang),
    ]


def _list(value: Any) -> list[str]:
    """Event ids of a row: a list, or its JSON text."""
    import json

    return ids(json.loads(value) if isinstance(value, str) else value or ())


def _mine(rows: Rows) -> Rows:
    """What a third party made, for all that is known; what is unclear counts, the owner's own does not."""
    return [row for row in rows if row.get("actor") in ("intruder", "unclear", None)]


def _standing(rows: Rows) -> Rows:
    return [row for row in rows if row["state"] in ("alive", "unknown")]


def _happened(case: Case, actors: Rows) -> dict[str, Any]:
    lang, intruder = case.language, next((row for row in actors if row["actor"] == "intruder"), None)
    label = text(lang, "report-line-happened")
    if intruder is None:
        return {"label": label, "text": text(lang, "report-happened-nothing"), "event_ids": []}
    said = say(
        lang,
        case.timezone,
        "report-happened",
        {
            "key": "、".join(case.keys + case.principals)
            if lang == "ja"
            else ", ".join(case.keys + case.principals),
            "first": intruder["first_seen"],
            "last": intruder["last_seen"],
            "calls": intruder["calls"],
            "failed": intruder["failed"],
            "addresses": intruder["addresses"],
            "regions": intruder["regions"],
        },
    )
    return {
        "label": label,
        "text": said,
        "event_ids": ids([intruder["first_event_id"], intruder["last_event_id"]]),
    }


def _made(case: Case, principals: Rows) -> dict[str, Any]:
    lang, mine = case.language, _mine(principals)
    still = _standing(mine)
    name = "report-made" if mine else "report-made-nothing"
    said = text(lang, name, count=len(mine), standing=len(still))
    return {"label": text(lang, "report-line-made"), "text": said, "event_ids": _events(still or mine)}


def _started(case: Case, resources: Rows) -> dict[str, Any]:
    lang, mine = case.language, _mine(resources)
    still = _standing(mine)
    regions = {row["aws_region"] for row in mine}
    name = "report-started" if mine else "report-started-nothing"
    said = text(lang, name, count=len(mine), standing=len(still), regions=len(regions))
    return {"label": text(lang, "report-line-started"), "text": said, "event_ids": _events(still or mine)}


def _cost(case: Case, facts: Mapping[str, Any], excess: Rows) -> dict[str, Any]:
    return {
        "label": text(case.language, "report-line-cost"),
        "text": incident_money(case, facts),
        "event_ids": [],
        "query": "spend_excess",
    }


def _over(
    case: Case, credentials: Rows, principals: Rows, resources: Rows, steps: Rows, milestones: Rows
) -> dict[str, Any]:
    lang = case.language
    live = [row for row in _mine(credentials) if row["state"] == "alive" and row["depth"]]
    key_on = [row for row in credentials if not row["depth"] and row["state"] in ("alive", "unknown")]
    still = _standing(_mine(principals) + _mine(resources))
    undone = [row for row in steps if row["state"] != "done"]
    if key_on or live or still:
        name = "report-over-no"
    else:
        name = "report-over-steps" if undone else "report-over-yes"
    said = text(lang, name, keys=len(key_on), credentials=len(live), things=len(still), steps=len(undone))
    events = [row["link_event_id"] for row in live] + [row["event_id"] for row in still]
    events += [
        row["event_id"] for row in milestones if row["milestone"] in ("key_deactivated", "key_deleted")
    ]
    return {"label": text(lang, "report-line-over"), "text": said, "event_ids": ids(events)}


def _events(rows: Rows) -> list[str]:
    return ids(row["event_id"] for row in rows)


def _facts(
    actors: Rows, credentials: Rows, principals: Rows, resources: Rows, spend: Rows, excess: Rows, steps: Rows
) -> dict[str, Any]:
    """Figures by stable name: what the next report is compared with. Times are ISO text, money is USD."""
    intruder = next((row for row in actors if row["actor"] == "intruder"), {})
    made, started = _mine(principals), _mine(resources)
    out: dict[str, Any] = {
        "first_intruder_event": _time(intruder.get("first_seen")),
        "last_intruder_event": _time(intruder.get("last_seen")),
        "intruder_calls": intruder.get("calls", 0),
        "unclear_calls": next((row["calls"] for row in actors if row["actor"] == "unclear"), 0),
        "credentials": sum(1 for row in credentials if row["depth"]),
        "credentials_alive": sum(1 for row in credentials if row["depth"] and row["state"] == "alive"),
        "principals": len(made),
        "principals_standing": len(_standing(made)),
        "resources": len(started),
        "resources_standing": len(_standing(started)),
        "usd_excess": _sum(row["excess_usd"] for row in excess) if spend else None,
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
    for row in excess:
        region = row["aws_region"] or "global"
        out[f"usd_excess[{region}]"] = round(
            out.get(f"usd_excess[{region}]", 0.0) + float(row["excess_usd"] or 0), 2
        )
    return out


def _time(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds") + "Z" if value else ""


def _sum(values: Any) -> float | None:
    known = [float(value) for value in values if value is not None]
    return round(math.fsum(known), 2) if known else None


def _shown(case: Case, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """The figures in large type."""
    lang = case.language
    undone = facts["steps_open"] + facts["steps_unknown"]
    cost = facts["usd_excess"] if facts["usd_excess"] is not None else facts["usd_estimate"]
    parts = [
        ("calls", number(lang, facts["intruder_calls"]), "", "", {}),
        ("credentials", number(lang, facts["credentials"]), "alive" if facts["credentials_alive"] else "", "alive",
         {"count": facts["credentials_alive"]}),
        ("principals", number(lang, facts["principals"]), "alive" if facts["principals_standing"] else "", "standing",
         {"count": facts["principals_standing"]}),
        ("resources", number(lang, facts["resources"]), "alive" if facts["resources_standing"] else "", "standing",
         {"count": facts["resources_standing"]}),
        ("cost", money(lang, cost, digits=0), "", "billed" if facts["usd_excess"] is not None else "estimated", {}),
        ("steps", number(lang, undone), "alive" if facts["steps_open"] else "", "of-steps",
         {"count": undone + facts["steps_done"]}),
    ]  # fmt: skip
    return [
        {
            "label": text(lang, f"report-figure-{name}"),
            "value": value,
            "tone": tone,
            "note": text(lang, f"report-note-{note}", **args) if note else "",
        }
        for name, value, tone, note, args in parts
    ]
