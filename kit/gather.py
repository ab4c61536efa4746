"""From the words of `kit collect` to items: which source answers to which word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import UsageError
from kit.window import parse_time

if TYPE_CHECKING:
    from kit.case import Case
    from kit.collect import Summary
    from kit.sources.item import Item

# Words that are sources of their own; anything else is a path.
LIVE = ("lookup-events", "cost-explorer", "iam", "sweep", "posture", "metrics", "digests")


@dataclass(frozen=True)
class Options:
    """What the analyst asked for beside the source. Times are naive UTC, the window half-open."""

    now: datetime
    regions: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    mfa_serial: str | None = None
    endpoint_url: str | None = None
    agree: Callable[[str], bool] = field(default=lambda question: False)
    ask_code: Callable[[str], str] | None = None


def options(case: Case, now: datetime, **words) -> Options:
    """Options from the command's own words: lists split at commas, times read in the case's zone."""
    for name in ("regions", "accounts"):
        words[name] = tuple(filter(None, (part.strip() for part in words[name].split(","))))
    for name in ("since", "until"):
        text = words[name]
        words[name] = parse_time(text, case.timezone, now) if text else getattr(case, name)
    return Options(now=now, **words)


def items(case: Case, source: str, given: Options) -> Iterator[Item]:
    """The items of one source word. UsageError when it is neither a known word nor a path."""
    if source.startswith("s3://") or source in LIVE:
        from kit import live

        return live.items(case, source, given)
    from kit.sources.local_files import local_files

    return local_files(Path(source.removeprefix("billing:")), now=given.now)


def gather(case: Case, sources: list[str], given: Options, *, bars: bool = False) -> Summary:
    """Collects each source into the case and makes the derived tables anew."""
    from kit.collect import collect

    if not sources:
        raise UsageError("collect: name a source: a file, a folder, s3://..., lookup-events, ...")
    chosen = [items(case, source, given) for source in sources]
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
    gather(case, [str(file)], Options(now=now))


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
