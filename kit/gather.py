"""From the words of `kit collect` to items: which source answers to which word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.case import Case
    from kit.collect import Summary
    from kit.sources.item import Item

# Sources that are AWS itself: not in this version.
LIVE = ("lookup-events", "cost-explorer", "iam", "sweep", "posture", "metrics")
_INSTEAD = {
    "s3": "copy it with `aws s3 sync s3://... DIR` and collect DIR",
    "lookup-events": "save `aws cloudtrail lookup-events --region R` for each Region and collect the files",
    "cost-explorer": "save the answers of `aws ce get-cost-and-usage` and collect the files",
}


def items(source: str, now: datetime) -> Iterator[Item]:
    """The items of one source word. UsageError for what this version cannot collect."""
    word = "s3" if source.startswith("s3://") else source
    if word == "s3" or word in LIVE:
        instead = _INSTEAD.get(word, "the trail's own answer to it is in `kit ask` principals and resources")
        raise UsageError(f"collect: {source}: this version reads files only; {instead}")
    from kit.sources.local_files import local_files

    return local_files(Path(source.removeprefix("billing:")), now=now)


def gather(case: Case, sources: list[str], *, now: datetime, bars: bool = False) -> Summary:
    """Collects each source into the case and makes the derived tables anew. `now` is naive UTC."""
    from kit.collect import collect

    if not sources:
        raise UsageError("collect: name a source: a file or a folder")
    chosen = [items(source, now) for source in sources]
    with _progress(bars) as progress:
        summary = collect(case, (item for part in chosen for item in part), progress=progress)
    refresh(case)
    return summary


def refresh(case: Case) -> None:
    """Makes the derived tables anew if evidence, case.toml or the kit changed."""
    from kit.analyses import derive
    from kit.store import database

    with database.writing(case) as con:
        derive.ensure(con, case)


def keep(case: Case, file: Path, *, now: datetime) -> None:
    """Takes AWS's mail into the vault, so that what the case was opened on is evidence too."""
    gather(case, [str(file)], now=now)


def rebuild(case: Case, *, bars: bool = False) -> None:
    """Tables again from the vault, beside the old file, then renamed."""
    from kit.collect import rebuild as again

    with _progress(bars) as progress:
        again(case, progress=progress)
    refresh(case)


class _progress:  # noqa: N801 - reads as a block: with _progress(bars) as progress
    """A bar on stderr with files, events and rate; silent where nobody watches."""

    def __init__(self, bars: bool) -> None:
        self.bars = bars

    def __enter__(self) -> Callable[..., None] | None:
        if not self.bars:
            return None
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[note]}"), TimeElapsedColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self.bar.start()
        task = self.bar.add_task("collect", total=None, note="")

        def show(files: int = 0, events: int = 0, total: int | None = None, **_: object) -> None:
            self.bar.update(task, completed=files, total=total, note=f"{files:,} files, {events:,} events")

        return show

    def __exit__(self, *_: object) -> None:
        if self.bars:
            self.bar.stop()
