"""What other tools read: Timesketch's columns, STIX by its own validator, cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json

import hostile
import pandas
import pytest

from kit import ask, export
from kit.analysis import bundle, timeline
from kit.errors import UsageError

# https://timesketch.org/guides/user/import-from-json-csv/
MANDATORY = {"message", "datetime", "timestamp_desc"}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return hostile.hostile_case(tmp_path_factory.mktemp("export") / "c")


def test_timesketch_has_its_columns_and_times_that_it_reads(case, tmp_path):
    target = tmp_path / "t.jsonl"
    export(case, "timesketch", file=target)
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").split("\n") if line]
    calls = ask(case, "key_activity").dicts()
    assert len(rows) == len(calls)
    assert all(set(row) >= MANDATORY for row in rows)
    assert all(isinstance(row[name], str) and row[name] for row in rows for name in MANDATORY)
    read = pandas.to_datetime([row["datetime"] for row in rows], format="ISO8601", utc=True)
    assert [at.tz_localize(None) for at in read] == [call["event_time"] for call in calls]
    export(case, "timesketch", file=tmp_path / "t.csv")
    frame = pandas.read_csv(tmp_path / "t.csv")
    assert set(frame.columns) >= MANDATORY
    assert len(frame) == len(calls)


def test_a_call_without_time_is_counted_not_lost(case):
    calls = ask(case, "key_activity").dicts()
    _, rows, undated = timeline("en", [{**calls[0], "event_time": None}, calls[1]])
    assert (len(rows), undated) == (1, 1)


def test_stix_is_valid_and_names_only_the_third_partys_own(case, tmp_path):
    import stix2validator  # its grammars take longer to load than the tests of many files

    target = tmp_path / "s.json"
    export(case, "stix", file=target)
    checked = stix2validator.validate_string(target.read_text(encoding="utf-8"))
    assert checked.is_valid, [str(error) for result in checked.object_results for error in result.errors]
    objects = json.loads(target.read_text(encoding="utf-8"))["objects"]
    patterns = [each["pattern"] for each in objects if each["type"] == "indicator"]
    calls = ask(case, "key_activity").dicts()
    others = {call["source_ip_address"] for call in calls if call["actor"] != "intruder"}
    assert patterns
    assert not [value for value in others for pattern in patterns if f"'{value}'" in pattern]
    assert [each["type"] for each in objects].count("note") == 1


def test_stix_ids_stay_the_same_and_quotes_stay_inside(case):
    from datetime import datetime

    calls = ask(case, "key_activity").dicts()
    odd = {**calls[-1], "actor": "intruder", "certainty": "certain", "user_agent": "a' OR '1'='1\\"}
    made = [bundle(case, [odd], now=datetime(2026, 1, day)).objects for day in (1, 2)]
    assert [each.id for each in made[0]] == [each.id for each in made[1]]
    pattern = next(each.pattern for each in made[0] if "User-Agent" in getattr(each, "pattern", ""))
    assert pattern.endswith("= 'a\\' OR \\'1\\'=\\'1\\\\']")


def test_no_cell_of_a_csv_begins_a_formula(case, tmp_path):
    for kind in ("csv", "timesketch"):
        target = tmp_path / "cells.csv"
        export(case, kind, file=target)
        rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_an_export_is_a_file_in_the_case_that_says_what_it_holds(case):
    made = export(case, "jsonl", question="credentials")
    assert made.file == case.out / "credentials.jsonl"
    with open(made, encoding="utf-8") as lines:
        names = [json.loads(line)["credential_id"] for line in lines]
    assert names == [row["credential_id"] for row in ask(case, "credentials").dicts()]
    assert str(made) == f"{made.file}: {len(names)} rows"
    export(case, "parquet", question="credentials", file=case.out / "c.parquet")
    assert list(pandas.read_parquet(case.out / "c.parquet")["credential_id"]) == names


@pytest.mark.parametrize(
    ("format", "name", "said"),
    [("xlsx", None, "csv"), ("csv", "calls.xlsx", "calls.csv"), ("pdf", None, "write one of csv, jsonl")],
)
def test_what_cannot_be_written_names_what_can(case, tmp_path, format, name, said):
    with pytest.raises(UsageError, match=said):
        export(case, format, file=tmp_path / name if name else None)
    assert not list(tmp_path.iterdir())
