"""From the words of `kit collect` to items: which source answers to which word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.collect.progress import SILENT, Progress
from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.case import Case
    from kit.collect.live import Live
    from kit.collect.run import Summary
    from kit.sources import Item, Pause

# Sources that are AWS itself; `s3://...` is one too.
LIVE = ("trail", "lookup-events", "cost-explorer", "iam", "sweep", "posture", "metrics")


def is_live(source: str) -> bool:
    """Whether a source word means AWS itself and no file."""
    return source in LIVE or source.startswith("s3://")


def items(source: str, now: datetime, live: Live | None = None) -> Iterator[Item | Pause]:
    """The items of one source word. UsageError for a word of AWS where nobody said how to sign in."""
    if is_live(source):
        if live is None:
            raise UsageError(f"collect: {source}: asks AWS; `kit collect` does that")
        return live.items(source)
    from kit.sources import local_files

    return local_files(Path(source.removeprefix("billing:")), now=now)


def gather(
    case: Case,
    sources: list[str],
    *,
    now: datetime,
    watch: Progress = SILENT,
    live: Callable[[Progress], Live] | None = None,
) -> Summary:
    """Collects each source into the case and makes the derived tables anew. `now` is naive UTC.

    `watch` is told how it goes; `live` makes what signs in to AWS; only a source that is AWS needs it.
    """
    from kit.collect.run import collect

    if not sources:
        raise UsageError("collect: name a source: a file or a folder")
    way = live(watch) if live and any(map(is_live, sources)) else None
    chosen = [items(source, now, way) for source in sources]
    summary = collect(case, (item for part in chosen for item in part), progress=watch.progress)
    refresh(case)
    return summary


def refresh(case: Case) -> None:
    """Makes the derived tables anew if evidence, case.toml or the kit changed."""
    from kit.analysis import derive
    from kit.store import database

    with database.writing(case) as con:
        derive.ensure(con, case)


def keep(case: Case, file: Path, *, now: datetime) -> None:
    """Takes AWS's mail into the vault, so that what the case was opened on is evidence too."""
    gather(case, [str(file)], now=now)


def rebuild(case: Case, *, watch: Progress = SILENT) -> None:
    """Tables again from the vault, beside the old file, then renamed."""
    from kit.collect.run import rebuild as again

    again(case, progress=watch.progress)
    refresh(case)
