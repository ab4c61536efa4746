"""How a run tells whoever watches it; the kit's own faces show it as lines and bars."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a run calls while it goes on. Numbers are sums since it began."""

    def say(self, line: str) -> None:
        """A line that stays."""

    def show(self, note: str) -> None:
        """How it stands now."""

    def expect(self, total: int) -> None:
        """How many items will come in all, as far as is known."""

    def progress(self, files: int | None = None, events: int | None = None) -> None:
        """Items and events so far."""


class _Silent:
    def say(self, line: str) -> None:
        pass

    def show(self, note: str) -> None:
        pass

    def expect(self, total: int) -> None:
        pass

    def progress(self, files: int | None = None, events: int | None = None) -> None:
        pass


SILENT: Progress = _Silent()
