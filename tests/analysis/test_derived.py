"""Derived tables are made again when what they rest on has changed, and only then."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest
from bill import FIRST, billed, line
from conftest import build_case, record
from incident import FILE, insert

from kit import ask, questions, rules
from kit.analysis import content, derive
from kit.analysis.actors import calls
from kit.case import Case, Verdict
from kit.store import database, derived, vault

# Table of the facts of case.toml -> the field of the case that it mirrors; `case_facts` holds several.
MIRRORED = {
    "case_keys": {"keys"},
    "case_principals": {"principals"},
    "case_owner_networks": {"owner_networks"},
    "case_owner_principals": {"owner_principals"},
    "case_owner_agents": {"owner_agents"},
    "case_verdicts": {"verdicts"},
    "case_facts": {"account", "currency", "rate", "since", "until", "notice", "billing"},
}


def stamp(con) -> list:
    return con.execute("select * from derived_stamp order by all").fetchall()


def test_fresh_tables_are_left_alone():
    con, case = billed([line(FIRST, 10.0)])
    before = stamp(con)
    assert derive.fresh(con, case)
    assert not derive.ensure(con, case)
    assert stamp(con) == before


def test_a_word_on_a_call_makes_only_stale_what_hangs_on_it():
    con, case = billed([])
    said = replace(case, verdicts=(Verdict("network", "203.0.113.0/24", "owner"),))
    later = ("actors.derive", "actors.leads", "changes.derive", "money.estimate", "money.coverage")
    assert derive.stale(con, said) == later
    assert derive.ensure(con, said)
    assert derive.fresh(con, said)
    assert derive.stale(con, case) == later


def test_another_name_of_the_customer_makes_nothing_stale():
    con, case = billed([])
    assert derive.fresh(
        con, replace(case, customer="Other", language="ja", facts_hash="of another case.toml")
    )


def test_another_key_leaves_what_no_key_is_needed_for():
    con, case = billed([])
    stale = derive.stale(con, replace(case, keys=(*case.keys, "AKIABTX3GSDSQBBBBBBB")))
    assert "credentials.derive" in stale
    assert "actors.derive" in stale
    assert not {"rules", "money.prices", "money.bills", "credentials.links"} & set(stale)


def test_the_first_key_that_was_used_makes_the_links_anew(tmp_path):
    """Where nothing that leaked was used, no links of others were looked for."""
    used = record(1, **{"userIdentity.accessKeyId": "AKIABTX3GSDSQBBBBBBB"})
    with database.reading(build_case(tmp_path, [used])) as con:
        case = Case(folder=tmp_path, keys=("AKIANOBODYUSEDTHIS00",))
        derive.ensure(con, case)
        other = replace(case, keys=(*case.keys, "AKIANOBODYUSEDTHAT00"))
        assert "credentials.links" not in derive.stale(con, other)
        assert "credentials.links" in derive.stale(con, replace(case, keys=("AKIABTX3GSDSQBBBBBBB",)))
        assert "credentials.links" in derive.stale(con, replace(case, keys=("ASIANOBODYUSEDTHIS00",)))


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


def test_stages_of_another_kit_are_made_anew():
    con, case = billed([])
    con.execute("create or replace table derived_stamp as select 'of old' as stamp")
    assert derive.stale(con, case) == tuple(stage.module for stage in derive.STAGES)


@pytest.mark.parametrize(("lasted", "first"), [(0.0, "actors.calls"), (3600.0, "money.prices")])
def test_a_stop_half_way_leaves_each_stage_old_or_new(lasted, first, monkeypatch):
    """Stages that take no time are made together, or none of them."""
    monkeypatch.setattr(derive, "_A_WHILE", lasted)
    con, case = billed([line(FIRST, 10.0)])
    insert(con, "files", [{**FILE, "file_id": 2}])
    before = con.execute("from tree_calls").fetchall()
    derive_calls = calls.derive

    def stopped(con, case):
        derive_calls(con, case)
        con.execute("delete from derived_failures")
        con.execute("insert into tree_calls (event_no) values (-1)")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(calls, "derive", stopped)
        derive.ensure(con, case)
    stale = derive.stale(con, case)
    assert stale[0] == first
    assert "rules" not in stale
    assert con.execute("from tree_calls").fetchall() == before
    assert derive.ensure(con, case)
    assert derive.fresh(con, case)


class Watched(Case):
    """A case that writes down which of its fields are read."""

    read: set[str] = set()  # noqa: RUF012

    def __getattribute__(self, name):
        copied = sys._getframe(1).f_globals["__name__"] == "dataclasses"
        if name in {field.name for field in fields(Case)} and not copied:
            Watched.read.add(name)
        return super().__getattribute__(name)


@pytest.fixture(scope="module")
def reads_of_stages(demo_case):
    """Stage -> (fields of the case, tables of derived or mirrored facts) that it read on the demo."""
    found, step = {}, questions.step
    known = {
        name: getattr(demo_case, name) for name in (field.name for field in fields(Case)) if name != "cited"
    }
    known["verdicts"] = (Verdict("network", "198.51.100.0/24", "unclear"),)
    watched = Watched(**known)
    tables: set[str] = set()

    def noted(name):
        query = step(name)
        tables.update(_below(query))
        return query

    with pytest.MonkeyPatch.context() as patch, database.reading(demo_case) as con:
        patch.setattr(questions, "step", noted)
        for stage in derive.STAGES:
            Watched.read.clear()
            tables.clear()
            derive.importlib.import_module(f"kit.analysis.{stage.module}").derive(con, watched)
            found[stage.module] = (set(Watched.read), set(tables))
    return found


def _below(query) -> set[str]:
    names = set(query.reads)
    for name in query.reads:
        if name in questions.view_names():
            names |= _below(questions.view(name))
    return names


@pytest.mark.parametrize("stage", derive.STAGES, ids=lambda stage: stage.module)
def test_a_stage_reads_what_its_stamp_holds(stage, reads_of_stages):
    facts, tables = reads_of_stages[stage.module]
    made_by = {name: each.module for each in derive.STAGES for name in each.tables}
    above = {made_by[name] for name in tables if name in made_by} - {stage.module}
    assert stage.evidence or tables <= {"table_names", *made_by}
    assert above <= set(stage.after)
    mirrored = [MIRRORED[name] for name in tables if name in MIRRORED]
    assert all(set(stage.facts) & fields_of for fields_of in mirrored)
    assert facts <= {*stage.facts, "folder"}


NARROW = [stage for stage in derive.STAGES if stage.made_by]
OPENED = """
import importlib, sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, args: event == "open" and isinstance(args[0], str) and opened.add(args[0]))
from kit import open_case
from kit.analysis import derive
from kit.store import database
with database.reading(open_case(sys.argv[1])) as con:
    if sys.argv[2]:
        importlib.import_module(f"kit.analysis.{sys.argv[2]}").derive(con, open_case(sys.argv[1]))
print(*opened, sep="\\n")
"""


@pytest.fixture(scope="module")
def opened_by(demo_case):
    """Which files of analyses, queries and rules a process opens that makes one stage, or none of them."""
    folders = [Path(derive.__file__).parent, questions.content_dir("queries"), Path(rules.__file__).parent]

    def opened(module: str) -> set[Path]:
        words = [sys.executable, "-B", "-c", OPENED, str(demo_case.folder), module]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        found = map(_source_of, map(Path, said.splitlines()))
        return {path for path in found if any(path.is_relative_to(folder) for folder in folders)}

    return opened


def _source_of(path: Path) -> Path:
    if path.parent.name != "__pycache__":
        return path
    return path.parent.parent / f"{path.name.partition('.')[0]}.py"


@pytest.mark.parametrize("stage", NARROW, ids=lambda stage: stage.module)
def test_a_stage_is_made_by_what_its_stamp_holds(stage, opened_by, monkeypatch):
    """Of the kit's own content too: another file that it opens would change its tables and not its stamp."""
    hashed: list[Path] = []
    monkeypatch.setattr(content, "_hash", lambda paths: hashed.extend(paths) or "hash")
    content.content_of.__wrapped__(stage.made_by, stage.steps)
    beside = opened_by("")
    opened = opened_by(stage.module)
    faces = {path for path in opened if path.stem == "__init__"}
    assert opened - beside - faces <= set(hashed)
    assert {path for path in opened if path.suffix == ".sql"} & set(hashed) or not stage.steps
    assert all(path.exists() for path in hashed)


def test_an_update_that_leaves_the_links_leaves_their_tables(monkeypatch):
    con, case = billed([])
    monkeypatch.setattr(derive, "_content", lambda: "another kit")
    stale = derive.stale(con, case)
    assert {"credentials.derive", "actors.derive", "money.bills"} <= set(stale)
    assert not {stage.module for stage in NARROW} & set(stale)
    monkeypatch.setattr(derive, "_content_of", lambda modules, steps: f"other {modules[0]}")
    assert derive.stale(con, case) == tuple(stage.module for stage in derive.STAGES)


def test_the_first_question_after_an_update_makes_them_for_good(tmp_path, monkeypatch):
    case = build_case(tmp_path, [record(0)])
    monkeypatch.setattr(derive, "_content", lambda: "another kit")
    with database.reading(case) as con:
        assert not derive.fresh(con, case)
    ask(case, "credentials")
    with database.reading(case) as con:
        assert derive.fresh(con, case)


@pytest.mark.parametrize(
    "hold", [vault.locked, database.reading, database.loading], ids=lambda hold: hold.__name__
)
def test_who_asks_while_another_works_has_them_for_himself(tmp_path, hold):
    """Somebody collects, or reads, or loads: an answer comes all the same, and nothing is written."""
    case = build_case(tmp_path, [record(0)])
    other = (
        "import sys; from kit import ask, open_case; from kit.analysis import derive;"
        " derive._content = lambda: 'another kit'; print(len(ask(open_case(sys.argv[1]), 'credentials')))"
    )
    with contextlib.ExitStack() as held:
        held.enter_context(hold(case))
        asked = subprocess.Popen(
            [sys.executable, "-c", other, str(case.folder)], stdout=subprocess.PIPE, text=True
        )
        if hold is not database.loading:
            assert asked.communicate()[0].strip() == "1"
    if hold is database.loading:  # a load step is short: who asks waits for it
        assert asked.communicate()[0].strip() == "1"
    with database.reading(case) as con:
        assert derive.fresh(con, case) == (hold is not database.loading)


def test_rows_of_any_kind_are_written_as_they_are():
    con = database.empty(billed([])[1])
    columns = {
        "words": "varchar", "number": "bigint", "hash": "ubigint", "at": "timestamp", "share": "double",
        "names": "varchar[]", "flag": "boolean", "lines": "struct(part varchar, vals varchar[])[]",
    }  # fmt: skip
    at = datetime(2026, 3, 1, 1, 2, 3, 456789)
    rows = [
        ("x\0'\"\n語", -(2**63), 2**64 - 1, at, 0.1, ["a", None, ""], True, [{"part": "p", "vals": ["v"]}]),
        (None, None, None, None, None, None, None, None),
        ("", 0, 0, datetime.min.replace(year=1970), float("inf"), [], False, []),
    ]
    con.begin()
    derived.write_rows(con, "halves", {"words": "varchar", "names": "varchar[]"}, [("a\ud800", ["\ud800"])])
    con.commit()
    assert con.execute("from halves").fetchall() == [("a\\ud800", ["\\ud800"])]
    for some in ([], rows[1:2], rows, rows * 7_000):
        derived.write_rows(con, "given", columns, iter(some))
        assert con.execute("from given").fetchall() == some


def test_a_view_that_was_undone_with_its_transaction_is_made_again(make_case):
    """What is known of a connection is asked anew after that."""
    case = make_case([record()])
    asked = questions.query("key_activity")
    with database.writing(case) as con:
        with derive._transaction(con) as undone:
            before = database.run(con, asked).rows
            undone()
        assert database.run(con, asked).rows == before
        assert before
