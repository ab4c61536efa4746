"""Each column of event records broken in turn, in every kind of call of a tree: no command fails, and what is
said of other records stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import faults
import pytest
from conftest import NOW, build_case, record

import kit
from kit.analysis import ask, derive, standing
from kit.case import Case, new_case
from kit.questions import question_names
from kit.report import parts
from kit.store import database

# Places in a list of all suspects or of the plan: others may stand before.
PLACES = {"rank", "step_no"}
# Parts of the report that show record by record; the slow test makes all of it.
SHOWN = ("timeline", "credentials", "principals", "resources", "acts", "unknown", "items")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory) -> tuple[faults.World, faults.World]:
    """Two incidents in accounts of their own: one stays whole, the other's records are broken."""
    return tuple(faults.world(tmp_path_factory.mktemp(f"world{seed}"), seed) for seed in (7, 8))


@pytest.fixture(scope="module")
def untouched(worlds, tmp_path_factory) -> dict[str, list[str]]:
    """What is said of the first incident where nothing is broken."""
    case = collected(tmp_path_factory.mktemp("whole"), worlds, [])
    return about(worlds[0], said(case))


def collected(folder: Path, worlds: tuple[faults.World, faults.World], odd: list[dict]) -> Case:
    whole, other = worlds
    keys = [*whole.keys, *other.keys]
    case = new_case(folder / "case", now=NOW, keys=keys, language="en", timezone="UTC")
    (folder / "in").mkdir()
    for name, records in (("whole", whole.records.values()), ("other", other.tree), ("odd", odd)):
        (folder / "in" / f"{name}.json").write_text(json.dumps({"Records": list(records)}))
    summary = kit.collect(case, folder / "in", now=NOW)
    assert summary.exit_code == 0
    given = len(whole.records) + len(other.tree) + len(odd)
    counted = kit.sql(case, "select (select count(*) from events), (select sum(copies) from ledger)").rows
    assert sum(value or 0 for value in counted[0]) == given, "nothing is lost"
    return case


def said(case: Case) -> dict[str, list[dict]]:
    """All answers, the plan and the steps; what cannot be answered fails the test."""
    with database.reading(case) as con:
        assert derive.failures(con) == {}
        told = {
            name: ask(case, name, {"event_ids": []} if name == "evidence" else None, con=con).dicts()
            for name in question_names()
        }
    assert not [row for row in standing(case)["cautions"] if row["topic"] == "analysis_failed"]
    told["plan"] = kit.plan(case, now=NOW).dicts()
    assert told["plan"]
    assert told["plan"][0]["event_ids"] or told["plan"][0]["line"], "no analysis failed"
    assert kit.reply(case, now=NOW, draft=True)
    return told


def about(world: faults.World, told: dict[str, list[dict]]) -> dict[str, list[str]]:
    """The rows that speak of this world alone, as sorted texts."""
    return {
        name: sorted(
            json.dumps(
                {column: _plain(value) for column, value in row.items() if column not in PLACES},
                default=str, sort_keys=True,
            )
            for row in rows
            if row.get("account_id") in world.accounts or row.get("credential_id") in world.keys
        )
        for name, rows in told.items()
    }  # fmt: skip


def _plain(value: object) -> object:
    # Sums of money come in another order, and differ in their last digits.
    return round(value, 6) if isinstance(value, float) else value


@pytest.mark.parametrize("some", [("null", "absent"), ("empty", "wrong"), ("inside",)], ids="+".join)
def test_broken_columns_fail_no_command_and_change_no_other_answer(worlds, untouched, tmp_path, some):
    kinds = worlds[1].kinds()
    assert len(kinds) > 80
    odd = [record for fault in some for record in faults.broken(kinds, fault)]
    assert len(odd) > 3 * len(kinds)
    case = collected(tmp_path, worlds, odd)
    told = about(worlds[0], said(case))
    assert sum(map(len, told.values())) > 1_000
    for name in untouched:
        unlike = set(untouched[name]) ^ set(told[name])
        assert not sorted(unlike)[:2], name
    for part in SHOWN:
        made = parts.blocks_of(case, part)
        assert not [block.data["unmade"] for block in made if block.data.get("unmade")], part


@pytest.mark.slow
@pytest.mark.parametrize("fault", [fault for fault in faults.FAULTS if fault != "inside"])
@pytest.mark.parametrize("column", faults.COLUMNS)
def test_one_broken_column_alone(worlds, untouched, tmp_path, column, fault):
    case = collected(tmp_path, worlds, list(faults.broken(worlds[1].kinds(), fault, (column,))))
    told = about(worlds[0], said(case))
    assert told == untouched
    for lang in ("en", "ja"):
        words = kit.report(case, lang, now=NOW).read_text(encoding="utf-8")
        assert "This part could not be made" not in words
        assert "report-unmade" not in words


def test_the_report_names_the_file_and_the_count_of_records_without_a_time(tmp_path):
    records = [record(0), record(1, eventTime=None), record(2, eventTime="soon")]
    case = build_case(tmp_path, records, files={"later.json": {"Records": [record(3)]}})
    (table,) = [block for block in parts.blocks_of(case, "items") if block.kind == "table"]
    told = json.dumps(table.data, default=str, ensure_ascii=False)
    assert "records.json" in told
    assert "later.json" not in told
    assert "2 records" in told
    assert "without a usable time" in told
