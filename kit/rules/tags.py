"""Notions that questions and findings ask by, instead of by names of calls: `tags` of every page.

`trail_stopped`, `trail_deleted`, `trail_started`, `trail_made`, `trail_updated`, `trail_selected`: what a
call does to a trail (selected: which events it records).
"""

from __future__ import annotations

from kit.rules.effects import call_name
from kit.rules.pages import Tag, one_page


def tags_of(source: str, event_name: str) -> frozenset[Tag]:
    """The tags of a call, `source` with or without .amazonaws.com; reads one page only."""
    page = one_page(source.removesuffix(".amazonaws.com"))
    entry = page.calls.get(call_name(event_name)) if page else None
    return frozenset(entry.tags) if entry else frozenset()
