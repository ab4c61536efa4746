"""What it cost: the bill by Region beside the estimate from the trail, in USD and in the customer's
currency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit.case import Case
from kit.charts import heat, spend
from kit.report.blocks import Block, Table, chart, paragraphs, section
from kit.report.figures import by_name
from kit.texts import day, money, text

if TYPE_CHECKING:
    from kit.rows import (
        FiguresAnswerRow,
        ResourcesAnswerRow,
        SpendApartAnswerRow,
        SpendByRegionAnswerRow,
        SpendDailyAnswerRow,
        SpendExcessAnswerRow,
    )

_EVENTS = 4  # that a Region cites


def paid(case: Case, row: FiguresAnswerRow) -> str:
    """A figure of money in the customer's currency with USD beside it; USD alone where no rate is known."""
    usd = money(case.language, row["usd"])
    if row["local"] is None:
        return usd
    return f"{money(case.language, row['local'], case.currency)} ({usd})"


def incident_money(case: Case, figures: list[FiguresAnswerRow]) -> str:
    """The sentence on cost: what the bill shows above normal, what the trail lets expect, what runs on."""
    lang, facts = case.language, by_name(figures)
    of = {row["figure"]: row for row in figures if not row["aws_region"]}
    said = []
    if facts["usd_excess"] is not None:
        name = "billed" if facts["bill_until"] else "not-billed"
        name = name if facts["usd_excess"] >= 0.01 else f"{name}-none"
        until = day(lang, facts["bill_until"]) if facts["bill_until"] else ""
        said.append(text(lang, f"report-cost-{name}", usd=paid(case, of["usd_excess"]), day=until))
    if facts["usd_estimate"] is not None:
        name = "report-cost-estimate-least" if facts["unpriced"] else "report-cost-estimate"
        said.append(text(lang, name, usd=paid(case, of["usd_estimate"]), note=_range(lang, facts)))
    if not said:
        return text(lang, "report-cost-unknown")
    if facts["usd_per_hour_standing"]:
        said.append(text(lang, "report-cost-running", usd=paid(case, of["usd_per_hour_standing"])))
    if any(row["local"] is not None for row in figures):
        said.append(_rate(case))
    return (" " if lang == "en" else "").join(said)


def _range(lang: str, facts: Mapping[str, Any]) -> str:
    """' (low to high; 2 things without a price)', as far as there is something to say."""
    low, high = money(lang, facts["usd_estimate_low"]), money(lang, facts["usd_estimate_high"])
    parts = [text(lang, "report-cost-range", low=low, high=high)] if low != high else []
    if facts["unpriced"]:
        parts.append(text(lang, "report-cost-unpriced", count=facts["unpriced"]))
    return f" ({('、' if lang == 'ja' else '; ').join(parts)})" if parts else ""


def _rate(case: Case) -> str:
    """At which rate, and of which day, sums were converted."""
    return text(
        case.language,
        "report-cost-currency",
        rate=money(case.language, case.rate, case.currency, digits=2),
        dated="yes" if case.rate_date else "no",
        date=case.rate_date,
    )


def spend_section(
    case: Case,
    daily: list[SpendDailyAnswerRow],
    excess: list[SpendExcessAnswerRow],
    resources: list[ResourcesAnswerRow],
    by_region: list[SpendByRegionAnswerRow],
    apart: list[SpendApartAnswerRow],
) -> list[Block]:
    """Spend per Region: small charts on one scale, Region against day, and the table with totals."""
    lang = case.language
    blocks = [section(lang, "spend", text(lang, "report-spend-lead"))]
    if daily:
        blocks.append(chart(lang, "spend-regions", spend.multiples(daily, excess, lang=lang)))
        blocks.append(
            chart(lang, "spend-heat", heat.figure(daily, excess, resources, lang=lang, zone=case.timezone))
        )
    return [*blocks, _table(case, by_region), *_unseen(lang, by_region), *_apart(lang, apart)]


def _table(case: Case, by_region: list[SpendByRegionAnswerRow]) -> Block:
    lang = case.language
    guessed = any(row["estimated_usd"] for row in by_region)
    local = bool(case.rate) and case.currency != "USD"
    heads = ["column-aws_region", "report-col-billed", *(["report-col-estimated"] if guessed else [])]
    heads += ["report-col-added", "report-col-trail", *(["report-col-local"] if local else [])]
    table = Table(lang, heads)
    for row in by_region:
        guess = [row["estimated_usd"]] if guessed else []
        sums = [row["billed_usd"], *guess, row["added_usd"], row["trail_usd"]]
        cells = [(money(lang, usd) if usd else "–", "number") for usd in sums]
        if local:
            cells.append((money(lang, row["added_local"], case.currency), "number"))
        table.add(_place(lang, row["aws_region"]), *cells, events=row["event_ids"][:_EVENTS])
    count = sum(row["aws_region"] is not None for row in by_region)
    return table.block(text(lang, "report-spend-table", count=count), fold=False)


def _place(lang: str, region: str | None) -> str:
    if region is None:
        return text(lang, "report-total")
    return text(lang, "chart-global") if region == "global" else region


def _unseen(lang: str, by_region: list[SpendByRegionAnswerRow]) -> list[Block]:
    """Regions that cost more while no log shows why: the logs have a gap there, or somebody else's hand."""
    said = [
        (text(lang, "report-spend-unseen", region=row["aws_region"], usd=money(lang, row["added_usd"])), ())
        for row in by_region
        if row["unexplained"]
    ]
    return [paragraphs(lang, *said)] if said else []


def _apart(lang: str, apart: list[SpendApartAnswerRow]) -> list[Block]:
    """Credits, refunds, tax and fees: not usage, so in no sum above, each said on its own."""
    said = [
        (
            text(
                lang,
                "report-spend-apart",
                what=text(lang, f"charge-{row['charge_type']}"),
                usd=money(lang, row["usd"]),
            ),
            (),
        )
        for row in apart
    ]
    return [paragraphs(lang, *said)] if said else []
