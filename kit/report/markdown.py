"""Markdown of the analyst's as HTML: headings, emphasis, lists, tables and code.

Markup in it is letters, a link is its words and its address, a picture its name: nothing in it acts, and a
value of a log that was pasted into it is text.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Callable
from typing import Any

from markupsafe import Markup


def markdown(words: str) -> Markup:
    """The text as HTML that holds no link, no picture, no script and no attribute of its own."""
    return Markup(_reader()(words))


@functools.cache
def _reader() -> Callable[[str], str]:
    import mistune

    class Plain(mistune.HTMLRenderer):
        """Shows what acts as what it is written as."""

        def heading(self, text: str, level: int, **attrs: Any) -> str:
            return f"<h4>{text}</h4>\n"

        def link(self, text: str, url: str, title: str | None = None) -> str:
            return text if html.unescape(text) == url else f"{text} ({html.escape(url)})"

        def image(self, text: str, url: str, title: str | None = None) -> str:
            return f"{text} ({html.escape(url)})"

        def block_code(self, code: str, info: str | None = None) -> str:
            return f"<pre>{html.escape(code)}</pre>\n"

    read = mistune.create_markdown(renderer=Plain(escape=True), plugins=["table", "strikethrough"])
    return lambda words: str(read(words))
