"""Notebooks are letters: a question, one call, one chart, how to read it; and each runs on the demo case."""

from __future__ import annotations

import ast
import re
import shutil
from datetime import datetime

import pytest

from kit.case import open_case
from kit.errors import KitError, UsageError
from kit.questions import content_dir
from kit.report.blocks import MIME, PLOTLY_MIME
from kit.report.books import import_nbformat, load, notebook_names
from kit.report.run import run_notebooks
from kit.texts import text

import_nbformat()
import nbformat  # noqa: E402

NAMES = [
    "01_case_overview",
    "02_key_activity",
    "03_credential_tree",
    "04_new_principals",
    "05_resources_by_region",
    "06_spend_by_region",
    "07_evidence",
    "customer_report",
]
NO_LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While,
    ast.Try, ast.If,
    ast.With, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp,
)  # fmt: skip
SQL = re.compile(
    r"\b(select|insert|update|delete|create)\b.*\b(from|into|set|table)\b", re.IGNORECASE | re.DOTALL
)


def book(name: str) -> nbformat.NotebookNode:
    return nbformat.read(content_dir("notebooks") / f"{name}.ipynb", as_version=4)


def test_these_are_the_notebooks():
    assert notebook_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_a_letter(name):
    made = book(name)
    nbformat.validate(made)
    assert [made.cells[0].cell_type, made.cells[-1].cell_type] == ["markdown", "markdown"]
    tagged = [cell for cell in made.cells if "parameters" in cell.metadata.get("tags", ())]
    assert len(tagged) == 1
    assert tagged[0] is made.cells[1]
    assert tagged[0].source.startswith("case = ")
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert any("show(" in cell.source for cell in code)
    for cell in code:
        assert cell.outputs == []
        assert cell.execution_count is None
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, NO_LOGIC), f"{name}: {ast.unparse(node)[:60]}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL.search(node.value)
            if isinstance(node, ast.ImportFrom):
                assert node.module == "kit.notebook"
            assert not isinstance(node, ast.Import)


@pytest.mark.parametrize("name", NAMES)
def test_markdown_is_the_text_of_both_languages(name):
    made, japanese = book(name), load(name, "ja")
    for cell, other in zip(made.cells, japanese.cells, strict=True):
        if cell.cell_type == "markdown":
            message = cell.metadata["kit"]["text"]
            assert cell.source == text("en", message)
            assert other.source == text("ja", message) != cell.source


@pytest.fixture(scope="session")
def own_demo(demo_case, tmp_path_factory):
    """A copy of the demo case that tests may write into, all notebooks run."""
    folder = tmp_path_factory.mktemp("books") / "case"
    shutil.copytree(demo_case.folder, folder)
    case = open_case(folder)
    run_notebooks(case, notebook_names())
    return case


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_on_the_demo_and_draws(own_demo, name):
    done = nbformat.read(own_demo.notebooks / f"{name}.ipynb", as_version=4)
    bundles = [output.data for cell in done.cells for output in cell.get("outputs", ()) if "data" in output]
    assert not [
        output for cell in done.cells for output in cell.get("outputs", ()) if output.output_type == "error"
    ]
    assert [bundle for bundle in bundles if MIME in bundle]
    figures = [bundle[PLOTLY_MIME] for bundle in bundles if PLOTLY_MIME in bundle]
    assert figures
    assert all(figure["data"] for figure in figures), "a chart without data"
    questions = [cell.source for cell in done.cells if cell.cell_type == "markdown"]
    assert questions == [cell.source for cell in load(name, "ja").cells if cell.cell_type == "markdown"]


def test_executed_notebooks_name_no_place(own_demo):
    paths = list(own_demo.notebooks.glob("*.ipynb"))
    assert len(paths) == len(NAMES)
    for path in paths:
        assert str(own_demo.folder.parent) not in path.read_text(encoding="utf-8")


def test_outputs_say_nothing_in_markup_of_a_log(own_demo):
    """Hostile values of the demo stand in tables, escaped."""
    words = "".join(
        output.data["text/html"]
        for path in own_demo.notebooks.glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    )
    assert "&lt;script" in words
    assert "<script" not in words
    assert "<img" not in words


def test_an_unknown_notebook_is_one_clear_line(own_demo):
    with pytest.raises(UsageError, match="there is none of that name"):
        run_notebooks(own_demo, ["08_nothing"])


def test_an_error_of_the_kit_in_a_cell_comes_out_as_itself(tmp_path, make_case):
    from conftest import record

    case = make_case([record()])
    case.database.write_bytes(b"no database")
    with pytest.raises(KitError, match=r"case\.duckdb"):
        run_notebooks(case, ["03_credential_tree"])


def test_a_case_without_an_intruder_has_a_report_too(make_case):
    from conftest import record

    from kit import report

    case = make_case([record(0), record(5)])
    words = report(case, "en", now=datetime(2026, 11, 23)).read_text(encoding="utf-8")
    assert "Report on a leaked AWS access key" in words
