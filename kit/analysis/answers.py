"""One way to an answer: a query file by name, or the function its front matter names."""

from __future__ import annotations

import dataclasses
import difflib
import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, overload

from kit import questions
from kit.analysis import derive
from kit.analysis.own import own_names, own_question
from kit.case import Case
from kit.errors import KitError, QueryError, UnmadeError, UsageError
from kit.store import Answer, database, json_texts
from kit.window import parse_time

if TYPE_CHECKING:
    import duckdb


def ask(
    case: Case,
    name: str,
    params: Mapping[str, object] | None = None,
    *,
    lang: str | None = None,
    con: duckdb.DuckDBPyConnection | None = None,
) -> Answer:
    """Rows of the question `name` on the case, in the language `lang` (the case's own by default).

    Opens the case read-only unless a connection is given. Derived tables that no longer fit case.toml or the
    catalogue are rebuilt first. UsageError for an unknown question or a wrong parameter, UnmadeError where
    the evidence breaks an analysis that the answer hangs on.
    """
    if con is None:
        known(name, case)
        with derive.opened(case) as opened:
            return _answer(case, name, params or {}, lang, opened)
    derive.ensure(con, case)
    return _answer(case, name, params or {}, lang, con)


def ask_json(
    case: Case, name: str, params: Mapping[str, object] | None = None, *, lang: str | None = None
) -> Answer | list[str]:
    """As `ask`; of a question of the kit's whose rows need nothing of Python's but words, the rows are JSON
    objects as texts."""
    known(name, case)
    with derive.opened(case) as con:
        return _answer(case, name, params or {}, lang, con, written=True)


@overload
def _answer(
    case: Case, name: str, params: Mapping[str, object], lang: str | None, con: duckdb.DuckDBPyConnection
) -> Answer: ...
@overload
def _answer(
    case: Case,
    name: str,
    params: Mapping[str, object],
    lang: str | None,
    con: duckdb.DuckDBPyConnection,
    *,
    written: bool,
) -> Answer | list[str]: ...
def _answer(
    case: Case,
    name: str,
    params: Mapping[str, object],
    lang: str | None,
    con: duckdb.DuckDBPyConnection,
    *,
    written: bool = False,
) -> Answer | list[str]:
    question = known(name, case)
    given = _moments(question, params)
    if question.answer is None:
        # The analyst's own question may have two columns of one name.
        written = written and name in questions.question_names()
        texts = json_texts(con, question, given) if written else None
        return database.run(con, question, given) if texts is None else texts
    if lang is not None:
        case = dataclasses.replace(case, language=lang)
    function, values = _function(question), database.bind(question, given)
    words = getattr(function, "words", None) if written else None
    try:
        texts = json_texts(con, question, values, words(case.language)) if words else None
        return function(con, case, values) if texts is None else texts
    except Exception as error:
        if isinstance(error, KitError) or database.of_the_machine(error):
            raise
        why = derive.one_line(error)
        raise UnmadeError(f"{name}: has no answer, for its analysis fails on this evidence: {why}") from error


def known(name: str, case: Case | None = None) -> questions.Query:
    """The question `name` of the kit, or of the analyst's in this case; UsageError when there is none, with
    the nearest names."""
    names = questions.question_names()
    if name not in names:
        if case is not None:
            if found := own_question(case, name):
                return found
            names = [*names, *own_names(case)]
        near = difflib.get_close_matches(name, names, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kit questions` lists them"
        raise UsageError(f"question {name!r}: there is none of that name; {hint}")
    return questions.query(name)


def _moments(question: questions.Query, params: Mapping[str, object]) -> dict[str, object]:
    """Times that a notebook writes as text, made times; the command line has read its own in the case's
    zone."""
    times = {name for name, parameter in question.params.items() if parameter.type == "timestamp"}
    return {
        name: parse_time(value) if name in times and isinstance(value, str) else value
        for name, value in params.items()
    }


def _function(question: questions.Query):
    module, _, function = (question.answer or "").partition(":")
    try:
        return getattr(importlib.import_module(f"kit.analysis.{module}"), function)
    except (ModuleNotFoundError, AttributeError) as error:
        # A room that is not there is named by its own name, a library that a module needs by the library's.
        if isinstance(error, ModuleNotFoundError) and not f"kit.analysis.{module}.".startswith(
            f"{error.name}."
        ):
            raise
        raise QueryError(
            f"{question.path.name}: answer {question.answer!r} names no function of kit.analysis"
        ) from None
