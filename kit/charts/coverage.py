"""What the evidence covers: account and Region against time, one colour a state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kit.charts import style
from kit.charts.style import clock, safe
from kit.texts import text

if TYPE_CHECKING:
    from kit.rows import CoverageAnswerRow

# From best to worst: a slice of several hours shows its worst.
COLOUR = {
    "full": "#b9d3c4",
    "silent": "#eef1f4",
    "unknown": "#cfd6dd",
    "not_settled": "#f3dfa2",
    "partial": "#e6b35a",
    "not_collected": "#a9a1c4",
    "stopped": "#c8442b",
}
ORDER = list(COLOUR)
SLICES = 240


def figure(rows: Sequence[CoverageAnswerRow], *, lang: str, zone: str, first_account: str = "") -> go.Figure:
    """Figure of `coverage` rows (`account_id, aws_region, hour, state`): a line an account and Region.

    The lines of `first_account` (the leaked key's) stand on top.
    """
    if not rows:
        return style.nothing(text(lang, "chart-no-coverage"))
    first, last = min(row["hour"] for row in rows), max(row["hour"] for row in rows)
    hours = int((last - first).total_seconds() // 3600) + 1
    step = next(size for size in (1, 2, 3, 4, 6, 12, 24, 168, hours) if hours / size <= SLICES)
    columns = -(-hours // step)
    worst: dict[tuple, list[int | None]] = defaultdict(lambda: [None] * columns)
    for row in rows:
        line = worst[row["account_id"] or "", row["aws_region"] or ""]
        place = int((row["hour"] - first).total_seconds() // 3600) // step
        rank = ORDER.index(row["state"])
        known = line[place]
        line[place] = rank if known is None else max(known, rank)
    names = sorted(worst, key=lambda name: (name[0] != first_account, name), reverse=True)
    accounts = {account for account, _ in names}
    made = style.figure(58 + 21 * len(names) + 48, margin={"l": 10, "r": 16, "t": 58, "b": 48})
    made.add_heatmap(
        x=[clock(first + timedelta(hours=step * (column + 0.5)), zone) for column in range(columns)],
        y=list(range(len(names))),
        z=[worst[name] for name in names],
        zmin=-0.5,
        zmax=len(ORDER) - 0.5,
        colorscale=_bands(),
        showscale=False,
        ygap=2,
        xgap=0,
        customdata=[
            [None if rank is None else text(lang, "coverage-" + ORDER[rank]) for rank in worst[n]]
            for n in names
        ],
        hovertemplate="%{y}<br>%{x|%Y-%m-%d %H:%M}<br>%{customdata}<extra></extra>",
    )
    made.update_layout(
        xaxis=style.time_axis(
            lang,
            showgrid=False,
            title={"text": style.zone_name(zone, first), "font": {"size": 11.5, "color": style.SOFT}},
        ),
        yaxis={
            **style.AXIS,
            "showgrid": False,
            "tickvals": list(range(len(names))),
            "ticktext": [_name(account, region, len(accounts) > 1, lang) for account, region in names],
            "tickfont": {"size": 11.5, "color": style.INK},
            "ticksuffix": " ",
            "fixedrange": True,
        },
    )
    seen = {rank for line in worst.values() for rank in line if rank is not None}
    made.add_annotation(
        style.key(
            [(COLOUR[ORDER[rank]], text(lang, "coverage-" + ORDER[rank])) for rank in sorted(seen)], yshift=8
        )
    )
    return made


def _bands() -> list[list]:
    """A colour scale of equal bands, no blending between states."""
    share = 1 / len(ORDER)
    return [[edge, COLOUR[name]] for n, name in enumerate(ORDER) for edge in (n * share, (n + 1) * share)]


def _name(account: str, region: str, many: bool, lang: str) -> str:
    place = safe(region) if region else text(lang, "chart-global")
    return f'<span style="color:{style.SOFT}">{safe(account)}</span> {place}' if many else place
