"""The verbs of the analyst's bench: `kit lab`, `kit run`, `kit note`."""

from __future__ import annotations

from typing import Annotated

import typer

from kit import open_case
from kit.cli import options


def note(
    case: options.CaseFolder,
    words: options.Words = "",
    event: options.OnEvent = "",
    finding: options.OnFinding = "",
    section: options.OnSection = "",
    list_: Annotated[bool, typer.Option("--list", help="What was noted so far.")] = False,
) -> None:
    """A remark of yours that the report carries."""
    from kit.cli import looks

    looks.note(case, words, {"event": event, "finding": finding, "section": section}, list_)


def lab(case: options.CaseFolder, port: options.Port = None, no_browser: options.NoBrowser = False) -> None:
    """JupyterLab on the notebooks, pointed at the case, opened on the overview."""
    from kit.report import lab

    raise typer.Exit(lab(open_case(case), port=port, browser=not no_browser, say=typer.echo))


def run(
    case: options.CaseFolder,
    notebook: Annotated[str | None, typer.Argument()] = None,
    param: options.Narrowed = None,
    quiet: options.Quiet = False,
) -> None:
    """Execute the notebooks (or one) into CASE/notebooks; what an analyst changed there is kept."""
    from kit.cli import looks

    raise typer.Exit(looks.run(open_case(case), notebook, param or [], quiet=quiet))
