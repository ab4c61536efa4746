"""What a person sees of a run that takes a while: lines, and a bar with rate and rest where somebody
watches."""

from __future__ import annotations

import sys
import time

from kit.cli.formats import clean


class Watch:
    """Reads as a block: `with Watch(bars, quiet) as watch`. Everything goes to stderr."""

    def __init__(self, bars: bool, quiet: bool = True) -> None:
        self.bars, self.quiet = bars, quiet
        self._note, self._total, self._began = "", None, time.monotonic()

    def __enter__(self) -> Watch:
        if self.bars:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.fields[note]}", markup=False),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("collect", total=None, note="")
        return self

    def __exit__(self, *_: object) -> None:
        if self.bars:
            self._bar.stop()

    def say(self, line: str) -> None:
        """A line that stays; what AWS or a file's name says in it is made harmless."""
        line = clean(line)
        if self.bars:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        elif not self.quiet:
            print(line, file=sys.stderr, flush=True)

    def show(self, note: str) -> None:
        """How it stands now."""
        self._note = clean(note)
        self.progress()

    def expect(self, total: int) -> None:
        """How many items will come in all, as far as is known."""
        self._total, self._began = total, time.monotonic()

    def progress(self, files: int | None = None, events: int | None = None) -> None:
        """Called by kit.collect with its sums; shows rate and rest."""
        if not self.bars:
            return
        self._files = files if files is not None else getattr(self, "_files", 0)
        self._events = events if events is not None else getattr(self, "_events", 0)
        rate = self._files / max(time.monotonic() - self._began, 0.1)
        parts = [f"{self._files:,} files, {self._events:,} events"]
        if self._total and rate:
            parts.append(f"{rate:,.0f}/s, {max(self._total - self._files, 0) / rate:,.0f} s left")
        self._bar.update(
            self._task,
            completed=self._files,
            total=self._total,
            note="; ".join([*parts, *filter(None, [self._note])]),
        )
