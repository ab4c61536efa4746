"""The head of the report, its five lines, and the figures that the next report is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kit.analysis import NO_EVIDENCE
from kit.analysis.actors import how_sure
from kit.case import Case
from kit.charts import timeline
from kit.report.blocks import Block, chart, ids, section
from kit.report.figures import by_name, shown_figures
from kit.report.findings import finding_blocks
from kit.report.money import incident_money
from kit.report.standing import Standing, standing, theirs
from kit.report.today import collect_first, today
from kit.texts import moment, say, text, things

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
        VisitsAnswerRow,
    )


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
    visits: list[VisitsAnswerRow],
    calls: list[TimelineAnswerRow],
    cautions: list[CautionsAnswerRow],
) -> list[Block]:
    """The case on one screen: is it over, the key figures, what to do today, the other lines, and the
    timeline."""
    lang = case.language
    left = standing(credentials, principals, resources)
    first, lines, tiles = _answer(
        case, actors, principals, resources, left, steps, figures, milestones, visits, cautions
    )
    *others, over = lines.data["entries"]
    return [
        Block("lines", {"entries": [over]}, lang),
        tiles,
        first,
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
    visits: list[VisitsAnswerRow],
    findings: list[FindingsAnswerRow],
    cautions: list[CautionsAnswerRow],
) -> list[Block]:
    """What to do today in three lines; what happened, what it cost, is it over; the key figures; then the
    findings by subject."""
    left = standing(credentials, principals, resources)
    return [
        section(case.language, "summary"),
        *_answer(case, actors, principals, resources, left, steps, figures, milestones, visits, cautions),
        section(case.language, "findings", text(case.language, "report-findings-lead")),
        *finding_blocks(case.language, findings),
    ]


def _answer(
    case: Case,
    actors: list[ActorsAnswerRow],
    principals: list[PrincipalsAnswerRow],
    resources: list[ResourcesAnswerRow],
    left: Standing,
    steps: list[StepsAnswerRow],
    figures: list[FiguresAnswerRow],
    milestones: list[MilestonesAnswerRow],
    visits: list[VisitsAnswerRow],
    cautions: list[CautionsAnswerRow],
) -> list[Block]:
    facts = by_name(figures)
    verdict = facts.pop("over")  # said in a line, and no figure to compare
    nothing = next((row for row in cautions if row["topic"] in NO_EVIDENCE), None)
    first = today(case, left, steps, figures, visits)
    lines = [
        _happened(case, actors),
        _made(case, principals, left),
        _started(case, resources, left),
        _cost(case, figures, resources),
        _over(case, verdict, left, steps, milestones),
    ]
    if nothing is not None and not any(row["actor"] == "intruder" for row in actors):
        first, lines = collect_first(case, nothing), _no_evidence(case, nothing)
    return [
        first,
        Block("lines", {"entries": lines}, case.language),
        Block("figures", {"shown": shown_figures(case, figures, facts), "values": facts}, case.language),
    ]


def _no_evidence(case: Case, caution: CautionsAnswerRow) -> list[dict[str, Any]]:
    """In place of lines that would read as if all were well: nothing is known, and what to collect."""
    said = (("happened", caution["statement"]), ("needed", caution["what_would_help"]))
    return [
        {"label": text(case.language, f"report-line-{name}"), "text": words, "event_ids": []}
        for name, words in said
    ]


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


def _made(case: Case, principals: list[PrincipalsAnswerRow], left: Standing) -> dict[str, Any]:
    lang, mine = case.language, theirs(principals)
    label = text(lang, "report-line-made")
    if not mine:
        return {"label": label, "text": text(lang, "report-made-nothing"), "event_ids": []}
    named = things(lang, [("", row["kind"]) for row in mine])
    said = text(lang, "report-made", things=named, **_left(len(left.principals), len(mine)))
    return {"label": label, "text": said, "event_ids": _events(left.principals or mine)}


def _started(case: Case, resources: list[ResourcesAnswerRow], left: Standing) -> dict[str, Any]:
    lang, mine = case.language, theirs(resources)
    label = text(lang, "report-line-started")
    if not mine:
        return {"label": label, "text": text(lang, "report-started-nothing"), "event_ids": []}
    named = things(lang, [(row["service"], row["resource_type"]) for row in mine])
    regions = len({row["aws_region"] for row in mine})
    said = text(
        lang, "report-started", things=named, regions=regions, **_left(len(left.resources), len(mine))
    )
    return {"label": label, "text": said, "event_ids": _events(left.resources or mine)}


def _left(standing: int, count: int) -> dict[str, Any]:
    """Arguments of a sentence that says how many of `count` stand: none, some or all."""
    return {
        "count": count,
        "standing": standing,
        "left": "none" if not standing else "all" if standing == count else "some",
    }


def _cost(case: Case, figures: list[FiguresAnswerRow], resources: list[ResourcesAnswerRow]) -> dict[str, Any]:
    return {
        "label": text(case.language, "report-line-cost"),
        "text": incident_money(case, figures),
        "event_ids": _events([row for row in theirs(resources) if row["cost_bearing"]]),
    }


def _over(
    case: Case,
    verdict: str,
    left: Standing,
    steps: list[StepsAnswerRow],
    milestones: list[MilestonesAnswerRow],
) -> dict[str, Any]:
    lang, still = case.language, [*left.principals, *left.resources]
    undone = [row for row in steps if row["state"] != "done"]
    open_ = (
        ("keys", left.keys),
        ("credentials", left.credentials),
        ("things", still),
        ("open-steps", undone),
    )
    parts = [text(lang, f"report-over-{name}", count=len(rows)) for name, rows in open_ if rows]
    said = text(lang, f"report-over-{verdict}", left=("、" if lang == "ja" else "; ").join(parts))
    events = [row["link_event_id"] for row in left.credentials] + [row["event_id"] for row in still]
    events += [
        row["event_id"] for row in milestones if row["milestone"] in ("key_deactivated", "key_deleted")
    ]
    return {"label": text(lang, "report-line-over"), "text": said, "event_ids": ids(events)}


def _events(rows: Sequence[PrincipalsAnswerRow | ResourcesAnswerRow]) -> list[str]:
    return ids(row["event_id"] for row in rows)
