"""`kit hunt`: what was found, and how much was looked at."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kit.case import Case
from kit.cli import formats, output
from kit.cli.progress import Watch

if TYPE_CHECKING:
    from kit.sources import Access


def hunt(
    case: Case,
    places: Sequence[str],
    access: Access,
    pays: bool,
    second_opinion: bool,
    format: str,
    lang: str | None,
    file: Path | None,
    quiet: bool,
) -> int:
    """Hunts, then shows the answer `exposures`; gives the exit code: 3 where something could not be read."""
    from kit import ask, hunt

    output.checked(format)
    output.language(lang)
    with Watch(not quiet and sys.stderr.isatty(), quiet) as watch:
        done = hunt(
            case, *places, access=access, requester_pays=pays, second_opinion=second_opinion, watch=watch
        )
    for search in [] if quiet else done:
        for line in search.lines():
            typer.echo(formats.clean(line), err=True)
    output.answer(ask(case, "exposures", lang=lang), format, file)
    return 0 if all(search.complete for search in done) else 3
