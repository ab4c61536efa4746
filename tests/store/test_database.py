"""A case of another version of the kit: one line that says what to do, whatever is done with it; rebuild
mends it."""

from __future__ import annotations

import duckdb
import pytest
from conftest import ACCOUNT, NOW, build_case, record

from kit.collect.dispatch import refresh
from kit.collect.run import collect_items, rebuild_tables
from kit.errors import CaseError
from kit.sources.local_files import local_files
from kit.store import database

OLDER = {
    "a column was not there yet": "alter table event_records drop column copy_of",
    "a column has another type": "alter table files alter meta type blob",
    "nothing said which make it is": "drop table schema_stamps",
    "its make is another one": "update schema_stamps set stamp = 'x' where table_name = 'identities'",
}


@pytest.fixture
def case(tmp_path):
    return build_case(tmp_path, [record(place) for place in range(5)])


def age(case, statement: str) -> None:
    with duckdb.connect(str(case.database)) as con:
        con.execute(statement)
        if "alter" in statement:  # what an older kit wrote beside it
            con.execute("update schema_stamps set stamp = 'older'")


@pytest.mark.parametrize("statement", OLDER.values(), ids=OLDER)
def test_an_older_case_says_to_rebuild(case, statement):
    age(case, statement)
    for use in (database.reading, database.writing, database.loading):
        with (
            pytest.raises(CaseError, match=r"another version of the kit .* `kit rebuild ") as said,
            use(case),
        ):
            pass
        assert str(case.folder) in str(said.value)
        assert "\n" not in str(said.value)
    with pytest.raises(CaseError, match="kit rebuild"):
        collect_items(case, local_files(case.file, now=NOW))


@pytest.mark.parametrize("statement", OLDER.values(), ids=OLDER)
def test_rebuild_mends_it(case, statement):
    with database.reading(case) as con:
        before = con.execute("select * exclude (identity_no) from events order by event_no").fetchall()
    age(case, statement)
    rebuild_tables(case)
    refresh(case)
    with database.reading(case) as con:
        assert (
            con.execute("select * exclude (identity_no) from events order by event_no").fetchall() == before
        )


def test_a_table_that_came_later_reads_as_empty(case):
    """More tables than the kit that made the case had: nothing to rebuild."""
    with duckdb.connect(str(case.database)) as con:
        con.execute("drop table unsettled")
        con.execute("delete from schema_stamps where table_name = 'unsettled'")
    for use in (database.reading, database.writing, database.reading):
        with use(case) as con:
            assert con.execute("select count(*) from unsettled").fetchall() == [(0,)]
            assert con.execute("select count(*) from events").fetchall() == [(5,)]


def test_no_collection_yet_reads_as_empty(tmp_path):
    from kit.case import new_case

    with database.reading(new_case(tmp_path / "new", now=NOW, account=ACCOUNT)) as con:
        assert con.execute("select count(*) from events").fetchall() == [(0,)]
