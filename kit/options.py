"""Words that several verbs of the `kit` command share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="The case folder.")]
Format = Annotated[str, typer.Option("--format", help="table, json, csv or parquet.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")
]
Lang = Annotated[str | None, typer.Option("--lang", help="ja or en; the case's own language by default.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no notes.")]
Many = list[str] | None
Since = Annotated[str | None, typer.Option(help="Start of the window.")]
Until = Annotated[str | None, typer.Option(help="End of the window, excluded.")]
