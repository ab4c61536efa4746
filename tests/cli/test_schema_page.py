"""kit/columns.yml says what every column means, and nothing of a column that is gone."""

from __future__ import annotations

import re

import msgspec
import pytest

from kit.analysis import describe
from kit.cli import schema_page
from kit.errors import ContentError


@pytest.fixture(scope="module")
def relations() -> dict[str, set[str]]:
    """Question, view or table -> its columns; one name may be a question and a table."""
    found: dict[str, set[str]] = {}
    for group in ("questions", "views", "derived", "tables"):
        for name, columns in getattr(describe(), group).items():
            found.setdefault(name, set()).update(column for column, _ in columns)
    return found


def test_every_column_and_table_has_a_meaning():
    assert schema_page.missing(describe(), schema_page.meanings()) == []


def test_no_meaning_is_left_of_a_column_that_is_gone(relations):
    words = schema_page.meanings()
    assert sorted(words.relations.keys() - relations.keys()) == []
    stale = {
        f"{relation}.{column}"
        for relation, columns in words.relations.items()
        for column in columns
        if column not in relations[relation]
    }
    assert sorted(stale) == []
    everywhere = {column for columns in relations.values() for column in columns}
    assert sorted(words.columns.keys() - everywhere) == []
    described = {*describe().derived, *describe().tables} - schema_page.raw_tables().keys()
    assert sorted(words.rows.keys() - described) == []


def test_a_column_without_a_meaning_stops_the_page(monkeypatch):
    words = schema_page.meanings()
    poorer = msgspec.structs.replace(
        words, columns={name: text for name, text in words.columns.items() if name != "user_agent"}
    )
    monkeypatch.setattr(schema_page, "meanings", lambda: poorer)
    with pytest.raises(ContentError, match=r"events\.user_agent.*key_activity\.user_agent"):
        schema_page.page()


def test_closed_lists_and_units_are_written_out():
    page = schema_page.page()
    assert "| `usd_per_hour` | double | USD per hour | what it costs while it runs, by price |" in page
    assert "whether the evidence speaks for the hour: `full`, `partial`," in page
    assert not re.search(r"\{[a-z_.]+\}", page)


def test_money_and_bytes_have_units(relations):
    """A number of money or bytes without its unit is read wrongly."""
    words = schema_page.meanings()
    bare = {
        f"{relation}.{column}"
        for relation, columns in relations.items()
        for column in columns
        if re.search(r"(^|_)(usd|cost|bytes|seconds)(_|$)|_usd", column)
        and not (words.of(relation, column) or "").endswith("]")
    }
    # A flag: whether it can or does cost.
    assert bare == {
        "actions.cost",
        "event_actions.cost",
        "resource_ledger.cost_bearing",
        "resources.cost_bearing",
        "tree_actions.cost",
    }
