"""The `kit` command: verbs that parse words, make one library call and show the result."""

from __future__ import annotations

from kit.cli.entry import main

__all__ = ["main"]
