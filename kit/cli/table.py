"""Answers and summaries for people at a terminal: tables that fit, or a block per row where they cannot.

On a terminal, a table wider than the window becomes blocks of `column  value` lines, as psql does with `\\x
auto`; in a pipe each row stays one line, so that grep, less and a text editor see whole rows, but for
values that nobody reads (a thousand letters and more). Values from logs lose their control and direction
marks, and nothing is read as markup.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from rich import cells

from kit.cli.formats import clean, objects, plain, shown, texts
from kit.store import Answer

_GAP = "  "
_CELL = 1_000  # a longer value is cut
_PAD = 64  # a longer value shifts its own row instead of padding all others
_NUMBERS = ("INT", "DOUBLE", "DECIMAL", "FLOAT")


def cell_len(text: str) -> int:
    """How many cells of a terminal a cleaned text takes; a Japanese letter takes two."""
    return len(text) if text.isascii() else cells.cell_len(text)


def write_table(answer: Answer, stream: TextIO, *, width: int | None = None, most: int | None = None) -> None:
    """The answer as a table if it fits `width` cells, as blocks if not. None: the window's, or no limit in a
    pipe. `most` rows at most, and how many there are."""
    if width is None and stream.isatty():
        width = shutil.get_terminal_size().columns
    first = Answer(answer.columns, answer.types, answer.rows[:most])
    rows = [*texts(first, lambda value: _cut(clean(shown(value))))]
    right = [any(mark in kind.upper() for mark in _NUMBERS) and "[" not in kind for kind in answer.types]
    # What a column holds again and again is measured and padded once.
    columns = [*zip(answer.columns, *rows, strict=True)]
    sizes = [{cell: cell_len(cell) for cell in {*column}} for column in columns]
    widths = [min(_PAD, max(column.values())) for column in sizes]
    if width is None or _longest([answer.columns, *rows], widths) <= width:
        padded = [
            map({cell: _padded(cell, size, most, number) for cell, size in found.items()}.__getitem__, column)
            for column, found, most, number in zip(columns, sizes, widths, right, strict=True)
        ]
        stream.writelines(_GAP.join(row).rstrip() + "\n" for row in zip(*padded, strict=True))
    else:
        for line in _blocks(answer.columns, rows, width):
            stream.write(line + "\n")
    if len(rows) < len(answer):
        stream.write(f"{len(rows):,} of {len(answer):,} rows; --all shows every one\n")
    else:
        stream.write(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}\n")


def _cut(cell: str) -> str:
    """A value as it stands in a table: nobody reads a name of 100,000 letters, and a screen would be lost
    in it. JSON, CSV and the row by its number have it whole."""
    return cell if len(cell) <= _CELL else f"{cell[: _CELL - 100]}… ({len(cell):,} letters)"


def write_row(answer: Answer, place: int, stream: TextIO) -> None:
    """The one row of `answer` whole: each column on lines of its own, long text wrapped to the window."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 110)
    size = max(map(cell_len, answer.columns))
    row = next(iter(objects(answer)))
    stream.write(f"-[ {place:,} ]".ljust(min(width, 60), "-") + "\n")
    for name, value in row.items():
        if text := clean(shown(value)):
            for number, line in enumerate(wrapped(text, max(20, width - size - len(_GAP)))):
                stream.write(f"{(name if number == 0 else '').ljust(size)}{_GAP}{line}\n")


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` cells; a Japanese letter takes two, and no line begins with its stop."""
    line = ""
    for word in re.findall(r"\s*[!-~]+|\s*[^\s!-~][、。）」]*|\s+$", text):
        if line and cell_len(line) + cell_len(word) > width:
            yield line
            line, word = "", word.lstrip()
        while cell_len(word) > width:
            yield word[:width]
            word = word[width:]
        line += word
    if line:
        yield line


def _longest(rows: list[Sequence[str]], widths: list[int]) -> int:
    return max(
        sum(max(size, cell_len(cell)) for size, cell in zip(widths, row, strict=True))
        + len(_GAP) * (len(row) - 1)
        for row in rows
    )


def _line(row: Sequence[str], widths: list[int], right: list[bool]) -> str:
    cells = zip(row, map(cell_len, row), widths, right, strict=True)
    return _GAP.join(_padded(*cell) for cell in cells).rstrip()


def _padded(cell: str, size: int, width: int, right: bool) -> str:
    """A cell of `size` made `width` wide, where it is not wider."""
    blank = " " * (width - size)
    return blank + cell if right else cell + blank


def _blocks(columns: list[str], rows: list[tuple[str, ...]], width: int) -> Iterator[str]:
    """One block a row; columns without a value are left out."""
    size = max(map(cell_len, columns))
    for place, row in enumerate(rows):
        yield f"-[ {place + 1:,} ]".ljust(min(width, 60), "-")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                yield f"{name.ljust(size)}{_GAP}{cell}"


def lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """`name  value` for each fact, aligned; a list of objects as an aligned table of its own below its
    name."""
    size = max(map(cell_len, facts))
    for name, value in facts.items():
        value = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else plain(value)
        label = name.ljust(size) + _GAP
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield name
            columns = list(value[0])
            rows = [[clean(shown(item.get(column))) for column in columns] for item in value]
            widths = [max(map(cell_len, column)) for column in zip(columns, *rows, strict=True)]
            yield from ("  " + _line(row, widths, [False] * len(row)) for row in [columns, *rows])
        elif isinstance(value, dict):
            yield label + ", ".join(f"{item:,} {clean(str(key))}" for key, item in value.items())
        else:
            yield (label + clean(shown(value))).rstrip()


def entries(items: Iterable[tuple[str, str, list[str]]]) -> Iterator[str]:
    """A name, what it is in as many lines as it takes, and its parameters; for a list to read from top to
    bottom."""
    shown_items = list(items)
    size = max(len(name) for name, _, _ in shown_items)
    room = max(30, shutil.get_terminal_size((110, 24)).columns - size - len(_GAP))
    for name, text, params in shown_items:
        told = textwrap.wrap(text, room) + (textwrap.wrap("-p " + ", ".join(params), room) if params else [])
        for place, line in enumerate(told):
            yield (name if place == 0 else "").ljust(size) + _GAP + line
