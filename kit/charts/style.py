"""The house style of all charts, and the one place where values from logs become labels.

Colours are told apart by people who see red and green alike (from Okabe and Ito's set), and never carry a
meaning alone: shape, place or a word says the same. plotly reads `<b>`, entities and `$...$` in labels, so
nothing from a log reaches one without `safe`.
"""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from kit.ids import hidden

Row = Mapping[str, Any]

FONT = (
    'Inter, "Helvetica Neue", Arial, "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans CJK JP", '
    '"Noto Sans JP", "Yu Gothic Medium", "Yu Gothic", Meiryo, sans-serif'
)
INK, SOFT, FAINT, PAPER = "#1f2933", "#616e7c", "#e4e7eb", "#ffffff"
ACTOR = {"intruder": "#c8442b", "owner": "#4a7fb0", "aws": "#c58a00", "kit": "#9aa5b1", "unclear": "#7b6f9c"}
ACTOR_SYMBOL = {
    "intruder": "circle",
    "owner": "square",
    "aws": "diamond",
    "kit": "x",
    "unclear": "triangle-up",
}
STATE = {"alive": "#c8442b", "stopped": "#c58a00", "gone": "#8fa3b3", "unknown": "#7b6f9c"}
STATE_SYMBOL = {"alive": "circle", "stopped": "square", "gone": "circle-open", "unknown": "diamond-open"}
LINE = {"proved": "solid", "strong": "5px,3px", "possible": "1.5px,3px"}
HEAT = ((0.0, "#ffffff"), (0.001, "#fdf0e6"), (0.15, "#f8cfae"), (0.45, "#ea8a5f"), (1.0, "#8f2313"))
TACTICS = (
    "Reconnaissance",
    "Resource Development",
    "Initial Access",
    "Discovery",
    "Credential Access",
    "Privilege Escalation",
    "Persistence",
    "Defense Evasion",
    "Lateral Movement",
    "Execution",
    "Collection",
    "Command and Control",
    "Exfiltration",
    "Impact",
)


def safe(value: object, limit: int = 60) -> str:
    """A label that plotly shows letter by letter: entities, no markup, no TeX, no line or direction tricks.

    Longer than `limit` letters is cut in the middle, because ids and paths differ at both ends.
    """
    words = "".join(letter if _plain(letter) else "\ufffd" for letter in " ".join(str(value).split()))
    if len(words) > limit:
        head = (limit - 1) * 2 // 3
        words = f"{words[:head]}…{words[len(words) - (limit - 1 - head) :]}"
    return html.escape(words, quote=False).replace("$", "&#36;").replace("%{", "%&#123;")


def _plain(letter: str) -> bool:
    """Control letters, the marks that turn reading direction round, and what shows nothing are no part of a
    name."""
    return not hidden(letter)


def width(words: str) -> float:
    """About how many Latin letters wide a label is: Japanese letters take two."""
    return sum(
        1.8 if unicodedata.east_asian_width(letter) in "WFA" else 1.0 for letter in html.unescape(words)
    )


def clock(value: datetime, zone: str) -> datetime:
    """Naive UTC -> the naive time that clocks in `zone` show (what axes are drawn in)."""
    return value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def both_clocks(value: datetime, zone: str) -> str:
    """'03-26 10:02:11 JST (01:02:11 UTC)' for hovers."""
    here = value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    if not here.utcoffset():
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    utc = f"{value:%H:%M:%S}" if here.date() == value.date() else f"{value:%m-%d %H:%M:%S}"
    return f"{here:%Y-%m-%d %H:%M:%S} {here.tzname()} ({utc} UTC)"


def zone_name(zone: str, at: datetime) -> str:
    """'JST (UTC+9)', as an axis says it."""
    here = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    hours = (here.utcoffset() or timedelta()).total_seconds() / 3600
    return f"{here.tzname()} (UTC{hours:+g})" if hours else "UTC"


def figure(height: int, **layout: object) -> go.Figure:
    """An empty figure in house style, `height` in pixels, as wide as its page."""
    made = go.Figure()
    made.update_layout(
        template=None,
        height=height,
        autosize=True,
        font={"family": FONT, "size": 12.5, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        margin={"l": 10, "r": 16, "t": 24, "b": 36},
        hoverlabel={
            "bgcolor": "#ffffff",
            "bordercolor": "#cbd2d9",
            "align": "left",
            "font": {"family": FONT, "size": 12.5, "color": INK},
        },
        hovermode="closest",
        showlegend=False,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"size": 12}},
        modebar={"remove": ["lasso2d", "select2d", "autoScale2d"], "orientation": "h"},
        bargap=0.15,
    )
    made.update_layout(**layout)
    return made


AXIS = {
    "showgrid": True,
    "gridcolor": FAINT,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "automargin": True,
    "tickfont": {"size": 11.5, "color": SOFT},
}


def time_axis(lang: str, **more: object) -> dict:
    """A time axis whose ticks need no month names of another language."""
    days, minutes = ("%-m/%-d", "%-m/%-d %H:%M") if lang == "ja" else ("%-d %b", "%-d %b %H:%M")
    stops = [
        {"dtickrange": [None, 3600000], "value": minutes},
        {"dtickrange": [3600000, 86399999], "value": minutes},
        {"dtickrange": [86400000, None], "value": days},
    ]
    return {**AXIS, "type": "date", "tickformatstops": stops, **more}


def key(names: Iterable[tuple[str, str]], **place: object) -> dict:
    """A one-line key above the plot in place of a legend: (colour, words) pairs as coloured words."""
    parts = [f'<span style="color:{colour}">■</span> {words}' for colour, words in names]
    spot = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {
        "text": "   ".join(parts),
        "showarrow": False,
        "font": {"size": 12, "color": SOFT},
        **spot,
        **place,
    }


def mark(**what: Any) -> str:
    """What a mark stands for, as the notebook asks for its events: names and values of the slice, as JSON."""
    return json.dumps(what, default=lambda at: f"{at.isoformat()}Z")


def nothing(words: str) -> go.Figure:
    """A small figure that says why it is empty."""
    made = figure(110, xaxis={"visible": False}, yaxis={"visible": False})
    made.add_annotation(text=words, showarrow=False, font={"size": 13, "color": SOFT}, x=0.5, y=0.5)
    return made
