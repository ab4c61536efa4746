"""What it cost: the bill by Region beside the estimate from the trail, in USD and in the customer's
currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.charts import heat, spend
from kit.report.blocks import Block, Table, chart, ids, paragraphs, section
from kit.texts import day, money, number, text

if TYPE_CHECKING:
    from kit.rows import ResourcesAnswerRow, SpendDailyAnswerRow, SpendExcessAnswerRow


def incident_money(case: Case, facts: Mapping[str, Any]) -> str:
    """The sentence on cost: what the bill shows above its habit, what the trail lets expect, what runs on."""
    lang = case.language
    said = []
    if facts["usd_excess"] is not None:
        name = "billed" if facts["bill_until"] else "not-billed"
        name = name if facts["usd_excess"] >= 0.01 else f"{name}-none"
        until = day(lang, facts["bill_until"]) if facts["bill_until"] else ""
        said.append(text(lang, f"report-cost-{name}", usd=money(lang, facts["usd_excess"]), day=until))
    if facts["usd_estimate"] is not None:
        name = "report-cost-estimate-least" if facts["unpriced"] else "report-cost-estimate"
        said.append(text(lang, name, usd=money(lang, facts["usd_estimate"]), note=_range(lang, facts)))
    if not said:
        return text(lang, "report-cost-unknown")
    if facts["usd_per_hour_standing"]:
        said.append(text(lang, "report-cost-running", usd=money(lang, facts["usd_per_hour_standing"])))
    if rate := in_currency(
        case, facts["usd_excess"] if facts["usd_excess"] is not None else facts["usd_estimate"]
    ):
        said.append(rate)
    return (" " if lang == "en" else "").join(said)


def _range(lang: str, facts: Mapping[str, Any]) -> str:
    """' (low to high; 2 things without a price)', as far as there is something to say."""
    low, high = money(lang, facts["usd_estimate_low"]), money(lang, facts["usd_estimate_high"])
    parts = [text(lang, "report-cost-range", low=low, high=high)] if low != high else []
    if facts["unpriced"]:
        parts.append(text(lang, "report-cost-unpriced", count=facts["unpriced"]))
    return f" ({('、' if lang == 'ja' else '; ').join(parts)})" if parts else ""


def in_currency(case: Case, usd: float | None) -> str:
    """The sum in the customer's currency with its rate and date; '' where case.toml names none."""
    if not case.rate or case.currency == "USD" or usd is None:
        return ""
    return text(
        case.language,
        "report-cost-currency",
        sum=money(case.language, usd * case.rate, case.currency),
        rate=number(case.language, case.rate, 2),
        currency=case.currency,
        date=case.rate_date or "–",
    )


def spend_section(
    case: Case,
    daily: list[SpendDailyAnswerRow],
    excess: list[SpendExcessAnswerRow],
    resources: list[ResourcesAnswerRow],
) -> list[Block]:
    """Spend per Region: small charts on one scale, Region against day, and the table with totals."""
    lang = case.language
    blocks = [section(lang, "spend", text(lang, "report-spend-lead"))]
    if daily:
        blocks.append(chart(lang, "spend-regions", spend.multiples(daily, excess, lang=lang)))
        blocks.append(
            chart(lang, "spend-heat", heat.figure(daily, excess, resources, lang=lang, zone=case.timezone))
        )
    return [*blocks, *_tables(case, daily, excess, resources)]


def _tables(
    case: Case,
    daily: list[SpendDailyAnswerRow],
    excess: list[SpendExcessAnswerRow],
    resources: list[ResourcesAnswerRow],
) -> list[Block]:
    lang = case.language
    billed, estimated = defaultdict(float), defaultdict(float)
    for row in daily:
        if row["charge_type"] == "usage" and row["usd"] is not None:
            (estimated if row["is_estimate"] else billed)[row["aws_region"] or "global"] += float(row["usd"])
    added, trail, events = defaultdict(float), defaultdict(float), defaultdict(list)
    for row in excess:
        added[row["aws_region"] or "global"] += float(row["excess_usd"] or 0)
    for row in resources:
        if row.get("estimated_usd") is not None and row["actor"] in ("intruder", "unclear"):
            trail[row["aws_region"] or "global"] += float(row["estimated_usd"])
            events[row["aws_region"] or "global"].append(row["event_id"])
    heads = [
        "column-aws_region",
        "report-col-billed",
        "report-col-estimated",
        "report-col-added",
        "report-col-trail",
    ]
    local = bool(case.rate) and case.currency != "USD"
    if not any(estimated.values()):
        heads.remove("report-col-estimated")
    table = Table(lang, [*heads, "report-col-local"] if local else heads)
    regions = sorted(
        {*billed, *estimated, *added, *trail}, key=lambda name: (-added[name], -billed[name], name)
    )

    def line(name: str, *sums: float, found: Iterable[str] = ()) -> None:
        more = [(money(lang, sums[2] * (case.rate or 0), case.currency), "number")] if local else []
        kept = [usd for n, usd in enumerate(sums) if n != 1 or any(estimated.values())]
        table.add(name, *((money(lang, usd) if usd else "–", "number") for usd in kept), *more, events=found)

    for name in regions:
        shown = text(lang, "chart-global") if name == "global" else name
        line(shown, billed[name], estimated[name], added[name], trail[name], found=ids(events[name])[:4])
    if regions:
        totals = (sum(part.values()) for part in (billed, estimated, added, trail))
        line(text(lang, "report-total"), *totals)
    unseen = [name for name in regions if added[name] >= 1 and not trail[name]]
    return [
        table.block(text(lang, "report-spend-table", count=len(regions)), fold=False),
        *_unseen(lang, {name: added[name] for name in unseen}),
        *_apart(case, daily),
    ]


def _unseen(lang: str, added: Mapping[str, float]) -> list[Block]:
    """Regions that cost more while no log shows why: the logs have a gap there, or somebody else's hand."""
    said = [
        (text(lang, "report-spend-unseen", region=name, usd=money(lang, usd)), ())
        for name, usd in added.items()
    ]
    return [paragraphs(lang, *said)] if said else []


def _apart(case: Case, daily: list[SpendDailyAnswerRow]) -> list[Block]:
    """Credits, refunds, tax and fees: not usage, so in no sum above, each said on its own."""
    sums: dict[str, float] = defaultdict(float)
    for row in daily:
        if row["charge_type"] != "usage" and row["usd"] is not None:
            sums[row["charge_type"]] += float(row["usd"])
    lang = case.language
    said = [
        (text(lang, "report-spend-apart", what=text(lang, f"charge-{name}"), usd=money(lang, usd)), ())
        for name, usd in sorted(sums.items())
    ]
    return [paragraphs(lang, *said)] if said else []
