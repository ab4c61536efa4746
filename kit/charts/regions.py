"""What they made: principals along time, resources by Region."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import plotly.graph_objects as go

from kit.charts import style
from kit.charts.style import Row, clock, safe
from kit.texts import has, money, text, thing, things

SHOWN = 40
STATES = ("alive", "unknown", "stopped", "gone")


def principals(
    rows: Sequence[Row],
    milestones: Sequence[Row] = (),
    *,
    lang: str,
    zone: str,
    until: datetime | None = None,
) -> go.Figure:
    """Figure of `principals` rows: a line each from the change to its end, or on to the end of the logs
    (`until`).

    The 40 that still stand or are heaviest come first; how many more there are is said below.
    """
    rows = [row for row in rows if row["changed_at"]]  # what has no time has no place here; the table has it
    if not rows:
        return style.nothing(text(lang, "chart-no-principals"))
    done = [row for row in rows if row["outcome"] != "failed"] or list(rows)
    picked = sorted(
        done, key=lambda row: (STATES.index(row["state"]), row["changed_at"], str(row["event_id"]))
    )[:SHOWN]
    picked.sort(key=lambda row: (row["changed_at"], str(row["event_id"])))
    times = [row[name] for row in picked for name in ("changed_at", "ended_at") if row[name]]
    begin, end = min(times), max([*times, *([until] if until else [])])
    margin = max((end - begin) * 0.03, timedelta(minutes=10))
    begin, end = begin - margin, end + margin
    top, foot = 54, 54 if len(done) <= SHOWN else 76
    made = style.figure(top + 30 * len(picked) + foot, margin={"l": 10, "r": 20, "t": top, "b": foot})
    for state in STATES:
        _lives(made, picked, state, until or end, lang, zone)
    made.update_layout(
        xaxis=style.time_axis(
            lang,
            range=[clock(begin, zone), clock(end, zone)],
            title={"text": style.zone_name(zone, begin), "font": {"size": 11.5, "color": style.SOFT}},
        ),
        yaxis={
            **style.AXIS,
            "showgrid": False,
            "range": [len(picked) - 0.4, -0.6],
            "tickvals": list(range(len(picked))),
            "ticktext": [_who(row, lang) for row in picked],
            "tickfont": {"size": 12, "color": style.INK},
            "ticksuffix": "  ",
            "fixedrange": True,
        },
    )
    _marks(made, milestones, begin, end, lang, zone)
    made.add_annotation(style.key(_states(picked, lang), yshift=26))
    if len(done) > SHOWN:
        words = text(lang, "chart-more", count=len(done) - SHOWN)
        made.add_annotation(
            text=words,
            x=0,
            y=0,
            xref="paper",
            yref="paper",
            yshift=-foot + 12,
            showarrow=False,
            xanchor="left",
            font={"color": style.SOFT},
        )
    return made


def _lives(made: go.Figure, rows: Sequence[Row], state: str, until: datetime, lang: str, zone: str) -> None:
    mine = [(line, row) for line, row in enumerate(rows) if row["state"] == state]
    if not mine:
        return
    x, y = [], []
    for line, row in mine:
        x += [clock(row["changed_at"], zone), clock(row["ended_at"] or until, zone), None]
        y += [line, line, None]
    colour = style.STATE[state]
    dash = "dot" if state == "unknown" else "solid"
    made.add_scatter(
        x=x, y=y, mode="lines", line={"color": colour, "width": 3, "dash": dash}, hoverinfo="skip"
    )
    made.add_scatter(
        x=[clock(row["changed_at"], zone) for _, row in mine],
        y=[line for line, _ in mine],
        mode="markers",
        marker={
            "symbol": style.STATE_SYMBOL[state],
            "size": 11,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        hovertext=[_hover(row, lang, zone) for _, row in mine],
        hoverinfo="text",
    )


def _who(row: Row, lang: str) -> str:
    what = f"{_word('made', row['kind'], lang)}, {_word('change', row['change'], lang)}"
    return f'<b>{safe(name_of(row), 38)}</b> <span style="color:{style.SOFT}">{what}</span>'


def name_of(row: Row) -> str:
    """'AdministratorAccess → support-svc' for what was put on somebody, else the name alone."""
    name, holder = (str(row[field] or "").split("/")[-1].split(":")[-1] for field in ("name", "arn"))
    return name if not holder or holder == name or not name else f"{name} → {holder}"


def _word(prefix: str, value: object, lang: str) -> str:
    """The word of a closed value, or the value itself where it has none."""
    identifier = f"{prefix}-{str(value).replace(' ', '-')}"
    return text(lang, identifier) if has(lang, identifier) else safe(str(value).replace("_", " "), 30)


def _hover(row: Row, lang: str, zone: str) -> str:
    lines = [
        f"<b>{safe(row['name'], 80)}</b>",
        safe(row["arn"], 90),
        style.both_clocks(row["changed_at"], zone),
    ]
    lines.append(f"{text(lang, 'state-' + row['state'])}  {safe(row['event_id'])}")
    return "<br>".join(lines)


def _marks(
    made: go.Figure, milestones: Sequence[Row], begin: datetime, end: datetime, lang: str, zone: str
) -> None:
    for row in milestones:
        if (
            row["milestone"] not in ("key_deactivated", "key_deleted")
            or not row["at"]
            or not begin <= row["at"] <= end
        ):
            continue
        made.add_shape(
            type="line",
            xref="x",
            yref="paper",
            x0=clock(row["at"], zone),
            x1=clock(row["at"], zone),
            y0=0,
            y1=1,
            line={"color": style.SOFT, "width": 1, "dash": "dot"},
            layer="below",
        )
        made.add_annotation(
            text=text(lang, f"milestone-{row['milestone']}"),
            x=clock(row["at"], zone),
            y=1,
            xref="x",
            yref="paper",
            yanchor="bottom",
            xanchor="left",
            showarrow=False,
            font={"size": 11.5, "color": style.SOFT},
        )


def _states(rows: Sequence[Row], lang: str) -> list[tuple[str, str]]:
    present = {row["state"] for row in rows}
    return [(style.STATE[name], text(lang, f"state-{name}")) for name in STATES if name in present]


def resources(rows: Sequence[Row], regions: Sequence[Row] = (), *, lang: str) -> go.Figure:
    """Figure of `resources` rows: a bar a Region, cut by state; beside it what they cost and are.

    `regions` (rows of that answer) tells which Regions were not used before.
    """
    done = (
        [row for row in rows if row["outcome"] != "failed"] if rows and "outcome" in rows[0] else list(rows)
    )
    if not done:
        return style.nothing(text(lang, "chart-no-resources"))
    by_region: dict[str, list[Row]] = defaultdict(list)
    for row in done:
        by_region[row["aws_region"] or "global"].append(row)
    order = sorted(by_region, key=lambda name: (len(by_region[name]), name))[-20:]
    before = {(row["account_id"], row["aws_region"]): row["used_before"] for row in regions}
    fresh = {
        name
        for name, found in by_region.items()
        if all(before.get((row["account_id"], row["aws_region"])) == "no" for row in found)
    }
    made = style.figure(
        34 + 36 * len(order) + 30, margin={"l": 10, "r": 12, "t": 34, "b": 30}, barmode="stack", bargap=0.32
    )
    for state in STATES:
        counts = [sum(row["state"] == state for row in by_region[name]) for name in order]
        if any(counts):
            made.add_bar(
                y=list(range(len(order))),
                x=counts,
                orientation="h",
                marker={"color": style.STATE[state], "line": {"color": "#fff", "width": 1}},
                text=[str(count) if count else "" for count in counts],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": "#fff", "size": 11.5},
                hovertext=[_kinds(by_region[name], state, lang) for name in order],
                hoverinfo="text",
            )
    widest = max(len(found) for found in by_region.values())
    made.update_layout(
        xaxis={**style.AXIS, "showgrid": False, "showticklabels": False, "range": [0, widest * 2.4]},
        yaxis={
            **style.AXIS,
            "showgrid": False,
            "tickvals": list(range(len(order))),
            "ticktext": [_region(name, name in fresh, lang) for name in order],
            "tickfont": {"size": 12.5, "color": style.INK},
            "ticksuffix": "  ",
            "fixedrange": True,
        },
    )
    for line, name in enumerate(order):
        made.add_annotation(
            text=_beside(by_region[name], lang),
            x=len(by_region[name]),
            y=line,
            xanchor="left",
            xshift=8,
            showarrow=False,
            font={"size": 12, "color": style.INK},
        )
    made.add_annotation(style.key(_states(done, lang), yshift=8))
    return made


def _region(name: str, fresh: bool, lang: str) -> str:
    words = text(lang, "chart-global") if name == "global" else safe(name)
    extra = (
        f'<br><span style="font-size:10.5px;color:{style.SOFT}">{text(lang, "chart-used-before-no")}</span>'
    )
    return f"<b>{words}</b>{extra if fresh else ''}"


def _beside(rows: Sequence[Row], lang: str) -> str:
    usd = [row["estimated_usd"] for row in rows if row.get("estimated_usd") is not None]
    names = safe(things(lang, [(row.get("service") or "", str(row["resource_type"])) for row in rows]), 120)
    cost = f"<b>{money(lang, sum(usd), digits=0)}</b>  ".replace("$", "&#36;") if usd else ""
    return f'{cost}<span style="color:{style.SOFT}">{names}</span>'


def _kinds(rows: Sequence[Row], state: str, lang: str) -> str:
    found = Counter(
        (thing(lang, (row.get("service") or "", str(row["resource_type"]))), row.get("size") or "")
        for row in rows
        if row["state"] == state
    )
    head = f"<b>{text(lang, 'state-' + state)}</b>"
    return "<br>".join(
        [head, *(f"{n} × {safe(kind)} {safe(size)}" for (kind, size), n in found.most_common(10))]
    )
