"""The description of columns speaks of what is there, and of all of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kit import questions
from kit.analysis import derive, describe
from kit.case import Case
from kit.store import database


def test_every_table_view_question_and_step_has_columns():
    found = describe()
    assert set(found.views) == {view.name for view in questions.views()}
    assert set(found.questions) == set(questions.question_names())
    assert set(found.steps) == {step.name for step in questions.steps()}
    assert {name for stage in derive.STAGES for name in stage.tables} <= set(found.derived)
    assert {"event_records", "files", "spend_lines", "live_resources", "case_facts"} <= set(found.tables)
    assert all(columns for kind in found for columns in kind.values())


def test_types_are_those_of_the_tables():
    with closing(database.empty(Case(folder=Path()))) as con:
        rows = con.execute("select column_name, column_type from (describe events)").fetchall()
    assert describe().views["events"] == tuple(rows)
    assert dict(describe().questions["first_use"])["first_seen"] == "TIMESTAMP"
