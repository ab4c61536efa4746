"""JSON and CSV of whole columns say what one value after the other says."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kit.store import Answer, json_lines, objects, texts, write_csv, write_json

WORDS = st.one_of(st.none(), st.sampled_from(["", "a", "%s", "100 %", '"', "\u2028", "\x1b\r\n", "鍵", "=1"]))
VALUES = {
    "VARCHAR": WORDS,
    "JSON": st.sampled_from([None, '{"a": [1, null]}', "broken {", '"text"', "1.50"]),
    "INTEGER": st.one_of(st.none(), st.integers(-2, 2), st.booleans()),
    "BOOLEAN": st.one_of(st.none(), st.booleans()),
    "DOUBLE": st.one_of(st.none(), st.sampled_from([0.0, -0.0, 1.0, 1e-7, float("nan")]), st.integers(0, 1)),
    "DECIMAL(10,2)": st.sampled_from([None, Decimal("1.50"), Decimal("1.5"), Decimal(1)]),
    "TIMESTAMP": st.sampled_from([None, datetime(2026, 3, 1), datetime(2026, 3, 1, 0, 0, 0, 120)]),
    "DATE": st.sampled_from([None, date(2026, 3, 1)]),
    "VARCHAR[]": st.one_of(st.none(), st.lists(WORDS, max_size=2)),
}


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    types = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=5))
    names = draw(
        st.lists(st.sampled_from(["a", "b", "50%", '"', "%s"]), min_size=len(types), max_size=len(types))
    )
    rows = draw(st.lists(st.tuples(*(VALUES[kind] for kind in types)), max_size=6))
    return Answer(names, types, rows)


@given(answers())
def test_a_line_of_json_is_its_row_written_alone(answer):
    alone = [json.dumps(row, ensure_ascii=False) for row in objects(answer)]
    assert list(json_lines(answer)) == alone
    out = io.StringIO()
    write_json(answer, out)
    assert out.getvalue() == ("[\n" + ",\n".join(alone) + "\n]\n" if alone else "[]\n")


@given(answers())
def test_a_row_of_csv_has_a_cell_for_every_column(answer):
    """Two columns of one name too: each stays in its place."""
    out = io.StringIO(newline="")
    write_csv(answer, out)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert rows[0] == answer.columns
    for place in range(len(answer.types)):
        column = Answer(["c"], answer.types[place : place + 1], [(row[place],) for row in answer.rows])
        single = io.StringIO(newline="")
        write_csv(column, single)
        cells = list(csv.reader(io.StringIO(single.getvalue(), newline="")))[1:]
        assert [[row[place]] for row in rows[1:]] == cells


def test_what_a_column_repeats_is_written_once():
    """A hundred thousand rows are made of few words; each row anew costs as much as to find them."""
    made: list[object] = []

    def written(value: object) -> str:
        made.append(value)
        return str(value)

    rows = [(f"word {each % 10}", datetime(2026, 3, 1 + each % 7)) for each in range(20_000)]
    found = list(texts(Answer(["a", "b"], ["VARCHAR", "TIMESTAMP"], rows), written))
    assert found[:2] == [("word 0", "2026-03-01T00:00:00Z"), ("word 1", "2026-03-02T00:00:00Z")]
    assert len(found) == len(rows)
    assert len(made) < len(rows) / 100
