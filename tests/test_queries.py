"""Every query file is sound, and every question has cases: tests/queries/<name>.yml.

A case: `case` (title), `given` (CloudTrail records, filled up by conftest.record; `at` = minutes after the
start), `facts` (arguments of new_case), `files` (name: text or JSON, collected beside the trail), `answers`
(the same, as answers of the account that the kit asked for), `toml`
(more of case.toml), `params`, `expect` (rows, compared on the columns they name, in order; or
`expect_contains` / `expect_absent` for rows anywhere).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import build_case, record

from kit import questions, sql
from kit.analysis.answers import ask
from kit.case import Case
from kit.cli import formats
from kit.errors import QueryError
from kit.store import database

CASES = Path(__file__).parent / "queries"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # every worker reads all cases
EVERY = [*questions.questions(), *questions.views(), *questions.steps()]


def cases():
    for path in sorted(CASES.glob("*.yml")):
        for place, one in enumerate(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)):
            yield pytest.param(path.stem, one, id=f"{path.stem}-{place}-{one['case'][:50].replace(' ', '_')}")


def records_of(given: list[dict]) -> list[dict]:
    made = []
    for place, fields in enumerate(given):
        fields = dict(fields)
        made.append(record(fields.pop("at", place), **{"eventID": f"e{place}", **fields}))
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Callable[[dict], Case]:
    """The case that is given; one for all that are given the same, for a question changes nothing."""
    made: dict[str, Case] = {}

    def build(one: dict) -> Case:
        given = {part: one.get(part) for part in ("given", "facts", "toml", "files", "answers")}
        key = json.dumps(given, default=repr, sort_keys=True)
        if key not in made:
            made[key] = build_case(
                tmp_path_factory.mktemp("case"),
                records_of(one.get("given", [])),
                **one.get("facts", {}),
                toml=one.get("toml", ""),
                files=one.get("files"),
                answers=one.get("answers"),
            )
        return made[key]

    return build


@pytest.mark.parametrize(("name", "one"), list(cases()))
def test_case(name, one, built):
    assert {"expect", "expect_contains", "expect_absent"} & set(one), "a case expects something"
    case = built(one)
    answer = ask(case, name, one.get("params"))
    rows = list(formats.objects(answer))
    if "expect" in one:
        narrowed = [
            {column: row[column] for column in wanted}
            for row, wanted in zip(rows, one["expect"], strict=False)
        ]
        assert narrowed == one["expect"]
        assert len(rows) == len(one["expect"]), rows[len(one["expect"]) :]
    for wanted in one.get("expect_contains", ()):
        found = [row for row in rows if _flat_items(wanted) <= _flat_items(row)]
        assert found, f"no row with {wanted} among {rows}"
    for wanted in one.get("expect_absent", ()):
        found = [row for row in rows if _flat_items(wanted) <= _flat_items(row)]
        assert not found, f"unexpected {found}"


def _flat_items(row):
    return {(name, str(value) if isinstance(value, (list, dict)) else value) for name, value in row.items()}


@pytest.mark.parametrize("question", questions.questions(), ids=lambda question: question.name)
def test_every_question_has_a_case(question):
    path = CASES / f"{question.name}.yml"
    assert path.exists(), f"write tests/queries/{question.name}.yml"
    assert yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER), f"{path.name} holds no case"


@pytest.mark.parametrize("item", EVERY, ids=lambda item: f"{item.path.parent.name}/{item.name}")
def test_parameters_are_those_the_statement_binds(item):
    import duckdb

    found = duckdb.extract_statements(item.sql)
    assert len(found) == 1, "one statement a file"
    bound = set(found[0].named_parameters)
    # A function that answers may take parameters that its first statement does not need.
    assert bound <= set(item.params) if item.answer else bound == set(item.params)
    assert found[0].type == duckdb.StatementType.SELECT


@pytest.mark.parametrize("item", EVERY, ids=lambda item: f"{item.path.parent.name}/{item.name}")
def test_reads_names_what_the_statement_reads(item):
    import duckdb

    text = duckdb.execute("select json_serialize_sql($1::varchar)", [item.sql]).fetchone()[0]
    parsed = json.loads(text)
    if parsed.get("error"):
        pytest.skip(f"DuckDB cannot serialise this statement: {parsed.get('error_message', '')[:80]}")
    named, defined = set(), set()

    def walk(node):
        if isinstance(node, dict):
            if node.get("type") == "BASE_TABLE":
                named.add(node["table_name"])
            for entry in (node.get("cte_map") or {}).get("map", ()):
                defined.add(entry["key"])
            if node.get("type") == "RECURSIVE_CTE_NODE" and node.get("cte_name"):
                defined.add(node["cte_name"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(parsed)
    assert named - defined == set(item.reads)


def test_a_step_lies_in_the_folder_of_a_room_that_runs_it():
    kit = Path(questions.__file__).parent
    for item in questions.steps():
        room = item.path.parent.name
        folder = next(place for place in (kit / "analysis" / room, kit / room) if place.is_dir())
        assert any(f'"{item.name}"' in file.read_text(encoding="utf-8") for file in folder.rglob("*.py")), (
            f"no module of {folder.name} runs queries/steps/{room}/{item.name}.sql"
        )


def test_steps_have_names_of_their_own(tmp_path, monkeypatch):
    for room in ("money", "response"):
        (tmp_path / "steps" / room).mkdir(parents=True)
        (tmp_path / "steps" / room / "sums.sql").write_text("select 1", encoding="utf-8")
    monkeypatch.setattr(questions, "content_dir", lambda kind: tmp_path)
    questions._step_paths.cache_clear()
    try:
        with pytest.raises(QueryError, match="sums stands in two rooms"):
            questions.step("sums")
    finally:
        questions._step_paths.cache_clear()


def test_views_stand_on_an_empty_case(tmp_path):
    case = build_case(tmp_path, [record()])
    with database.reading(case) as con:
        database.make_views(con)
        for view in questions.views():
            con.execute(f'select * from "{view.name}" limit 1').fetchall()


def test_derived_tables_of_an_older_kit_are_made_anew_and_hinder_no_other_statement(tmp_path):
    """A view may ask for a column that the table of an older kit does not have."""
    case = build_case(tmp_path, [record()])
    with database.writing(case) as con:
        con.execute("alter table activity drop column third_party")
        con.execute("update derived_stamp set stamp = 'of another kit'")
    assert sql(case, "select count(*) from events").rows == [(1,)]
    assert len(ask(case, "first_intruder").rows) <= 1
    assert ask(case, "key_activity").rows
