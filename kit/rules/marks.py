"""What a call is known by where its name must not stand: `marks` of the pages.

A query that needs the calls of one role joins table call_marks and names the mark; an analysis asks `marked`.
The closed list (kit.rules.pages.Mark):

- `makes_trail`, `updates_trail`, `selects_events` (what a trail writes), `stops_trail`, `starts_trail`,
  `deletes_trail`: the calls that switch a trail;
- `looks_at_bucket`: what CloudTrail itself asks a bucket that it writes to; `sets_expiry`: files of a bucket
  are thrown away by themselves;
- `makes_key`, `sets_key` (on or off), `deletes_key`: long-term access keys of users; `deletes_user`;
- `puts_user_policy`, `takes_user_policy`: a policy on or off a user, attached or written; `puts_role_policy`:
  written on a role;
- `changes_password`: of whoever calls; `takes_role`: the caller gets a role's session; `enables_region`: an
  opt-in Region; `answers_support`: a message in a case at AWS Support;
- `reads_secret`: gives out the value of a secret;
- `asks_model`: one request to a language model, paid by its tokens; `asks_agent`: has one asked on the
  caller's behalf;
- `opens_up`: a bucket, image, snapshot or document to others than the account; `reads_bucket`: lists a bucket
  or reads what is in it; `shows_settings`: gives out variables or user data, in which keys are often kept;
- `sends_mail`: mail or messages go out; `sends_one_mail`: one call is one mail, paid by the piece.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from kit.rules.effects import call_name
from kit.rules.pages import FOLDER, Mark, one_page, pages


@functools.cache
def call_marks(folder: Path = FOLDER) -> Mapping[tuple[str, str], tuple[Mark, ...]]:
    """(event source, call) -> its marks, of every call that has some."""
    return {
        (page.source, call): entry.marks
        for page in pages(folder)
        for call, entry in page.calls.items()
        if entry.marks
    }


@functools.cache
def marked(mark: Mark) -> frozenset[tuple[str, str]]:
    """(service as its page is named, call) of every call with the mark; only pages that hold the word are
    read."""
    holding = (path for path in sorted(FOLDER.glob("*.yml")) if mark in path.read_text(encoding="utf-8"))
    return frozenset(
        (page.source.removesuffix(".amazonaws.com"), call)
        for page in filter(None, (one_page(path.stem) for path in holding))
        for call, entry in page.calls.items()
        if mark in entry.marks
    )


def marks_of(source: str, event_name: str) -> tuple[Mark, ...]:
    """The marks of a call, `source` with or without .amazonaws.com; reads one page only."""
    page = one_page(source.removesuffix(".amazonaws.com"))
    entry = page.calls.get(call_name(event_name)) if page else None
    return entry.marks if entry else ()
