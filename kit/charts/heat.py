"""Spend as Region against day: where it began is seen at a glance, and the event that began it named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kit.charts import style
from kit.charts.spend import date_of, days, excess_of
from kit.charts.style import safe
from kit.texts import money, text, thing

if TYPE_CHECKING:
    from kit.rows import ResourcesAnswerRow, SpendDailyAnswerRow, SpendExcessAnswerRow


def figure(
    rows: Sequence[SpendDailyAnswerRow],
    excess: Sequence[SpendExcessAnswerRow] = (),
    resources: Sequence[ResourcesAnswerRow] = (),
    *,
    lang: str,
    zone: str,
) -> go.Figure:
    """Figure of `spend_daily`: a line a Region, a column a UTC day, darker for more USD.

    A frame marks the day on which a Region left its habit (`spend_excess`); the words beside it name the
    first cost-bearing thing started there (`resources`), with its event id in the hover.
    """
    found = days(rows)
    if not found:
        return style.nothing(text(lang, "chart-no-spend"))
    added, _, firsts = excess_of(excess)
    order = sorted(found, key=lambda name: (added[name], sum(day.usd for day in found[name].values()), name))
    first = min(min(region) for region in found.values())
    last = max(max(region) for region in found.values())
    columns = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    made = style.figure(36 + 30 * len(order) + 60, margin={"l": 10, "r": 10, "t": 36, "b": 60})
    made.add_heatmap(
        x=columns,
        y=list(range(len(order))),
        z=[[found[name][day].usd if day in found[name] else 0.0 for day in columns] for name in order],
        # A root keeps a small Region visible beside the one that cost most; hover tells the figure.
        customdata=[[money(lang, found[n][d].usd) if d in found[n] else "–" for d in columns] for n in order],
        colorscale=[[share**2, colour] for share, colour in style.HEAT],
        showscale=False,
        xgap=2,
        ygap=3,
        hovertemplate="%{y} %{x|%Y-%m-%d}<br>%{customdata}<extra></extra>",
    )
    begun = _begun(resources)
    for line, name in enumerate(order):
        if name in firsts:
            _frame(made, line, firsts[name], begun.get(name), lang, zone)
    totals = [sum(day.usd for day in found[name].values()) for name in order]
    made.update_layout(
        xaxis=style.time_axis(
            lang,
            showgrid=False,
            title={"text": text(lang, "chart-utc-days"), "font": {"size": 11.5, "color": style.SOFT}},
        ),
        yaxis={
            **style.AXIS,
            "showgrid": False,
            "tickvals": list(range(len(order))),
            "ticktext": [_name(name, total, lang) for name, total in zip(order, totals, strict=True)],
            "tickfont": {"size": 12, "color": style.INK},
            "ticksuffix": "  ",
            "fixedrange": True,
        },
    )
    made.add_annotation(
        style.key(
            [("#8f2313", text(lang, "chart-usd-day")), (style.INK, text(lang, "chart-first-day-mark"))],
            yshift=8,
        )
    )
    return made


def _name(name: str, total: float, lang: str) -> str:
    place = text(lang, "chart-global") if name == "global" else safe(name)
    cost = money(lang, total, digits=0).replace("$", "&#36;")
    return f'{place}  <span style="color:{style.SOFT}">{cost}</span>'


def _begun(resources: Sequence[ResourcesAnswerRow]) -> dict[str, ResourcesAnswerRow]:
    """Region -> the first cost-bearing thing that was started there."""
    began: dict[str, ResourcesAnswerRow] = {}
    dated = [row for row in resources if row["created_at"]]
    for row in sorted(dated, key=lambda row: (row["created_at"], str(row["event_id"]))):
        if row["cost_bearing"]:
            began.setdefault(str(row["aws_region"] or "global"), row)
    return began


def _frame(
    made: go.Figure, line: int, day: date, row: ResourcesAnswerRow | None, lang: str, zone: str
) -> None:
    noon = datetime.combine(date_of(day), datetime.min.time())
    half = timedelta(hours=12)
    made.add_shape(
        type="rect",
        x0=noon - half,
        x1=noon + half,
        y0=line - 0.46,
        y1=line + 0.46,
        line={"color": style.INK, "width": 2},
    )
    words, hover = text(lang, "chart-first-day", day=day.isoformat()), ""
    if row is not None:
        named = thing(lang, (row["service"], row["resource_type"]))
        what = f"{safe(named, 28)} {safe(row['size'] or row['resource_id'], 24)}"
        hover = (
            f"{words}<br>{what}<br>{style.both_clocks(row['created_at'], zone)}<br>{safe(row['event_id'])}"
        )
        words = f"{what}, {style.clock(row['created_at'], zone):%m-%d %H:%M}"
    made.add_annotation(
        text=words,
        hovertext=hover or words,
        x=noon - half,
        y=line,
        showarrow=False,
        xanchor="right",
        xshift=-4,
        font={"size": 11, "color": style.INK},
        bgcolor="rgba(255,255,255,0.8)",
        borderpad=1,
    )
