"""One way to an answer: a query file, or the function that its front matter names."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from bill import billed

from kit.analysis import answers
from kit.errors import QueryError, UsageError
from kit.questions import query


def test_an_unknown_question_is_refused_with_the_nearest_names():
    with pytest.raises(UsageError, match="did you mean credentials"):
        answers.known("credentails")
    with pytest.raises(UsageError, match="kit questions"):
        answers.known("zzzzzz")


def test_a_function_answers_where_the_front_matter_names_one():
    con, case = billed([])
    assert query("spend_total").answer == "money.totals:spend_total"
    assert answers.ask(case, "spend_total", con=con).columns[:2] == ["figure", "usd"]
    assert query("denied").answer is None
    assert answers.ask(case, "denied", con=con).rows == []


def test_a_time_may_be_text_as_a_notebook_writes_it():
    con, case = billed([])
    for since in ("2026-03-22T01:00:00Z", datetime(2026, 3, 22, 1)):
        assert answers.ask(case, "spend_total", {"start": since}, con=con).rows == []
    with pytest.raises(UsageError):
        answers.ask(case, "spend_total", {"start": "yesterday evening"}, con=con)


def test_the_language_is_the_cases_unless_another_is_asked_for():
    con, case = billed([], language="ja")
    own, asked = (answers.ask(case, "steps", con=con, lang=lang).dicts() for lang in (None, "en"))
    assert [row["step_id"] for row in own] == [row["step_id"] for row in asked]
    assert all(ours["step"] != theirs["step"] for ours, theirs in zip(own, asked, strict=True))
    assert all(row["step"].isascii() for row in asked)


def test_a_front_matter_that_names_no_function_is_the_kits_fault():
    for place in ("money.totals:no_such", "no_such.module:answer"):
        with pytest.raises(QueryError, match="names no function"):
            answers._function(replace(query("spend_total"), answer=place))
