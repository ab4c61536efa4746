"""A table of rows of which many say the same: written from what they share."""

from __future__ import annotations

import duckdb

from kit.store import derived

COLUMNS = {"name": "varchar", "size": "integer"}


def test_each_key_has_the_row_at_its_place():
    con = duckdb.connect()
    places = {2**62: 1, -5: 0, 7: 1}
    derived.write_sharing(con, "things", "no", COLUMNS, places, iter([("a", 1), (None, None)]))
    assert set(con.execute("from things").fetchall()) == {(2**62, None, None), (-5, "a", 1), (7, None, None)}
    assert [(name, kind) for name, kind, *_ in con.execute("describe things").fetchall()] == [
        ("no", "BIGINT"),
        ("name", "VARCHAR"),
        ("size", "INTEGER"),
    ]
    assert con.execute("select table_name from duckdb_tables()").fetchall() == [("things",)]


def test_no_rows_are_a_table_too():
    con = duckdb.connect()
    derived.write_sharing(con, "things", "no", COLUMNS, {}, [])
    assert con.execute("from things").fetchall() == []
    assert [name for name, *_ in con.execute("describe things").fetchall()] == ["no", "name", "size"]
