"""The house as docs/architecture.md shows it: what modules import, on which floor a room stands, and the
drawing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from kit.cli import drawing, house

_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def small(tmp_path):
    """Makes a kit/ of the files given and reads it."""

    def make(**modules: str) -> house.House:
        kit = tmp_path / "kit"
        files = {"__init__": '"""All."""', **modules}
        for name, text in files.items():
            path = kit / f"{name.replace('__', '/') if name != '__init__' else name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                text if text.startswith('"""') else f'"""What it is."""\n{text}', encoding="utf-8"
            )
            for folder in path.relative_to(kit).parents:
                front = kit / folder / "__init__.py"
                if not front.exists():
                    front.write_text('"""A room."""', encoding="utf-8")
        return house.House(kit)

    return make


def test_imports_of_every_kind_are_seen(small):
    of = small(
        low="",
        store__rows="import kit.low",
        report__page="from kit.store import rows\n\ndef late():\n    from kit import low\n",
        cli="from typing import TYPE_CHECKING\nfrom kit.report.page import late\n"
        "if TYPE_CHECKING:\n    from kit.store import rows\n",
    )
    assert of.uses == {
        "kit": set(),
        "low": set(),
        "store": {"low"},
        "report": {"store", "low"},
        "cli": {"report"},
    }
    assert house.floors(of.uses) == {"kit": 0, "low": 0, "store": 1, "report": 2, "cli": 3}
    assert house.without_detours(of.uses)["report"] == {"store"}


def test_inner_rooms_stand_in_theirs(small):
    of = small(
        low="",
        analysis__money__prices="from kit import low",
        analysis__response__plan="from kit.analysis.money import prices",
        analysis__answers="from kit.analysis.response import plan",
    )
    assert house.outside(of.uses)["analysis"] == {"low"}
    assert house.inside(of.uses) == {
        "analysis": {"analysis.response"},
        "analysis.money": set(),
        "analysis.response": {"analysis.money"},
    }


def test_a_circle_is_found_and_has_no_floor(small):
    of = small(one="from kit import two", two="from kit import three", three="from kit import one", four="")
    assert house.circles(of.uses) == [["one", "three", "two"]]
    assert of.figures()["circles of rooms"] == 1
    with pytest.raises(ValueError, match="circle"):
        house.floors(of.uses)


def test_the_arrows_left_out_are_said_by_a_longer_way():
    links = house.outside(house.House().uses)
    fewest = house.without_detours(links)
    assert sum(map(len, fewest.values())) < sum(map(len, links.values()))
    for room in links:
        assert house.reached(fewest, room) == house.reached(links, room)


def test_the_drawing_shows_every_room_once_and_none_over_another():
    of = house.House()
    root = ElementTree.fromstring(drawing.svg(of))
    names = [text.text for text in root.iter(f"{_SVG}text") if text.get("class") == "name"]
    assert sorted(names) == sorted(house.outside(of.uses))
    boxes = [box for box in root.iter(f"{_SVG}rect") if box.get("class") == "room"]
    assert len(boxes) == len(names)
    width, height = (float(each) for each in root.get("viewBox").split()[2:])
    places = [tuple(float(box.get(side)) for side in ("x", "y", "width", "height")) for box in boxes]
    for number, (x, y, wide, high) in enumerate(places):
        assert x >= 0
        assert y >= 0
        assert x + wide <= width
        assert y + high <= height
        for other_x, other_y, other_wide, other_high in places[number + 1 :]:
            beside = x + wide <= other_x or other_x + other_wide <= x
            assert beside or y + high <= other_y or other_y + other_high <= y


def test_every_arrow_of_the_drawing_goes_down():
    paths = re.findall(r'class="way" marker-end="url\(#tip\)" d="([^"]+)"', drawing.svg())
    fewest = house.without_detours
    uses = house.House().uses
    expected = [fewest(house.outside(uses)), fewest(house.inside(uses))]
    assert len(paths) == sum(len(targets) for each in expected for targets in each.values())
    for path in paths:
        heights = [float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", path)]
        assert heights == sorted(heights)


def points(path: str) -> list[tuple[float, float]]:
    """Points along a way of lines and cubic curves."""
    numbers = [
        (letter, [float(each) for each in words.split()])
        for letter, words in re.findall(r"([MLC])([\d. ]+)", path)
    ]
    found: list[tuple[float, float]] = []
    for letter, (*bends, x, y) in numbers:
        if letter != "C":
            found.append((x, y))
            continue
        (x0, y0), (x1, y1, x2, y2) = found[-1], bends
        for step in range(1, 21):
            t, u = step / 20, 1 - step / 20
            found.append(
                tuple(
                    u**3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t**3 * d
                    for a, b, c, d in ((x0, x1, x2, x), (y0, y1, y2, y))
                )
            )
    return found


def test_no_arrow_passes_behind_a_room():
    root = ElementTree.fromstring(drawing.svg())
    boxes = [
        tuple(float(box.get(side)) for side in ("x", "y", "width", "height"))
        for box in root.iter(f"{_SVG}rect")
        if box.get("class") == "room"
    ]
    inner = max(boxes, key=lambda box: box[3])  # its own arrows run inside
    for way in root.iter(f"{_SVG}path"):
        if way.get("class") != "way":
            continue
        along = points(way.get("d"))
        inside = inner[1] < along[0][1] < along[-1][1] < inner[1] + inner[3]
        for x, y in along:
            hit = [
                box
                for box in boxes
                if box[0] < x < box[0] + box[2] and box[1] + 0.2 < y < box[1] + box[3] - 0.2
            ]
            assert not hit or (inside and hit == [inner]), way.get("d")


def test_the_same_imports_give_the_same_bytes():
    assert drawing.svg(house.House()) == drawing.svg(house.House())


def test_a_name_of_a_room_is_text_and_no_markup(small):
    of = small(one='"""Less < more & "quotes"."""', two="from kit import one")
    text = drawing.svg(of)
    assert ElementTree.fromstring(text) is not None
    assert "Less &lt; more &amp; " in text
