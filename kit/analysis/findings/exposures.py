"""Where a hunt found the leaked key: the rows as the searches kept them, with what is known of a place in
words."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.errors import UsageError
from kit.store import Answer, database
from kit.texts import say
from kit.window import parse_time

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def exposures(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any] | None = None) -> Answer:
    """Rows of question `exposures`; `note` is a sentence in the case's language, or empty."""
    found = database.run(con, questions.query("exposures"))
    note, args = found.columns.index("note"), found.columns.index("note_args")
    rows = []
    for row in found.rows:
        said = _said(case, row[note], row[args])
        rows.append((*row[:note], said, *row[note + 1 : args], *row[args + 1 :]))
    return Answer(
        [name for name in found.columns if name != "note_args"],
        [kind for name, kind in zip(found.columns, found.types, strict=True) if name != "note_args"],
        rows,
    )


def _said(case: Case, note: str | None, args: str | None) -> str | None:
    if not note:
        return None
    facts: dict[str, Any] = json.loads(args) if args else {}
    if at := facts.get("at"):
        with contextlib.suppress(UsageError):  # a commit may bear any date
            facts["at"] = parse_time(str(at))
    return say(case.language, case.timezone, note, facts)
