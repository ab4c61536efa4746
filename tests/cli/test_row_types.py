"""Types of rows: every answer, step and table has one, and a mistyped column is found before it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kit.analysis import describe
from kit.cli import row_types
from kit.errors import ContentError
from kit.rows import answers, outcomes, queries, steps, tables, views

ROOT = Path(__file__).parents[2]


def test_each_answer_step_and_table_has_its_type():
    found = describe()
    of_outcomes = {name for name in found.steps if hasattr(outcomes, row_types.class_name(name, "Row"))}
    assert of_outcomes, "no step has its rows there"
    for module, suffix, relations in (
        (answers, "AnswerRow", found.questions),
        (outcomes, "Row", {name: found.steps[name] for name in of_outcomes}),
        (steps, "Row", {name: each for name, each in found.steps.items() if name not in of_outcomes}),
        (queries, "QueryRow", found.queries),
        (tables, "TableRow", {**found.tables, **found.derived}),
        (views, "TableRow", found.views),
    ):
        for name, columns in relations.items():
            typed = getattr(module, row_types.class_name(name, suffix))
            assert list(typed.__annotations__) == [column for column, _ in columns], name


def test_a_type_without_a_word_stops_the_page(monkeypatch):
    odd = describe()._replace(steps={"odd": (("span", "INTERVAL"),)}, queries={})
    monkeypatch.setattr(row_types, "describe", lambda: odd)
    with pytest.raises(ContentError, match=r"odd\.span: no word for DuckDB's type INTERVAL"):
        row_types.steps()


@pytest.mark.parametrize(("key", "found"), [("credential_id", 0), ("credental_id", 1)])
def test_a_mistyped_column_is_an_error_of_the_check(tmp_path, key, found):
    page = tmp_path / "page.py"
    page.write_text(
        "from kit.rows.answers import CredentialsAnswerRow\n\n\n"
        f"def shown(row: CredentialsAnswerRow) -> object:\n    return row[{key!r}]\n",
        encoding="utf-8",
    )
    words = [Path(sys.executable).with_name("ty"), "check", "--project", ROOT, page]
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == found, done.stdout
    assert ("typed-dict-key" in done.stdout) is bool(found), done.stdout
