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

from kit.rules import live_calls
from kit.rules.marks import call_marks
from kit.rules.pages import Mark, pages

ROOT = Path(__file__).parent.parent
# Where names may stand: the pages and their loaders, the demo, which makes records, and other engines.
FREE = ("kit/rules/", "kit/demo/", "queries/engine/")
SENT = "names the calls that the kit itself sends"
# Files that hold names all the same, and why.
ALLOWED = {
    "kit/sources/aws.py": SENT,
    "kit/sources/cost_explorer.py": SENT,
    "kit/sources/history_plan.py": SENT,
    "kit/sources/history_region.py": SENT,
    "kit/sources/live_state.py": SENT,
    "kit/sources/metrics.py": SENT,
    "kit/sources/reads.py": SENT,
    "kit/sources/s3_bucket.py": SENT,
    "kit/sources/trails.py": SENT,
    "kit/collect/caller_check.py": SENT,
    "kit/collect/dispatch.py": "knows the stored pages of its own calls by name",
    "kit/collect/iam_policy.py": "writes the IAM policy for the calls that the kit itself sends",
    "kit/store/state_answers.py": "reads answers by the name of the call that the kit itself sent",
    "kit/records/columns_only.py": "lies below the pages; columns do not say how a sign-in went",
}
SERVICES = (
    "account",
    "bedrock-runtime",
    "ce",
    "cloudtrail",
    "cloudwatch",
    "ec2",
    "iam",
    "organizations",
    "s3",
    "ses",
    "sts",
)
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
    """Every call of the pages and of the live looks, and every operation of some services."""
    import botocore.session

    session = botocore.session.get_session()
    known = {call for page in pages() for call in page.calls} | {call.call for call in live_calls()}
    known |= {name for service in SERVICES for name in session.get_service_model(service).operation_names}
    return frozenset(name for name in known if NAME.fullmatch(name))


def strings(path: Path) -> Iterator[str]:
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
    if str(path.relative_to(ROOT)) not in ALLOWED:
        assert called(path) == set(), "what it means belongs on its page: kit/rules/marks.py"


@pytest.mark.parametrize("name", ALLOWED)
def test_who_may_name_calls_does(name):
    assert called(ROOT / name), "take it off the list"


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
