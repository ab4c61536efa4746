"""What calls of AWS mean stands on kit/rules: no name of one stands in the strings of other code or SQL.

Words of English that are calls too (`Publish`) pass: a name counts from two capitals on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from aws_models import models

from kit.errors import CatalogueError
from kit.rules.marks import call_marks
from kit.rules.own_calls import FILE, File, named
from kit.rules.pages import TABLES, Mark, convert, pages, read_yaml

ROOT = Path(__file__).parent.parent
# Where names may stand: the pages and their loaders, the demo, which makes records, and other engines.
FREE = ("kit/rules/", "kit/demo/", "queries/engine/")
NAME = re.compile(r"\b[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*\b")
SQL_STRING = re.compile(r"'((?:[^']|'')*)'")
FILES = sorted(
    path
    for folder, ending in (("kit", "*.py"), ("queries", "*.sql"), ("kit", "*.sql"))
    for path in (ROOT / folder).rglob(ending)
    if not str(path.relative_to(ROOT)).startswith(FREE)
)


@cache
def names() -> frozenset[str]:
    """Every call of the pages, and every operation of every service."""
    known = {call for page in pages() for call in page.calls}
    known |= {name for model in models().values() for name in model.operations}
    return frozenset(name for name in known if NAME.fullmatch(name))


@cache
def strings(path: Path) -> tuple[str, ...]:
    return tuple(_strings(path))


def _strings(path: Path) -> Iterator[str]:
    """String constants of a module without docstrings; string literals of a query without comments."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        bare = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("--"))
        yield from SQL_STRING.findall(bare)
        return
    tree = ast.parse(text)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def called(path: Path) -> set[str]:
    return {word for text in strings(path) for word in NAME.findall(text) if word in names()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_names_of_calls_stand_on_the_pages(path):
    assert called(path) == set(), (
        "what it means belongs on its page (kit/rules/marks.py), what the kit sends to kit/rules/own_calls.py"
    )


def test_every_mark_is_given_and_asked_for():
    given = {mark for has in call_marks().values() for mark in has}
    assert given == set(get_args(Mark))
    asked = {text for path in FILES for text in strings(path)}
    assert given <= asked, "a mark that nothing asks for"


def test_names_are_seen_where_they_stand(tmp_path):
    module, query = tmp_path / "one.py", tmp_path / "one.sql"
    module.write_text('"""StopLogging."""\nstop = f"{1} StopLogging"  # DeleteTrail\n', encoding="utf-8")
    query.write_text("-- StopLogging\nselect 'DeleteTrail' as a\n", encoding="utf-8")
    assert called(module) == {"StopLogging"}
    assert called(query) == {"DeleteTrail"}


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (lambda file: file["calls"].pop("caller"), "caller is in the file or in the code alone"),
        (
            lambda file: file["calls"].update(more=file["calls"]["caller"]),
            "more is in the file or in the code",
        ),
        (lambda file: file["calls"]["caller"].update(region="x"), "region"),
        (lambda file: file["calls"]["caller"].pop("why"), "why"),
        (lambda file: file["sign_in"].clear(), "sign_in"),
        (lambda file: file["never"].append("*"), "never"),
    ],
    ids=["gone", "unknown", "misspelt", "without a reason", "no sign-in", "every action"],
)
def test_a_broken_table_of_own_calls_stops_the_kit(broken, what):
    content = read_yaml(TABLES / FILE)
    assert named(convert(content, File, FILE)).caller.path == "sts/GetCallerIdentity"
    broken(content)
    with pytest.raises(CatalogueError, match=f"own_calls.*{what}"):
        named(convert(content, File, FILE))
