"""The columns of everything that can be read or asked, as an empty case has them.

Docs, typed rows and the tables of tests are made from this, so that no schema is written down twice."""

from __future__ import annotations

import dataclasses
import functools
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kit import questions
from kit.analysis import derive
from kit.analysis.answers import ask
from kit.case import Case
from kit.store import Answer, database

Columns = tuple[tuple[str, str], ...]


class Described(NamedTuple):
    """Name -> its columns in order, each with its DuckDB type, as (`event_time`, `TIMESTAMP`).

    `tables` are made from the vault and from case.toml, `derived` from those by the analyses. `queries` are
    what the SQL of a question gives to the function of analysis that answers it.
    """

    tables: dict[str, Columns]
    views: dict[str, Columns]
    derived: dict[str, Columns]
    questions: dict[str, Columns]
    queries: dict[str, Columns]
    steps: dict[str, Columns]


@functools.cache
def describe() -> Described:
    """Columns of every raw table, view, derived table, question and step of this kit.

    Everything is asked of an empty case; one that cannot answer there (QueryError) stops the description.
    """
    case = Case(folder=Path())
    with closing(database.empty(case)) as con:
        raw = database.relations(con).keys()
        derive.refresh(con, case)
        columns = {name: _columns(answer) for name, answer in sorted(database.relations(con).items())}
        views = {view.name for view in questions.views()}
        return Described(
            tables={name: found for name, found in columns.items() if name in raw - views},
            views={name: found for name, found in columns.items() if name in views},
            derived={name: found for name, found in columns.items() if name not in raw | views},
            questions={
                each.name: _columns(ask(case, each.name, _unset(each), con=con))
                for each in questions.questions()
            },
            queries={
                each.name: _columns(database.run(con, each, _unset(each)))
                for each in map(_of_sql, questions.questions())
                if each.answer
            },
            steps={each.name: _columns(database.run(con, each, _unset(each))) for each in questions.steps()},
        )


def _of_sql(query: questions.Query) -> questions.Query:
    """The question with those parameters alone that its SQL names; the others are for its function."""
    params = {name: each for name, each in query.params.items() if f"${name}" in query.sql}
    return dataclasses.replace(query, params=params)


def _unset(query: questions.Query) -> dict[str, None]:
    return {name: None for name, parameter in query.params.items() if parameter.required}


def _columns(answer: Answer) -> Columns:
    return tuple(zip(answer.columns, answer.types, strict=True))
