"""What it cost, where and when: a small chart a Region on one scale, and Region against day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kit.charts import style
from kit.charts.style import safe
from kit.texts import money, text

if TYPE_CHECKING:
    from kit.rows import SpendDailyAnswerRow, SpendExcessAnswerRow

ACROSS, PANELS = 4, 12
HABIT, ADDED = "#b7c3ce", style.ACTOR["intruder"]


@dataclass
class _Day:
    usd: float = 0.0
    estimate: float = 0.0  # part of usd that no bill says yet
    low: float = 0.0
    high: float = 0.0
    complete: bool = True


def days(rows: Sequence[SpendDailyAnswerRow]) -> dict[str, dict[date, _Day]]:
    """Region -> day -> usage of that day in USD, from `spend_daily` rows (credits, tax and refunds are left
    out)."""
    found: dict[str, dict[date, _Day]] = defaultdict(lambda: defaultdict(_Day))
    for row in rows:
        if row["charge_type"] != "usage" or row["usd"] is None:
            continue
        cell = found[row["aws_region"] or "global"][date_of(row["period"])]
        usd = float(row["usd"])
        cell.usd += usd
        cell.low += float(row["usd_low"] if row["usd_low"] is not None else usd)
        cell.high += float(row["usd_high"] if row["usd_high"] is not None else usd)
        cell.estimate += usd if row["is_estimate"] else 0.0
        cell.complete = cell.complete and bool(row["complete"])
    return found


def multiples(
    rows: Sequence[SpendDailyAnswerRow], excess: Sequence[SpendExcessAnswerRow] = (), *, lang: str
) -> go.Figure:
    """Figure of `spend_daily`: bars a day and Region, all on one scale, the Region with most excess first.

    `excess` (`spend_excess` rows) says each Region's habit: grey up to it, red above it, the first day
    marked. Estimated days are drawn lighter, with their range. More than 12 Regions: the rest are summed in
    the last one.
    """
    found = days(rows)
    if not found:
        return style.nothing(text(lang, "chart-no-spend"))
    added, habits, firsts = excess_of(excess)
    order = sorted(
        found, key=lambda name: (-added[name], -sum(day.usd for day in found[name].values()), name)
    )
    panels = [(name, [name]) for name in order]
    if len(order) > PANELS:
        rest = order[PANELS - 1 :]
        panels = [*panels[: PANELS - 1], (text(lang, "chart-other-regions", count=len(rest)), rest)]
    first = min(min(region) for region in found.values())
    last = max(max(region) for region in found.values())
    down = -(-len(panels) // ACROSS)
    height = 40 + 148 * down + 30
    made = style.figure(height, margin={"l": 10, "r": 10, "t": 40, "b": 30}, barmode="stack", bargap=0.12)
    top = 0.0
    for number, (name, members) in enumerate(panels):
        whole = _sum([found[member] for member in members])
        habit = sum(habits[member] for member in members)
        known = min((firsts[member] for member in members if member in firsts), default=None)
        _panel(made, number, down, name, whole, habit, known, lang)
        top = max(top, max(day.high for day in whole.values()))
    for number in range(len(panels)):
        end = "" if number == 0 else str(number + 1)
        made.layout[f"xaxis{end}"].range = [first - timedelta(days=0.7), last + timedelta(days=0.7)]
        made.layout[f"yaxis{end}"].update(
            range=[0, top * 1.08], nticks=3, showticklabels=number % ACROSS == 0
        )
    made.add_annotation(
        style.key(
            [
                (HABIT, text(lang, "chart-habit")),
                (ADDED, text(lang, "chart-added")),
                ("#e3a695", text(lang, "chart-estimate")),
            ],
            yshift=18,
        )
    )
    made.add_annotation(
        text=text(lang, "chart-utc-days"),
        x=1,
        y=1,
        xref="paper",
        yref="paper",
        yshift=18,
        yanchor="bottom",
        xanchor="right",
        showarrow=False,
        font={"size": 11.5, "color": style.SOFT},
    )
    return made


def excess_of(
    rows: Sequence[SpendExcessAnswerRow],
) -> tuple[dict[str, float], dict[str, float], dict[str, date]]:
    """Sums per Region: USD added, habit in USD a day, and the first day that left the habit."""
    added: dict[str, float] = defaultdict(float)
    habits: dict[str, float] = defaultdict(float)
    firsts: dict[str, date] = {}
    for row in rows:
        region = str(row["aws_region"] or "global")
        added[region] += float(row["excess_usd"] or 0)
        habits[region] += float(row["baseline_usd_per_day"] or 0)
        if row["first_day"] and (row["excess_usd"] or 0) > 0:
            firsts[region] = min(date_of(row["first_day"]), firsts.get(region, date.max))
    return added, habits, firsts


def _sum(regions: list[dict[date, _Day]]) -> dict[date, _Day]:
    total: dict[date, _Day] = defaultdict(_Day)
    for region in regions:
        for when, day in region.items():
            one = total[when]
            one.usd, one.estimate = one.usd + day.usd, one.estimate + day.estimate
            one.low, one.high, one.complete = (
                one.low + day.low,
                one.high + day.high,
                one.complete and day.complete,
            )
    return total


def _panel(
    made: go.Figure,
    number: int,
    down: int,
    name: str,
    whole: dict[date, _Day],
    habit: float,
    known,
    lang: str,
) -> None:
    end = "" if number == 0 else str(number + 1)
    across, line = number % ACROSS, number // ACROSS
    left, wide = across / ACROSS + (0.045 if across == 0 else 0.012), 1 / ACROSS
    ceiling = 1 - line / down
    domain = {"x": [left, (across + 1) * wide - 0.004], "y": [ceiling - 0.80 / down, ceiling - 0.17 / down]}
    when = sorted(whole)
    parts = [("habit", HABIT, 1.0), ("added", ADDED, 1.0)]
    for part, colour, _ in parts:
        values = [min(whole[d].usd, habit) if part == "habit" else max(whole[d].usd - habit, 0) for d in when]
        # Days before a habit can be known (no excess row) are all habit: red is a statement, grey is none.
        if known is None:
            values = [whole[d].usd if part == "habit" else 0 for d in when]
        elif part == "habit":
            values = [whole[d].usd if d < known else value for d, value in zip(when, values, strict=True)]
        else:
            values = [0 if d < known else value for d, value in zip(when, values, strict=True)]
        made.add_bar(
            x=when,
            y=values,
            xaxis=f"x{end}",
            yaxis=f"y{end}",
            marker={
                "color": colour,
                "opacity": [0.5 if whole[d].estimate else 1 for d in when],
                "line": {"width": 0},
            },
            error_y=_range(whole, when) if part == "added" else None,
            hovertext=[_hover(name, d, whole[d], lang) for d in when],
            hoverinfo="text",
        )
    made.update_layout(
        {
            f"xaxis{end}": style.time_axis(
                lang, domain=domain["x"], anchor=f"y{end}", showgrid=False, nticks=4
            ),
            f"yaxis{end}": {
                **style.AXIS,
                "domain": domain["y"],
                "anchor": f"x{end}",
                "tickprefix": "&#36;",
                "fixedrange": True,
                "automargin": False,
            },
        }
    )
    total = sum(day.usd for day in whole.values())
    title = f"<b>{safe(name, 30) if name != 'global' else text(lang, 'chart-global')}</b>  " + money(
        lang, total, digits=0
    ).replace("$", "&#36;")
    made.add_annotation(
        text=title,
        x=domain["x"][0],
        y=ceiling - 0.15 / down,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12.5, "color": style.INK},
    )
    if known:
        made.add_scatter(
            x=[known],
            y=[0],
            xaxis=f"x{end}",
            yaxis=f"y{end}",
            mode="markers",
            cliponaxis=False,
            marker={"symbol": "triangle-up", "size": 9, "color": style.INK},
            hovertext=[text(lang, "chart-first-day", day=known.isoformat())],
            hoverinfo="text",
        )


def _range(whole: dict[date, _Day], when: list[date]) -> dict:
    """Low to high of the days that are estimated; billed days have no range."""
    above = [whole[d].high - whole[d].usd if whole[d].estimate else 0 for d in when]
    below = [whole[d].usd - whole[d].low if whole[d].estimate else 0 for d in when]
    return {
        "array": above,
        "arrayminus": below,
        "symmetric": False,
        "color": style.SOFT,
        "thickness": 1,
        "width": 0,
    }


def _hover(name: str, when: date, day: _Day, lang: str) -> str:
    kind = text(lang, "chart-estimate" if day.estimate else "chart-billed")
    shown = money(lang, day.usd).replace("$", "&#36;")
    spread = (
        f" ({money(lang, day.low)} – {money(lang, day.high)})".replace("$", "&#36;") if day.estimate else ""
    )
    return f"<b>{safe(name)}</b>  {when}<br>{shown}{spread}<br>{kind}"


def date_of(value: object) -> date:
    """A period of a day: a date, a time or its ISO text."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
