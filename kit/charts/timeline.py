"""Who called what, when: a strip of the whole window, and under it the incident by tactic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kit.charts import breaks, style
from kit.charts.style import clock, safe
from kit.texts import has, span, text

if TYPE_CHECKING:
    from kit.rows import KeyActivityAnswerRow, MilestonesAnswerRow, TimelineAnswerRow

    CallRow = TimelineAnswerRow | KeyActivityAnswerRow

ACTORS = ("owner", "intruder", "unclear", "aws", "kit")
LANES_UNWEIGHTED = "other"
STEPS = (60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604800)


def figure(
    rows: Sequence[CallRow], milestones: Sequence[MilestonesAnswerRow] = (), *, lang: str, zone: str
) -> go.Figure:
    """Figure of `timeline` rows, or of `key_activity` rows (each then counts as one call). Times are naive
    UTC.

    Above: calls over the whole time by actor, root scale. Below: from the first to the last call that is not
    the owner's, one lane a tactic, one mark for each actor and slice of time, its area the number of calls.
    `milestones` (`milestone, at, event_id`) become lines with their names on top.
    """
    if not rows:
        return style.nothing(text(lang, "chart-no-calls"))
    foreign = [row for row in rows if row["actor"] not in ("owner", "kit")] or list(rows)
    times = [row["event_time"] for row in foreign] + [row["at"] for row in milestones if row["at"]]
    scale = breaks.scale(times)
    begin, end = scale.begin, scale.end
    labels = _labels(milestones, scale, lang, zone)
    rises = max((level for *_, level in labels), default=0) + 1
    lanes = _lanes(foreign)
    top, strip, band, lane = 26, 84, 22 * rises + 14, 34
    height = top + strip + 46 + band + lane * len(lanes) + 52
    plot = height - top - 52
    low = lane * len(lanes) / plot
    made = style.figure(height, margin={"l": 10, "r": 16, "t": top, "b": 52})
    _strip(made, rows, lang, zone)
    made.update_layout(
        xaxis=style.time_axis(lang, anchor="y", side="bottom", showgrid=False, fixedrange=True),
        yaxis={**style.AXIS, "domain": [1 - strip / plot, 1], "showticklabels": False, "showgrid": False},
        xaxis2=style.time_axis(
            lang,
            anchor="y2",
            range=[clock(begin, zone), clock(end, zone)],
            **_ticks(scale, lang, zone),
            rangebreaks=[{"bounds": [clock(a, zone), clock(b, zone)]} for a, b in scale.gaps],
            title={"text": style.zone_name(zone, begin), "font": {"size": 11.5, "color": style.SOFT}},
        ),
        yaxis2={
            **style.AXIS,
            "domain": [0, low],
            "range": [-0.6, len(lanes) - 0.4],
            "tickvals": list(range(len(lanes))),
            "ticktext": [_lane_name(name, lang) for name in lanes],
            "tickfont": {"size": 12, "color": style.INK},
            "fixedrange": True,
        },
    )
    _window(made, begin, end, zone, 1 - strip / plot)
    _marks(made, foreign, lanes, _step(begin, begin + scale.shown, 110), lang, zone)
    for gap in scale.gaps:
        _break(made, gap, low, lang, zone)
    for at, words, hover, level in labels:
        _milestone(made, at, words, hover, low, (12 + 22 * level) / plot)
    shown = [actor for actor in ACTORS if any(row["actor"] == actor for row in rows)]
    words = [(style.ACTOR[actor], text(lang, f"actor-{actor}")) for actor in shown]
    made.add_annotation(style.key(words, yshift=4))
    return made


def _strip(made: go.Figure, rows: Sequence[CallRow], lang: str, zone: str) -> None:
    times = [row["event_time"] for row in rows]
    step = _step(min(times), max(times), 120)
    for actor in ACTORS:
        counts: Counter[datetime] = Counter()
        for row in rows:
            if row["actor"] == actor:
                counts[_slice(row["event_time"], step)] += _count(row)
        if not counts:
            continue
        slices = sorted(counts)
        made.add_bar(
            x=[clock(at + timedelta(seconds=step / 2), zone) for at in slices],
            # Square root: an intruder's hundred calls stay visible beside an application's ten thousand.
            y=[counts[at] ** 0.5 for at in slices],
            width=step * 1000 * 0.9,
            marker={"color": style.ACTOR[actor], "line": {"width": 0}},
            hovertext=[_hover(at, counts[at], actor, lang, zone) for at in slices],
            hoverinfo="text",
        )
    made.update_layout(barmode="stack")


def _hover(at: datetime, count: int, actor: str, lang: str, zone: str) -> str:
    calls = text(lang, "chart-calls", count=count)
    return f"{text(lang, f'actor-{actor}')}: {calls}<br>{style.both_clocks(at, zone)}"


def _window(made: go.Figure, begin: datetime, end: datetime, zone: str, floor: float) -> None:
    """The part of the strip that the lanes below show."""
    made.add_shape(
        type="rect",
        xref="x",
        yref="paper",
        x0=clock(begin, zone),
        x1=clock(end, zone),
        y0=floor,
        y1=1,
        fillcolor=style.ACTOR["intruder"],
        opacity=0.07,
        line={"width": 0},
        layer="below",
    )


def _lanes(rows: Sequence[CallRow]) -> list[str]:
    """Tactics that occur, from the bottom lane up in the order of an attack read downwards."""
    seen = {_lane(row) for row in rows}
    known = [name for name in style.TACTICS if name in seen]
    return [*sorted(seen.difference(style.TACTICS)), *reversed(known)]


def _lane(row: CallRow) -> str:
    """The tactic of an act that may be an attacker's; AWS's own acts have none, whatever the call is good
    for."""
    return (row["tactic"] if row["actor"] in ("intruder", "unclear") else None) or LANES_UNWEIGHTED


def _lane_name(name: str, lang: str) -> str:
    identifier = "tactic-" + name.lower().replace(" ", "-")
    return text(lang, identifier) if has(lang, identifier) else safe(name)


def _marks(
    made: go.Figure, rows: Sequence[CallRow], lanes: list[str], step: int, lang: str, zone: str
) -> None:
    groups: dict[str, dict[tuple[datetime, str], list[CallRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        lane = _lane(row)
        groups[row["actor"]][_slice(row["event_time"], step), lane].append(row)
    for actor, cells in groups.items():
        ordered = sorted(cells.items(), key=lambda item: item[0])
        totals = [sum(map(_count, calls)) for _, calls in ordered]
        refused = [all(row["outcome"] == "failed" for row in calls) for _, calls in ordered]
        made.add_scatter(
            x=[clock(at + timedelta(seconds=step / 2), zone) for (at, _), _ in ordered],
            y=[lanes.index(lane) for (_, lane), _ in ordered],
            xaxis="x2",
            yaxis="y2",
            mode="markers",
            marker={
                "symbol": [
                    style.ACTOR_SYMBOL[actor] + ("-open" if none_passed else "") for none_passed in refused
                ],
                "color": style.ACTOR[actor],
                "size": [min(7 + 2.2 * total**0.5, 24) for total in totals],
                "opacity": 0.78,
                "line": {
                    "width": 1.4,
                    "color": [style.ACTOR[actor] if none_passed else "#fff" for none_passed in refused],
                },
            },
            hovertext=[_calls(at, calls, actor, lang, zone) for (at, _), calls in ordered],
            customdata=[_slice_mark(at, step, actor, lane) for (at, lane), _ in ordered],
            hoverinfo="text",
        )


def _slice_mark(at: datetime, step: int, actor: str, lane: str) -> str:
    """The events behind a mark: those of one actor in a slice of time, in the lane of a tactic."""
    tactic = (
        {"tactic": lane if lane != LANES_UNWEIGHTED else None} if actor in ("intruder", "unclear") else {}
    )
    return style.mark(since=at, until=at + timedelta(seconds=step), actor=actor, **tactic)


def _calls(at: datetime, calls: list[CallRow], actor: str, lang: str, zone: str) -> str:
    names: Counter[tuple] = Counter()
    for row in calls:
        names[row["event_name"], row["outcome"]] += _count(row)
    lines = [f"<b>{text(lang, f'actor-{actor}')}</b>  {style.both_clocks(at, zone)}"]
    for (name, outcome), count in sorted(names.items(), key=lambda item: (-item[1], str(item[0])))[:8]:
        lines.append(f"{count} × {safe(name, 50)}, {text(lang, f'outcome-{outcome}')}")
    if len(names) > 8:
        lines.append(text(lang, "chart-more", count=len(names) - 8))
    named = (row.get("subject") for row in calls)
    subjects = sorted({safe(subject, 50) for subject in named if subject})
    return "<br>".join(lines + subjects[:3])


def _labels(
    milestones: Sequence[MilestonesAnswerRow], scale: breaks.Scale, lang: str, zone: str
) -> list[tuple]:
    """(time on the clock, words, hover, level): the level is the lowest where no line cuts the label."""
    placed: list[tuple[float, int, tuple]] = []  # (left end of the label, level, what is drawn)
    known = [row for row in milestones if row["at"]]
    for row in sorted(known, key=lambda row: (row["at"], row["milestone"]), reverse=True):
        words = text(lang, f"milestone-{row['milestone']}")
        at = scale.share(row["at"])
        wide = style.width(words) * 0.0078 + 0.012
        left = at - wide if at + wide > 1.0 else at
        # A later line that rises to this level would cut through the words: go one higher.
        level = 0
        while any(other >= level and start < left + wide for start, other, _ in placed):
            level += 1
        hover = f"{words}<br>{style.both_clocks(row['at'], zone)}<br>{safe(row['event_id'])}"
        placed.append((left, level, (clock(row["at"], zone), (words, left < at), hover, level)))
    return [drawn for _, _, drawn in placed]


def _milestone(
    made: go.Figure, at: datetime, label: tuple[str, bool], hover: str, low: float, rise: float
) -> None:
    words, leftwards = label
    made.add_shape(
        type="line",
        xref="x2",
        yref="paper",
        x0=at,
        x1=at,
        y0=0,
        y1=low + rise,
        line={"color": style.SOFT, "width": 1},
        layer="below",
    )
    made.add_annotation(
        text=words,
        hovertext=hover,
        showarrow=False,
        xref="x2",
        yref="paper",
        x=at,
        y=low + rise,
        xanchor="right" if leftwards else "left",
        yanchor="middle",
        xshift=-3 if leftwards else 3,
        font={"size": 12, "color": style.INK},
        bgcolor="rgba(255,255,255,0.85)",
    )


def _count(row: CallRow) -> int:
    return int(row.get("calls", 1))


def _ticks(scale: breaks.Scale, lang: str, zone: str) -> dict:
    """Whole hours or days on the clock, none inside a gap, none on top of another; the day is said when it
    turns."""
    offset = clock(scale.begin, zone) - scale.begin
    step = timedelta(seconds=_step(scale.begin, scale.begin + scale.shown, 9))
    at = _slice(scale.begin + offset, int(step.total_seconds())) + step
    values, words, last, day = [], [], -1.0, None
    while at <= scale.end + offset:
        utc = at - offset
        if not any(a < utc < b for a, b in scale.gaps) and scale.share(utc) - last > 0.055:
            date = f"{at.month}/{at.day}" if lang == "ja" else f"{at.day} {at:%b}"
            time = f"{at:%H:%M}" if step < timedelta(days=1) else ""
            values.append(at)
            words.append("<br>".join(filter(None, [time, date if at.date() != day else ""])))
            last, day = scale.share(utc), at.date()
        at += step
    edges = [scale.begin, *(edge for gap in scale.gaps for edge in gap), scale.end]
    for first, last_ in zip(edges[::2], edges[1::2], strict=True):
        if not any(
            first <= value - offset <= last_ for value in values
        ):  # no stretch without a time under it
            at = first + (last_ - first) / 2 + offset
            date = f"{at.month}/{at.day}" if lang == "ja" else f"{at.day} {at:%b}"
            values.append(at)
            words.append(f"{at:%H:%M}<br>{date}")
    return {"tickvals": values, "ticktext": words}


def _break(made: go.Figure, gap: tuple[datetime, datetime], low: float, lang: str, zone: str) -> None:
    """A seam where quiet hours are left out, with how long they were."""
    at = clock(gap[0], zone)
    made.add_shape(
        type="line",
        xref="x2",
        yref="paper",
        x0=at,
        x1=at,
        y0=0,
        y1=low,
        line={"color": style.PAPER, "width": 7},
        layer="above",
    )
    made.add_annotation(
        text=span(lang, gap[1] - gap[0]),
        hovertext=text(lang, "chart-quiet"),
        showarrow=False,
        xref="x2",
        yref="paper",
        x=at,
        y=low / 2,
        textangle=-90,
        font={"size": 10.5, "color": style.SOFT},
        bgcolor=style.PAPER,
    )


def _step(first: datetime, last: datetime, slices: int) -> int:
    """Seconds of a slice of time, a number that clocks know, so that about `slices` cover the span."""
    wanted = (last - first).total_seconds() / slices
    return next((step for step in STEPS if step >= wanted), STEPS[-1])


def _slice(at: datetime, step: int) -> datetime:
    epoch = datetime(1970, 1, 1)
    return epoch + timedelta(seconds=(at - epoch).total_seconds() // step * step)
