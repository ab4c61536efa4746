"""docs/images/architecture.svg: rooms as boxes on floors, an arrow from each room down to what it takes from.

An arrow that a longer way of arrows says too is left out. Rooms of a floor are ordered so that few arrows
cross: a room wants to stand where its neighbours above and below stand (barycentres, a fixed number of
sweeps), so the same imports always give the same bytes."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from kit.cli import house

_WIDTH = 1280
_BOX = 152
_HEIGHT = 70
_COLUMNS = 24  # letters in a line below a name
_GAP = 54  # between floors, for the arrows
_LEFT = 58  # for the number of the floor
_INNER_BOX = 118
_INNER_HEIGHT = 30
_INNER_GAP = 24
_SWEEPS = 24
_STYLE = (
    "text{font-family:'Segoe UI','Helvetica Neue',Arial,sans-serif;fill:#1f2933}"
    ".name{font-size:15px;font-weight:600}.about{font-size:11px;fill:#52606d}"
    ".floor{font-size:12px;fill:#9aa5b1}"
    ".room{fill:#fff;stroke:#486581;stroke-width:1.3}.slab{fill:#f5f7fa}.inner{fill:#e6f0fa;stroke:#829ab1}"
    ".way{fill:none;stroke:#829ab1;stroke-width:1.4}.halo{fill:none;stroke:#fff;stroke-width:4.5}"
    ".on{stroke:#f5f7fa}"
)


@dataclass
class _Spot:
    """Where a room stands, or where an arrow passes a floor between two rooms (`room` empty)."""

    key: str
    room: str
    width: float
    x: float = 0.0  # middle
    top: float = 0.0
    height: float = 0.0
    floor: float = 0.0  # lower edge of its floor


def svg(of: house.House | None = None) -> str:
    """The drawing of the house as it is, or of another one."""
    of = of or house.House()
    about = {room.name: _short(room) for room in of.rooms}
    arrows = house.without_detours(house.outside(of.uses))
    floors = house.floors(house.outside(of.uses))
    inner = house.without_detours(house.inside(of.uses))
    inner_floors = house.floors(house.inside(of.uses))

    rows, ways = _with_passages(arrows, floors, inner_floors)
    _order(rows, ways)
    total = _place(rows, inner_floors)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {total:.0f}" width="{_WIDTH}"'
        f' height="{total:.0f}" role="img">',
        "<title>The rooms of kit/ and what each takes from which</title>",
        f"<style>{_STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto"><path d="M0 0.5 8 4 0 7.5z" fill="#627d98"/></marker></defs>',
        f'<rect width="{_WIDTH}" height="{total:.0f}" fill="#fff"/>',
    ]
    for floor, row in enumerate(rows):
        spot = max(row, key=lambda each: each.height)
        parts.append(
            f'<rect class="slab" x="0" y="{spot.top - 12:.0f}" width="{_WIDTH}"'
            f' height="{spot.height + 24:.0f}"/>'
            f'<text class="floor" x="14" y="{spot.top + spot.height / 2 + 4:.0f}">{floor}</text>'
        )
    spots = {spot.key: spot for row in rows for spot in row}
    parts += _arrows(ways, spots)
    for key in sorted(spots):
        if spots[key].room:
            parts += _box(spots[key], about[key], inner, inner_floors)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _short(room: house.Room) -> list[str]:
    """What a room is for, in at most three lines."""
    words = room.sentence.split(". ")[0].rstrip(".")
    head, _, rest = words.partition(": ")
    if rest:
        words = rest.strip()[:1].upper() + rest.strip()[1:] if head.lower() == room.name else head
    words = words.split(";")[0].replace("`", "")
    if len(textwrap.wrap(words, _COLUMNS)) > 3:
        words = words.split(",")[0]
    return textwrap.wrap(words, _COLUMNS)[:3]


def _with_passages(
    arrows: Mapping[str, set[str]], floors: Mapping[str, int], inner_floors: Mapping[str, int]
) -> tuple[list[list[_Spot]], list[list[str]]]:
    """(spots of each floor from the lowest, the spots that each arrow goes through from its room down)."""
    rows: list[list[_Spot]] = [[] for _ in range(max(floors.values()) + 1)]
    for room in sorted(floors):
        width = _inner_width(inner_floors) if room == house.INNER else _BOX
        rows[floors[room]].append(_Spot(room, room, width))
    ways = []
    for room in sorted(arrows):
        for target in sorted(arrows[room]):
            way = [room]
            for floor in range(floors[room] - 1, floors[target], -1):
                key = f"{target}@{floor}"  # arrows to one room share the way from where they meet
                if all(spot.key != key for spot in rows[floor]):
                    rows[floor].append(_Spot(key, "", 16))
                way.append(key)
            ways.append([*way, target])
    return rows, ways


def _order(rows: list[list[_Spot]], ways: Sequence[Sequence[str]]) -> None:
    """Orders each floor by the mean place of the neighbours above and below."""
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    for way in ways:
        for upper, lower in itertools.pairwise(way):
            below.setdefault(upper, set()).add(lower)
            above.setdefault(lower, set()).add(upper)
    best, fewest = [list(row) for row in rows], _crossings(rows, below)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for row in reversed(rows) if down else rows:
            place = {spot.key: at / max(1, len(each) - 1) for each in rows for at, spot in enumerate(each)}
            near = above if down else below

            def wish(spot: _Spot, place: dict = place, near: dict = near) -> tuple[float, str]:
                others = near.get(spot.key) or {spot.key}
                return (sum(place[each] for each in others) / len(others), spot.key)

            row.sort(key=wish)
        if (crossed := _crossings(rows, below)) < fewest:
            best, fewest = [list(row) for row in rows], crossed
    rows[:] = best


def _crossings(rows: Sequence[Sequence[_Spot]], below: Mapping[str, set[str]]) -> int:
    count = 0
    for upper, lower in zip(rows[1:], rows, strict=False):
        at = {spot.key: place for place, spot in enumerate(lower)}
        ends = [(place, at[key]) for place, spot in enumerate(upper) for key in below.get(spot.key, ())]
        count += sum(a < c and b > d for a, b in ends for c, d in ends)
    return count


def _inner_width(inner_floors: Mapping[str, int]) -> float:
    widest = max([list(inner_floors.values()).count(floor) for floor in inner_floors.values()], default=1)
    return widest * (_INNER_BOX + 34) + 34


def _place(rows: Sequence[Sequence[_Spot]], inner_floors: Mapping[str, int]) -> float:
    """Gives each spot its place; returns the height of all."""
    top = 24.0
    for row in reversed(rows):
        tall = _HEIGHT
        for spot in row:
            spot.height = _HEIGHT
            if spot.room == house.INNER and inner_floors:
                levels = max(inner_floors.values()) + 1
                spot.height = 48 + levels * _INNER_HEIGHT + (levels - 1) * _INNER_GAP + 12
            tall = max(tall, spot.height)
        free = _WIDTH - _LEFT - 20 - sum(spot.width for spot in row)
        step = min(free / (len(row) + 1), 150)
        x = _LEFT + (free - step * (len(row) - 1)) / 2
        for spot in row:
            spot.x = x + spot.width / 2
            spot.top, spot.floor = top, top + tall
            if not spot.room:
                spot.height = tall
            x += spot.width + step
        top += tall + _GAP
    return top - _GAP + 24


def _arrows(ways: Sequence[Sequence[str]], spots: Mapping[str, _Spot]) -> list[str]:
    """Curves from the lower edge of a room to the upper edge of another, each end at a place of its own."""
    leaving: dict[str, list[Sequence[str]]] = {}
    coming: dict[str, list[str]] = {}
    for way in ways:
        leaving.setdefault(way[0], []).append(way)
        if way[-2] not in coming.setdefault(way[-1], []):
            coming[way[-1]].append(way[-2])
    lines, halos = [], []
    for way in ways:
        first, last = spots[way[0]], spots[way[-1]]
        mates = sorted(leaving[way[0]], key=lambda each: (spots[each[1]].x, each[1]))
        x, y = _port(first, mates.index(way), len(mates)), first.top + first.height
        path = f"M{x:.1f} {y:.1f}"
        if first.floor > y:  # beside a taller room: down first, so as not to pass behind it
            y = first.floor
            path += f" L{x:.1f} {y:.1f}"
        for key in way[1:-1]:
            path += _curve(x, y, spots[key].x, spots[key].top)
            x, y = spots[key].x, spots[key].top + spots[key].height
            path += f" L{x:.1f} {y:.1f}"
        arriving = sorted(coming[way[-1]], key=lambda key: (spots[key].x, key))
        end = _port(last, arriving.index(way[-2]), len(arriving))
        path += _curve(x, y, end, last.top - 2)
        halos.append(f'<path class="halo" d="{path}"/>')
        lines.append(f'<path class="way" marker-end="url(#tip)" d="{path}"/>')
    return [part for pair in zip(halos, lines, strict=True) for part in pair]


def _port(spot: _Spot, number: int, count: int) -> float:
    return spot.x - spot.width / 2 + spot.width * (number + 1) / (count + 1)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (y + to_y) / 2
    return f" C{x:.1f} {half:.1f} {to_x:.1f} {half:.1f} {to_x:.1f} {to_y:.1f}"


def _box(
    spot: _Spot, about: Sequence[str], inner: Mapping[str, set[str]], inner_floors: Mapping[str, int]
) -> list[str]:
    left = spot.x - spot.width / 2
    parts = [
        f'<rect class="room" x="{left:.1f}" y="{spot.top:.1f}" width="{spot.width:.1f}"'
        f' height="{spot.height:.1f}" rx="6"/>',
        f'<text class="name" x="{spot.x:.1f}" y="{spot.top + 20:.1f}" text-anchor="middle">'
        f"{escape(spot.room)}</text>",
    ]
    if spot.room == house.INNER:
        about = [" ".join(about)]
    for line, words in enumerate(about):
        parts.append(
            f'<text class="about" x="{spot.x:.1f}" y="{spot.top + 36 + 13 * line:.1f}" text-anchor="middle">'
            f"{escape(words)}</text>"
        )
    return parts + (_inner_rooms(spot, inner, inner_floors) if spot.room == house.INNER else [])


def _inner_rooms(around: _Spot, inner: Mapping[str, set[str]], inner_floors: Mapping[str, int]) -> list[str]:
    """The rooms inside a room, the highest first; the room around them stands for its own modules."""
    levels = max(inner_floors.values()) + 1
    spots: dict[str, _Spot] = {}
    for floor in range(levels):
        names = sorted(name for name in inner_floors if inner_floors[name] == floor)
        step = around.width / len(names)
        for place, name in enumerate(names):
            spots[name] = _Spot(
                name,
                name,
                _INNER_BOX,
                around.x - around.width / 2 + step * (place + 0.5),
                around.top + 48 + (levels - 1 - floor) * (_INNER_HEIGHT + _INNER_GAP),
                _INNER_HEIGHT,
            )
    parts = []
    for name in sorted(inner):
        for target in sorted(inner[name]):
            upper, lower = spots[name], spots[target]
            path = f"M{upper.x:.1f} {upper.top + upper.height:.1f}" + _curve(
                upper.x, upper.top + upper.height, lower.x, lower.top - 2
            )
            parts.append(f'<path class="way" marker-end="url(#tip)" d="{path}"/>')
    for name in sorted(spots):
        spot = spots[name]
        label = name.removeprefix(f"{house.INNER}.") if name != house.INNER else "its own modules"
        parts.append(
            f'<rect class="room inner" x="{spot.x - spot.width / 2:.1f}" y="{spot.top:.1f}"'
            f' width="{spot.width}" height="{spot.height}" rx="5"/>'
            f'<text x="{spot.x:.1f}" y="{spot.top + 20:.1f}" font-size="13"'
            f' text-anchor="middle">{escape(label)}</text>'
        )
    return parts
