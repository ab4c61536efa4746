"""docs/glossary.md: its words are those that the texts use, and what it points to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit import texts
from kit.analysis import describe

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Cells of each row of the table below a heading."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


WORDS = rows("Words for people")
TERMS = rows("Words of the code")


def said(lang: str) -> str:
    """Every text of a language, placeables and all."""
    return (Path(texts.__file__).parent / f"{lang}.ftl").read_text(encoding="utf-8")


@pytest.mark.parametrize(("english", "japanese"), [row[:2] for row in WORDS], ids=[row[0] for row in WORDS])
def test_each_word_is_used_in_the_texts(english, japanese):
    for word, lang in ((english, "en"), (japanese, "ja")):
        term = word.split(", of ")[0]
        if term.startswith("(") and term.endswith(")"):
            assert term[1:-1] not in said(lang), f"{term[1:-1]} is used: take off the parentheses"
        else:
            assert term.lower() in said(lang).lower(), f"{term}: no text of {lang}.ftl uses it"


def test_no_word_stands_twice():
    for column in (0, 1):
        terms = [row[column] for row in WORDS]
        assert sorted(terms) == sorted(set(terms))
    assert len({row[0] for row in TERMS}) == len(TERMS) >= 25


@pytest.mark.parametrize("row", TERMS, ids=[row[0] for row in TERMS])
def test_each_term_says_where_it_is(row):
    """A path is held by tests/test_docs.py; a view, table, question or column is one of this kit."""
    _, meaning, where = row
    assert meaning
    found = describe()
    groups = {"view": found.views, "table": found.derived | found.tables, "question": found.questions}
    named = re.findall(r"`([^`]+)`", where)
    assert named
    for name in named:
        if "/" in name:
            continue
        kind = re.search(r"(view|table|question|column)s? (?:`[^`]+`, )*`" + re.escape(name) + "`", where)[1]
        if kind == "column":
            assert any(
                name == column for each in groups.values() for held in each.values() for column, _ in held
            )
        else:
            assert name in groups[kind], f"there is no {kind} {name}"
