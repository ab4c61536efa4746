"""`kit ask CASE findings` on a terminal: a line a finding, its severity in colour, cut to the window."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len, set_cell_size

from kit.cli.formats import clean
from kit.texts import text

if TYPE_CHECKING:
    from kit.case import Case
    from kit.store import Answer

# ANSI: white on red, red, yellow, cyan, grey.
_COLOURS = {"critical": "97;41", "high": "31", "medium": "33", "low": "36", "info": "90"}


def write_findings(answer: Answer, stream: TextIO, case: Case, lang: str) -> None:
    """Number, severity and title of each; NO_COLOR and a dumb terminal get plain words."""
    width = shutil.get_terminal_size().columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    rows = answer.dicts()
    words = [text(lang, f"severity-{row['severity']}") for row in rows]
    size, digits = max(map(cell_len, words), default=0), len(str(len(rows)))
    for place, (row, word) in enumerate(zip(rows, words, strict=True), 1):
        room = width - digits - size - 4
        title = clean(row["title"])
        if cell_len(title) > room:
            title = set_cell_size(title, max(room - 1, 1)).rstrip() + "…"
        word += " " * (size - cell_len(word))
        badge = f"\x1b[{_COLOURS[row['severity']]}m{word}\x1b[0m" if colour else word
        stream.write(f"{place:>{digits}}  {badge}  {title}\n")
    stream.write(text(lang, "findings-one-whole", count=len(rows), case=clean(str(case.folder))) + "\n")
