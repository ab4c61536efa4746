"""Why a call is whose it is, as a sentence: what the derived tables keep as a message id and its arguments.

Apart from what decides it, so that an answer out of tables that are there loads no rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit import questions
from kit.store import Answer, Said, run
from kit.texts import link, text

if TYPE_CHECKING:
    import duckdb

    from kit.case import Case


@dataclass(frozen=True)
class InWords:
    """Answers question `name`, whose rows need nothing of Python's but the sentence of their reason."""

    name: str

    def __call__(self, con: duckdb.DuckDBPyConnection, case: Case, params: Mapping[str, Any]) -> Answer:
        """Rows of the query with the reason as a sentence in the case's language."""
        return with_reasons(run(con, questions.query(self.name), params), case.language)

    def words(self, lang: str) -> Said:
        """Where the reason stands in the query's rows, and how it is said."""
        return Said(
            "actor_reason", "reason_args", lambda reason, args: sentence(lang, reason, json.loads(args))
        )


key_activity = InWords("key_activity")
first_intruder = InWords("first_intruder")


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
