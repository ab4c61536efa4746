"""Rows that DuckDB writes as JSON are those that Python would write."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import open_case, questions
from kit.analysis import ask, ask_json, save
from kit.analysis.actors.reasons import key_activity
from kit.store import Answer, Said, database, json_texts, run, write_json

WORDS = st.one_of(
    st.none(), st.text(max_size=4), st.sampled_from(["", '"', "\\", "\x1b\r\n\0", "鍵", "\u2028", "😀"])
)
MOMENTS = st.one_of(st.none(), st.datetimes(datetime(2, 1, 1), datetime(9999, 1, 1)))
NUMBERS = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1))
FLAGS = st.one_of(st.none(), st.booleans())
ROWS = st.lists(st.tuples(WORDS, MOMENTS, NUMBERS, FLAGS, WORDS), max_size=5)


def _query(sql: str) -> questions.Query:
    return questions.Query("made", "", "", "", sql, Path("made.sql"))


def _written(rows) -> str:
    out = io.StringIO()
    write_json(rows, out)
    return out.getvalue()


def _same_escapes(text: str) -> str:
    return re.sub(r"\\u00[0-9A-F]{2}", lambda mark: mark[0].lower(), text)


@pytest.fixture(scope="module")
def con(demo_case):
    with contextlib.closing(database.empty(demo_case)) as made:
        yield made


@given(rows=ROWS)
def test_any_row_is_written_as_python_writes_it(con, rows):
    columns = 'a varchar, "b""\'% " timestamp, c bigint, d boolean, e varchar'
    con.execute(f"create or replace temp table made (n integer, {columns})")
    for number, row in enumerate(rows):
        con.execute("insert into made values (?, ?, ?, ?, ?, ?)", [number, *row])
    asked = _query("select * exclude (n) from made order by n -- the order they came in")
    texts = json_texts(con, asked)
    assert texts is not None
    assert _same_escapes(_written(texts)) == _written(run(con, asked))
    assert [json.loads(text) for text in texts] == json.loads(_written(run(con, asked)))


@given(rows=ROWS)
def test_words_of_python_stand_where_their_column_stood(con, rows):
    con.execute("create or replace temp table made (n integer, a varchar, b timestamp, c bigint, e varchar)")
    for number, (a, b, c, _, e) in enumerate(rows):
        con.execute("insert into made values (?, ?, ?, ?, ?)", [number, a, b, c, e])
    for columns in ("a, e, b, c", "c, a, e", "b, e, c, a", "a, e"):
        asked = _query(f"select {columns} from made order by n")
        texts = json_texts(con, asked, said=Said("a", "e", lambda value, of: f"{value} of {of}"))
        whole = json.loads(_written(run(con, asked)))
        for row in whole:
            row["a"] = f"{row['a']} of {row.pop('e')}"
        assert texts is not None
        assert [json.loads(text) for text in texts] == whole
        assert [list(json.loads(text)) for text in texts] == [list(row) for row in whole]


@pytest.mark.parametrize(
    "column", ["1.5::double", "['a']", "date '2026-03-01'", "1.50::decimal(5, 2)", "'{}'::json"]
)
def test_what_duckdb_would_write_otherwise_is_left_to_python(con, column):
    assert json_texts(con, _query(f"select 'a' as a, {column} as b")) is None


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_question_reads_the_same_either_way(demo_case, lang):
    """Those with an answer of Python's are left out, but for the sentences of reasons."""
    met = set()
    for each in questions.questions():
        if any(parameter.required for parameter in each.params.values()):
            continue
        if isinstance(texts := ask_json(demo_case, each.name, lang=lang), Answer):
            continue
        met.add(each.name)
        assert _same_escapes(_written(texts)) == _written(ask(demo_case, each.name, lang=lang)), each.name
    assert {key_activity.name, "timeline", "milestones", "account_keys"} <= met


def test_parameters_count(demo_case):
    few = ask_json(demo_case, "key_activity", {"limit": 3, "actor": "intruder"})
    assert not isinstance(few, Answer)
    assert len(few) == 3
    assert {json.loads(text)["actor"] for text in few} == {"intruder"}


def test_the_analysts_own_questions_are_left_to_python(demo_case, tmp_path):
    """Two columns of one name may be in them, which DuckDB would call otherwise."""
    shutil.copytree(demo_case.folder, tmp_path / "case")
    case = open_case(tmp_path / "case")
    save(case, "twice", "select 1 as a, 2 as a")
    assert ask_json(case, "twice") == ask(case, "twice")
    assert isinstance(ask_json(case, "twice"), Answer)
