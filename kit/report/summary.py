"""The head of the report, its five lines, and the figures that the next report is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from kit.analysis import NO_EVIDENCE
from kit.analysis.actors import how_sure
from kit.case import Case
from kit.charts import timeline
from kit.report.blocks import Block, chart, ids, section
from kit.report.figures import by_name, shown_figures
from kit.report.money import incident_money
from kit.texts import moment, say, text

if TYPE_CHECKING:
    from kit.rows import (
        ActorsAnswerRow,
        AsOfAnswerRow,
        CautionsAnswerRow,
        CredentialsAnswerRow,
        FiguresAnswerRow,
        FindingsAnswerRow,
        MilestonesAnswerRow,
        PrincipalsAnswerRow,
        ResourcesAnswerRow,
        StepsAnswerRow,
        TimelineAnswerRow,
    )

    Thing = TypeVar("Thing", CredentialsAnswerRow, PrincipalsAnswerRow, ResourcesAnswerRow)


def head(case: Case, as_of: list[AsOfAnswerRow], cautions: list[CautionsAnswerRow]) -> list[Block]:
    """Who and what the report is about, up to when the evidence speaks, and what has to be said first."""
    lang, zone = case.language, case.timezone
    last = max((row["last_event"] for row in as_of if row["last_event"]), default=None)
    collected = max((row["collected_at"] for row in as_of if row["collected_at"]), default=None)
    facts = [
        ("customer", case.customer),
        ("account", case.account or ", ".join(row["account_id"] for row in as_of)),
        ("leaked", ", ".join(case.keys)),
        ("leaked-principal", ", ".join(case.principals)),
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
        "cautions": [f"{row['statement']} {row['what_would_help']}" for row in cautions],
        "open_items": open_items,
        "open_text": text(lang, "report-open-items", count=open_items) if open_items else "",
    }
    return [Block("head", data, lang)]


def overview(
    case: Case,
    as_of: list[AsOfAnswerRow],
    actors: list[ActorsAnswerRow],
    credentials: list[CredentialsAnswerRow],
    principals: list[PrincipalsAnswerRow],
    resources: list[ResourcesAnswerRow],
    steps: list[StepsAnswerRow],
    figures: list[FiguresAnswerRow],
    milestones: list[MilestonesAnswerRow],
    calls: list[TimelineAnswerRow],
    cautions: list[CautionsAnswerRow],
) -> list[Block]:
    """The case on one screen: is it over, the key figures, the other lines, and the timeline."""
    lang = case.language
    lines, tiles = _answer(
        case, actors, credentials, principals, resources, steps, figures, milestones, cautions
    )
    *others, over = lines.data["entries"]
    return [
        Block("lines", {"entries": [over]}, lang),
        tiles,
        Block("lines", {"entries": others}, lang),
        *head(case, as_of, cautions),
        chart(lang, "timeline", timeline.figure(calls, milestones, lang=lang, zone=case.timezone)),
    ]


def summary(
    case: Case,
    actors: list[ActorsAnswerRow],
    credentials: list[CredentialsAnswerRow],
    principals: list[PrincipalsAnswerRow],
    resources: list[ResourcesAnswerRow],
    steps: list[StepsAnswerRow],
    figures: list[FiguresAnswerRow],
    milestones: list[MilestonesAnswerRow],
    findings: list[FindingsAnswerRow],
    cautions: list[CautionsAnswerRow],
) -> list[Block]:
    """What happened, what did it cost, is it over: five lines, the key figures, then the findings by
    weight."""
    lang = case.language
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
        *_answer(case, actors, credentials, principals, resources, steps, figures, milestones, cautions),
        section(lang, "findings", text(lang, "report-findings-lead")),
        *_statements(lang, entries),
    ]


def _statements(lang: str, entries: list[dict[str, Any]]) -> list[Block]:
    """What is heavy stands open; the rest is folded under one line, unless nothing is heavy."""
    heavy = [entry for entry in entries if entry["severity"] in ("critical", "high")]
    rest = [entry for entry in entries if entry not in heavy]
    if not heavy or len(rest) < 4:
        return [Block("statements", {"entries": entries, "summary": ""}, lang)]
    folded = text(lang, "report-findings-rest", count=len(rest))
    return [
        Block("statements", {"entries": heavy, "summary": ""}, lang),
        Block("statements", {"entries": rest, "summary": folded}, lang),
    ]


def _answer(
    case: Case,
    actors: list[ActorsAnswerRow],
    credentials: list[CredentialsAnswerRow],
    principals: list[PrincipalsAnswerRow],
    resources: list[ResourcesAnswerRow],
    steps: list[StepsAnswerRow],
    figures: list[FiguresAnswerRow],
    milestones: list[MilestonesAnswerRow],
    cautions: list[CautionsAnswerRow],
) -> list[Block]:
    facts = by_name(figures)
    verdict = facts.pop("over")  # said in a line, and no figure to compare
    nothing = next((row for row in cautions if row["topic"] in NO_EVIDENCE), None)
    lines = [
        _happened(case, actors),
        _made(case, principals),
        _started(case, resources),
        _cost(case, figures, resources),
        _over(case, verdict, credentials, principals, resources, steps, milestones),
    ]
    if nothing is not None and not any(row["actor"] == "intruder" for row in actors):
        lines = _no_evidence(case, nothing)
    return [
        Block("lines", {"entries": lines}, case.language),
        Block("figures", {"shown": shown_figures(case, facts), "values": facts}, case.language),
    ]


def _no_evidence(case: Case, caution: CautionsAnswerRow) -> list[dict[str, Any]]:
    """In place of lines that would read as if all were well: nothing is known, and what to collect."""
    said = (("happened", caution["statement"]), ("needed", caution["what_would_help"]))
    return [
        {"label": text(case.language, f"report-line-{name}"), "text": words, "event_ids": []}
        for name, words in said
    ]


def _list(value: Any) -> list[str]:
    """Event ids of a row: a list, or its JSON text."""
    import json

    return ids(json.loads(value) if isinstance(value, str) else value or ())


def _happened(case: Case, actors: list[ActorsAnswerRow]) -> dict[str, Any]:
    lang, intruder = case.language, next((row for row in actors if row["actor"] == "intruder"), None)
    label = text(lang, "report-line-happened")
    unclear = next((row for row in actors if row["actor"] == "unclear"), None)
    doubt = (
        say(lang, case.timezone, "report-happened-unclear", {"calls": unclear["calls"]}) if unclear else ""
    )
    events = [unclear["first_event_id"], unclear["last_event_id"]] if unclear else []
    if intruder is None:
        said = text(lang, "report-happened-nothing") + doubt
        return {"label": label, "text": said, "event_ids": ids(events)}
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
            "how": how_sure(intruder["calls"], intruder["likely_calls"]),
            "likely": intruder["likely_calls"],
            "failed": intruder["failed"],
            "addresses": intruder["addresses"],
            "regions": intruder["regions"],
        },
    )
    events = [intruder["first_event_id"], intruder["last_event_id"], *events]
    return {"label": label, "text": said + doubt, "event_ids": ids(events)}


def _made(case: Case, principals: list[PrincipalsAnswerRow]) -> dict[str, Any]:
    lang, mine, still = case.language, _theirs(principals), _standing(principals)
    name = "report-made" if mine else "report-made-nothing"
    said = text(lang, name, count=len(mine), standing=len(still))
    return {"label": text(lang, "report-line-made"), "text": said, "event_ids": _events(still or mine)}


def _started(case: Case, resources: list[ResourcesAnswerRow]) -> dict[str, Any]:
    lang, mine, still = case.language, _theirs(resources), _standing(resources)
    regions = {row["aws_region"] for row in mine}
    name = "report-started" if mine else "report-started-nothing"
    said = text(lang, name, count=len(mine), standing=len(still), regions=len(regions))
    return {"label": text(lang, "report-line-started"), "text": said, "event_ids": _events(still or mine)}


def _cost(case: Case, figures: list[FiguresAnswerRow], resources: list[ResourcesAnswerRow]) -> dict[str, Any]:
    return {
        "label": text(case.language, "report-line-cost"),
        "text": incident_money(case, figures),
        "event_ids": _events([row for row in _theirs(resources) if row["cost_bearing"]]),
    }


def _over(
    case: Case,
    verdict: str,
    credentials: list[CredentialsAnswerRow],
    principals: list[PrincipalsAnswerRow],
    resources: list[ResourcesAnswerRow],
    steps: list[StepsAnswerRow],
    milestones: list[MilestonesAnswerRow],
) -> dict[str, Any]:
    lang, still = case.language, [*_standing(principals), *_standing(resources)]
    key_on = [row for row in credentials if not row["depth"] and row["may_stand"]]
    live = [row for row in _theirs(credentials) if row["depth"] and row["state"] == "alive"]
    undone = [row for row in steps if row["state"] != "done"]
    left = (("keys", key_on), ("credentials", live), ("things", still), ("open-steps", undone))
    parts = [text(lang, f"report-over-{name}", count=len(rows)) for name, rows in left if rows]
    said = text(lang, f"report-over-{verdict}", left=("、" if lang == "ja" else "; ").join(parts))
    events = [row["link_event_id"] for row in live] + [row["event_id"] for row in still]
    events += [
        row["event_id"] for row in milestones if row["milestone"] in ("key_deactivated", "key_deleted")
    ]
    return {"label": text(lang, "report-line-over"), "text": said, "event_ids": ids(events)}


def _theirs(rows: list[Thing]) -> list[Thing]:
    return [row for row in rows if row["maybe_third_party"]]


def _standing(rows: list[Thing]) -> list[Thing]:
    return [row for row in rows if row["maybe_third_party"] and row["may_stand"]]


def _events(rows: Sequence[PrincipalsAnswerRow | ResourcesAnswerRow]) -> list[str]:
    return ids(row["event_id"] for row in rows)
