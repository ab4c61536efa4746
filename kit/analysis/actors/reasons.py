"""Why a call is whose it is, as a sentence: what the derived tables keep as a message id and its arguments.

Apart from what decides it, so that an answer out of tables that are there loads no rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.store import Answer, run
from kit.texts import link, text

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


def key_activity(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any]) -> Answer:
    """Rows of queries/key_activity.sql with the reason as a sentence in the case's language."""
    return with_reasons(run(con, questions.query("key_activity"), params), case.language)


def first_intruder(con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any]) -> Answer:
    """Rows of queries/first_intruder.sql with the reason as a sentence in the case's language."""
    return with_reasons(run(con, questions.query("first_intruder"), params), case.language)


def with_reasons(found: Answer, lang: str) -> Answer:
    """Turns (actor_reason = message id, reason_args = JSON) into one column actor_reason of sentences."""
    at, args_at = found.columns.index("actor_reason"), found.columns.index("reason_args")
    known: dict[tuple[str, str], str] = {}
    rows = []
    for row in found.rows:
        key = (row[at], row[args_at])
        if key not in known:
            known[key] = sentence(lang, row[at], json.loads(row[args_at]))
        rows.append((*row[:at], known[key], *row[at + 1 : args_at], *row[args_at + 1 :]))
    columns = [name for name in found.columns if name != "reason_args"]
    types = [kind for position, kind in enumerate(found.types) if position != args_at]
    return Answer(columns, types, rows)


def sentence(lang: str, reason: str, args: Mapping[str, Any]) -> str:
    """The reason in words; grounds of conduct become a list of their own sentences."""
    given = dict(args)
    if "grounds" in given:
        told = [
            text(lang, f"conduct-ground-{kind}", call=call, count=count)
            for kind, call, count in given["grounds"]
        ]
        given["grounds"] = text(lang, "list-separator").join(told)
    if "link" in given:
        given["link"] = link(lang, str(given["link"]))
    return text(lang, reason, **given)
