"""What came out of the key: an indented tree of credentials, each with its lifeline beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from kit.charts import style
from kit.charts.style import clock, safe
from kit.texts import link, number, text

if TYPE_CHECKING:
    from kit.rows import CredentialsAnswerRow, MilestonesAnswerRow

ROW, INDENT, SPLIT = 38, 0.033, 0.6
SHOWN_ALIKE, SHOWN_ALL = 4, 40
MARKED = ("first_intruder_event", "quarantined", "key_deactivated", "key_deleted")
# Links that the kind of a credential says already: what an instance or a service got by its role.
_IN_KIND = ("instance_profile", "service_role")


@dataclass
class _Line:
    """One line of the drawing: a credential, or several of one kind folded together."""

    row: CredentialsAnswerRow
    depth: int
    above: int | None  # line of the parent
    folded: list[CredentialsAnswerRow] = field(default_factory=list)


def figure(
    rows: Sequence[CredentialsAnswerRow],
    milestones: Sequence[MilestonesAnswerRow] = (),
    *,
    lang: str,
    zone: str,
) -> go.Figure:
    """Figure of `credentials` rows. Left: who issued what; right: issued to expired (thin), first to last use
    (thick).

    Line of a connector: solid proved, dashed strong, dotted possible. Colour and shape of a mark: its state.
    More than 40 credentials: those of one kind, parent and state fold into one line, the busiest stay.
    """
    if not rows:
        return style.nothing(text(lang, "chart-no-credentials"))
    lines = _lines(rows)
    if not any(row[name] for row in rows for name in ("issued_at", "first_seen", "last_seen")):
        return style.nothing(text(lang, "chart-no-credentials"))  # a key that no log shows in use
    begin, end = _span(rows, milestones)
    marks = [
        row for row in milestones if row["at"] and row["milestone"] in MARKED and begin <= row["at"] <= end
    ]
    top = 40 + 18 * len(marks)
    made = style.figure(top + ROW * len(lines) + 52, margin={"l": 8, "r": 16, "t": top, "b": 52})
    made.update_layout(
        xaxis={"domain": [0, SPLIT], "range": [-0.015, SPLIT], "visible": False, "fixedrange": True},
        yaxis={"range": [len(lines) - 0.4, -0.6], "visible": False, "fixedrange": True},
        xaxis2=style.time_axis(
            lang,
            domain=[SPLIT + 0.015, 1],
            anchor="y",
            range=[clock(begin, zone), clock(end, zone)],
            title={"text": style.zone_name(zone, begin), "font": {"size": 11.5, "color": style.SOFT}},
        ),
    )
    _connectors(made, lines)
    _lifelines(made, lines, begin, end, zone)
    _names(made, lines, lang, zone)
    for number_, row in enumerate(sorted(marks, key=lambda row: row["at"])):
        _milestone(made, row, top - 40 - 18 * number_, clock(row["at"], zone), begin, end, lang)
    states = [name for name in style.STATE if any(row["state"] == name for row in rows)]
    made.add_annotation(
        style.key(
            [(style.STATE[name], text(lang, f"credential-state-{name}")) for name in states], yshift=top - 34
        )
    )
    return made


def _lines(rows: Sequence[CredentialsAnswerRow]) -> list[_Line]:
    """Parents before their children, each child under its parent; a parent that is not there is no parent."""
    known = {row["credential_id"] for row in rows}
    children: dict[object, list[CredentialsAnswerRow]] = defaultdict(list)
    for row in rows:
        parent = (
            row["parent_id"]
            if row["parent_id"] in known and row["parent_id"] != row["credential_id"]
            else None
        )
        children[parent].append(row)
    fold = len(rows) > SHOWN_ALL
    lines: list[_Line] = []
    # A stack, not recursion: chains of roles can be longer than Python's.
    waiting = [_Line(row, 0, None) for row in sorted(children[None], key=_order, reverse=True)]
    while waiting:
        line = waiting.pop()
        lines.append(line)
        if line.folded:
            continue
        kin = sorted(children[line.row["credential_id"]], key=_order)
        groups = _grouped(kin, children) if fold else [(row, []) for row in kin]
        below, above = line.depth + 1, len(lines) - 1
        waiting += [_Line(row, below, above, folded) for row, folded in reversed(groups)]
    return lines


def _grouped(
    kin: list[CredentialsAnswerRow], children: dict[object, list[CredentialsAnswerRow]]
) -> list[tuple[CredentialsAnswerRow, list[CredentialsAnswerRow]]]:
    """Rows, each with those that it stands for: of many leaves alike (kind, state, certainty) the busiest
    stay, the rest become one row."""
    alike: dict[tuple, list[CredentialsAnswerRow]] = defaultdict(list)
    for row in kin:
        if not children[row["credential_id"]]:
            alike[row["kind"], row["state"], row["certainty"]].append(row)
    gone: set[object] = set()
    folded: list[tuple[CredentialsAnswerRow, list[CredentialsAnswerRow]]] = []
    for group in alike.values():
        rest = sorted(group, key=lambda row: (-(row["events"] or 0), *_order(row)))[SHOWN_ALIKE:]
        if len(rest) < 2:
            continue
        one = rest[0].copy()
        one["events"] = sum(row["events"] or 0 for row in rest)
        one["first_seen"] = min((row["first_seen"] for row in rest if row["first_seen"]), default=None)
        one["last_seen"] = max((row["last_seen"] for row in rest if row["last_seen"]), default=None)
        one["issued_at"], one["expires_at"] = None, None
        folded.append((one, rest))
        gone.update(row["credential_id"] for row in rest)
    return [(row, []) for row in kin if row["credential_id"] not in gone] + folded


def _order(row: CredentialsAnswerRow) -> tuple:
    return (row["issued_at"] or row["first_seen"] or datetime.max, str(row["credential_id"]))


def _span(
    rows: Sequence[CredentialsAnswerRow], milestones: Sequence[MilestonesAnswerRow]
) -> tuple[datetime, datetime]:
    """From the first intruder event (the owner's use before it would push all else into a corner) to the last
    time."""
    times = [
        row[name]
        for row in rows
        for name in ("issued_at", "first_seen", "last_seen", "ended_at")
        if row[name]
    ]
    times += [row["at"] for row in milestones if row["at"]]
    first = [row["at"] for row in milestones if row["milestone"] == "first_intruder_event" and row["at"]]
    begin = min(first or [row["issued_at"] for row in rows if row["depth"] and row["issued_at"]] or times)
    end = max(times, default=begin)
    margin = max((end - begin) * 0.04, timedelta(minutes=10))
    return begin - margin, end + margin


def _connectors(made: go.Figure, lines: list[_Line]) -> None:
    for certainty, dash in style.LINE.items():
        x, y = [], []
        for number_, line in enumerate(lines):
            if line.above is not None and line.row["certainty"] == certainty:
                stem = line.depth * INDENT - INDENT
                x += [stem, stem, stem + INDENT * 0.72, None]
                y += [line.above + 0.25, number_, number_, None]
        if x:
            made.add_scatter(
                x=x,
                y=y,
                mode="lines",
                line={"color": "#9aa5b1", "width": 1.3, "dash": dash},
                hoverinfo="skip",
            )


def _lifelines(made: go.Figure, lines: list[_Line], begin: datetime, end: datetime, zone: str) -> None:
    for state, colour in style.STATE.items():
        thin, thick = ([], []), ([], [])
        for number_, line in enumerate(lines):
            row = line.row
            if row["state"] != state:
                continue
            closes = (
                row["ended_at"]
                or row["expires_at"]
                or (end if state in ("alive", "unknown") else row["last_seen"])
            )
            _stroke(thin, row["issued_at"] or row["first_seen"], closes, number_, begin, end, zone)
            _stroke(thick, row["first_seen"], row["last_seen"], number_, begin, end, zone)
        for (x, y), width in ((thin, 1.4), (thick, 8)):
            if x:
                made.add_scatter(
                    x=x,
                    y=y,
                    xaxis="x2",
                    mode="lines",
                    line={"color": colour, "width": width},
                    hoverinfo="skip",
                )


def _stroke(
    into: tuple[list, list], start, stop, line: int, begin: datetime, end: datetime, zone: str
) -> None:
    if start is None or stop is None or stop < begin or start > end:
        return
    # A single call is a point in time; a stroke of no length would not be drawn.
    stop = max(stop, start + (end - begin) / 160)
    into[0].extend([clock(max(start, begin), zone), clock(min(stop, end), zone), None])
    into[1].extend([line, line, None])


def _names(made: go.Figure, lines: list[_Line], lang: str, zone: str) -> None:
    made.add_scatter(
        x=[line.depth * INDENT for line in lines],
        y=list(range(len(lines))),
        mode="markers+text",
        marker={
            "symbol": [style.STATE_SYMBOL[line.row["state"]] for line in lines],
            "color": [style.STATE[line.row["state"]] for line in lines],
            "size": 10,
            "line": {"width": 2, "color": [style.STATE[line.row["state"]] for line in lines]},
        },
        text=[_label(line, lang) for line in lines],
        textposition="middle right",
        textfont={"size": 12, "color": style.INK},
        hovertext=[_hover(line, lang, zone) for line in lines],
        hoverinfo="text",
        customdata=[
            style.mark(credentials=[row["credential_id"] for row in line.folded or [line.row]])
            for line in lines
        ],
        cliponaxis=False,
    )


def _label(line: _Line, lang: str) -> str:
    row = line.row
    room = 62 - 4 * line.depth
    soft = f'<span style="font-size:11px;color:{style.SOFT}">'
    kind = text(lang, f"kind-{row['kind']}")
    calls = (
        text(lang, "chart-calls", count=row["events"]) if row["events"] else text(lang, "chart-never-used")
    )
    if line.folded:
        return f" {text(lang, 'chart-folded', count=len(line.folded))}<br> {soft}{kind} · {calls}</span>"
    facts = [
        kind,
        *([_via(row, lang)] if row["depth"] and row["link"] not in _IN_KIND else []),
        calls,
        text(lang, f"credential-state-{row['state']}"),
    ]
    if row["certainty"] != "proved":
        facts.insert(2, text(lang, f"certainty-{row['certainty']}"))
    who = safe(_short(row["principal_arn"]), max(room - 24, 16))
    return f" <b>{who}</b>  {safe(_identifier(row), 22)}<br> {soft}{' · '.join(facts)}</span>"


def _via(row: CredentialsAnswerRow, lang: str) -> str:
    return safe(link(lang, row["link"]), 28)


def _short(arn: object) -> str:
    """'assumed-role/Deploy/x' -> 'Deploy/x', 'user/app' -> 'app'; what is no ARN stays."""
    name = str(arn or "").split(":", 5)[-1]
    return name.split("/", 1)[-1]


def _identifier(row: CredentialsAnswerRow) -> str:
    """The key id where there is one; the ARN of the rest is said by the name already."""
    identifier = str(row["credential_id"])
    return identifier if identifier[:4] in ("AKIA", "ASIA") else ""


def _hover(line: _Line, lang: str, zone: str) -> str:
    row = line.row
    if line.folded:
        kinds = Counter(_short(each["principal_arn"]) for each in line.folded).most_common(10)
        return "<br>".join(f"{number(lang, count)} × {safe(name)}" for name, count in kinds)
    lines = [f"<b>{safe(row['credential_id'], 90)}</b>", safe(row["principal_arn"], 90)]
    lines.append(
        f"{text(lang, 'certainty-' + row['certainty'])}, {text(lang, 'credential-state-' + row['state'])}"
    )
    for name in ("issued_at", "first_seen", "last_seen", "expires_at", "ended_at"):
        if row[name]:
            lines.append(f"{text(lang, f'column-{name}')}: {style.both_clocks(row[name], zone)}")
    return "<br>".join(lines)


def _milestone(
    made: go.Figure, row: MilestonesAnswerRow, rise: float, at: datetime, begin, end, lang: str
) -> None:
    late = (row["at"] - begin) / (end - begin) > 0.6
    made.add_shape(
        type="line",
        xref="x2",
        yref="paper",
        x0=at,
        x1=at,
        y0=0,
        y1=1,
        line={"color": style.SOFT, "width": 1, "dash": "dot"},
        layer="below",
    )
    made.add_annotation(
        text=text(lang, f"milestone-{row['milestone']}"),
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=style.SOFT,
        xref="x2",
        yref="paper",
        x=at,
        y=1,
        ax=0,
        ay=-rise - 8,
        yanchor="middle",
        xanchor="right" if late else "left",
        font={"size": 11.5, "color": style.INK},
    )
