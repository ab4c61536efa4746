"""Derived tables are made again when what they rest on has changed, and only then."""

from __future__ import annotations

from dataclasses import replace

from bill import FIRST, billed, line
from incident import FILE, insert

from kit.analysis import derive


def stamp(con) -> str:
    ((found,),) = con.execute("select stamp from derived_stamp").fetchall()
    return found


def test_fresh_tables_are_left_alone():
    con, case = billed([line(FIRST, 10.0)])
    before = stamp(con)
    assert derive.fresh(con, case)
    assert not derive.ensure(con, case)
    assert stamp(con) == before


def test_another_fact_of_the_case_makes_them_stale():
    """A network of the owner's changes whose calls are whose."""
    con, case = billed([])
    changed = replace(case, facts_hash="of another case.toml")
    assert not derive.fresh(con, changed)
    assert derive.ensure(con, changed)
    assert derive.fresh(con, changed)


def test_more_evidence_makes_them_stale():
    con, case = billed([line(FIRST, 10.0)])
    insert(con, "files", [{**FILE, "file_id": 2}])
    assert not derive.fresh(con, case)


def test_a_missing_table_makes_them_stale():
    con, case = billed([])
    con.execute("drop table estimate")
    assert not derive.fresh(con, case)
    assert derive.ensure(con, case)
    assert con.execute("select count(*) from estimate").fetchall() == [(0,)]
