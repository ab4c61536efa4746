"""Deciding in a notebook: the visits as a table, and beside it, where ipywidgets is installed, a choice and a
note for each; without it `verdict(case, N, "intruder")` does the same."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from kit.case import Case, as_case
from kit.library import verdict, visits
from kit.notebook import live
from kit.report import blocks_of
from kit.texts import text

# What a row may be called, and the word for it; the first leaves it as it is.
CHOICES = ("later", "intruder", "owner", "unclear")


def triage(case: Case | str | Path) -> None:
    """Shows whose calls are to be decided, and lets you decide.

    After a choice run the cells below again: their figures follow it.
    """
    from IPython.display import display

    case = as_case(case)
    for block in blocks_of(case, "attribution"):
        live.show_block(block)
    rows = [row for row in visits(case).dicts() if row["decides"]]
    if rows and (form := _form(case, rows)) is not None:
        display(form)


def _form(case: Case, rows: list[dict[str, Any]]) -> Any:
    """A line of controls for each visit that is left to decide; None without ipywidgets."""
    try:
        widgets = importlib.import_module("ipywidgets")
    except ImportError:
        return None
    lang, said = case.language, widgets.Output()
    lines = []
    for row in rows:
        choice = widgets.Dropdown(options=[(text(lang, f"triage-{name}"), name) for name in CHOICES])
        note = widgets.Text(placeholder=text(lang, "triage-note"))
        done = widgets.Button(description=text(lang, "triage-say"))
        done.on_click(_saying(case, row["visit"], choice, note, said))
        # A value of a log is text here, never markup.
        label = widgets.Label(
            f"{row['visit']}  {row['network']}  {', '.join(row['tools'])}  ({row['decides']:,})"
        )
        lines.append(widgets.HBox([label, choice, note, done]))
    return widgets.VBox([*lines, said])


def _saying(case: Case, visit: int, choice: Any, note: Any, said: Any) -> Any:
    def decide(_: object) -> None:
        with said:
            if choice.value == "later":
                print(text(case.language, "triage-nothing"))
            else:
                print(verdict(case, visit, choice.value, note=note.value))

    return decide
