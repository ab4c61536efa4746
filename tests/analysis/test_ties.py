"""Calls of one second have one order, whichever file was read first: the same answers come of it."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import NOW
from engines import same
from engines.stand_in import records_in

from kit import collect, questions
from kit.case import Case, open_case

# How the evidence came and which file a record was read from first are what they speak of.
OF_FILES = {"custody", "ledger_items"}


def with_ties(folder: Path) -> list[dict]:
    """The demo's records with times of whole ten minutes, so that most calls share theirs with others."""
    found = []
    for record, _ in records_in(folder):
        moment = record.get("eventTime")
        if isinstance(moment, str) and len(moment) == len("2026-03-01T00:00:00Z"):
            record["eventTime"] = f"{moment[:15]}0:00Z"
        found.append(record)
    return found


def loaded(folder: Path, evidence: Path, lots: list[list[dict]]) -> Case:
    """A case of the demo's bills and these records, one file and one collection after the other."""
    folder.mkdir()
    case = same.on_bills(folder / "case", evidence)
    for number, lot in enumerate(lots):
        place = folder / f"lot-{number}"
        place.mkdir()
        (place / "records.json").write_text(json.dumps({"Records": lot}), encoding="utf-8")
        collect(case, str(place), now=NOW)
    return open_case(case.folder)


def test_another_order_of_files_gives_the_same_answers(demo_evidence, tmp_path):
    records = with_ties(demo_evidence / "trail")
    times = [record.get("eventTime") for record in records]
    assert len(set(times)) < len(times) / 2
    half = len(records) // 2
    one = loaded(tmp_path / "one", demo_evidence, [records[:half], records[half:]])
    other = loaded(tmp_path / "other", demo_evidence, [records[:half:-1], records[half::-1]])
    assert same.different(one, other) <= OF_FILES
    assert len(same.answers(one, "credentials")) > 5
    assert len(questions.question_names()) > 50
