"""Which tables are asked, which are refused, and what a file that cannot be read does."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest
from conftest import LEAKED, NOW, record
from engines.same import walked
from engines.stand_in import StandIn, as_table

from kit.analysis.answers import ask
from kit.case import new_case
from kit.collect.engine import run
from kit.collect.run import collect_items
from kit.errors import SourceError, UsageError
from kit.sources import Bounds, Item, broken_file, shape_of


def test_a_table_of_something_else_is_refused_with_its_columns():
    with pytest.raises(UsageError, match="bytes, pages"):
        shape_of("trino://h/c.s.t", {"pages": "bigint", "bytes": "bigint"})


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (
            "HIVE_CURSOR_ERROR Failed to read file at s3://logs/AWSLogs/1/a.json.gz: Unexpected end of input",
            "s3://logs/AWSLogs/1/a.json.gz",
        ),
        (
            "HIVE_CURSOR_ERROR Failed to read file at s3://logs/b c/x.json.gz: Unexpected end of ZLIB input",
            "s3://logs/b c/x.json.gz",
        ),
        (
            "HIVE_CANNOT_OPEN_SPLIT Error opening Hive split s3://logs/x.gz (offset=0, length=15): Not gzip",
            "s3://logs/x.gz",
        ),
        ("HIVE_CURSOR_ERROR Failed to read file at local:///raw/cut.json.gz", "local:///raw/cut.json.gz"),
        ("local:///raw/x.json.gz: not in gzip format", "local:///raw/x.json.gz"),
        ("SYNTAX_ERROR: line 1:1: s3://logs/x is no column", None),
        ("HIVE_CURSOR_ERROR: nobody knows where", None),
    ],
)
def test_the_file_of_an_error_is_found(said, place):
    assert broken_file(said) == place


CUT = (
    "s3://logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/"
    "111122223333_CloudTrail_us-east-1_20260301T0305Z_AbCdEfGhIjKlMnOp.json.gz"
)


def engine_with_a_cut_file(scheme: str = "s3") -> StandIn:
    """Two files of an hour apart; the second one is cut off."""
    place = CUT.replace("s3:", f"{scheme}:")
    engine = StandIn(as_table([(record(0), f"{scheme}://logs/all.json.gz"), (record(180), place)]))
    engine.broken = {place}
    return engine


def failed(case) -> list[dict]:
    return [row for row in ask(case, "ledger_items").dicts() if row["status"] == "failed"]


def test_a_file_that_ends_a_statement_is_left_out_and_said(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    walked(case, engine_with_a_cut_file())
    (line,) = failed(case)
    assert line["origin"] == CUT
    assert "in no answer" in line["reason"]
    assert "Unexpected end" in line["reason"]
    assert "collect it as a file" in line["reason"]
    assert len(ask(case, "key_activity").rows) == 1

    (gap,) = [row for row in ask(case, "cannot_say").dicts() if row["topic"] == "engine-unread"]
    assert CUT in gap["why"]
    hours = {str(row["hour"]): row["reason_code"] for row in ask(case, "coverage").dicts()}
    assert hours["2026-03-01 02:00:00"] == hours["2026-03-01 03:00:00"] == "file_damaged"
    assert "file_damaged" not in {hours["2026-03-01 00:00:00"], hours["2026-03-01 01:00:00"]}


def test_the_next_run_leaves_the_file_out_from_the_start(tmp_path):
    from kit.collect.dispatch import _held
    from kit.collect.engine.walk import Walk

    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    walked(case, engine_with_a_cut_file())
    held = [meta for _, _, meta in _held(case) if "engine" in meta]
    engine = engine_with_a_cut_file()
    assert list(Walk(case, engine, NOW, held=held).items()) == []
    assert engine.left_out == {CUT}


@pytest.mark.parametrize("scheme", ["s3", "s3a"])
def test_the_kit_fetches_what_the_engine_cannot_read(scheme, tmp_path):
    """What is whole in a file that is cut off counts; the line about the engine goes. Hadoop's name of S3 is
    s3a."""
    whole = json.dumps({"Records": [record(180 + place) for place in range(2000)]}).encode()
    data = gzip.compress(whole)[:-20000]
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")

    def objects(places: list[str]) -> Iterator[Item]:
        return (Item(place, NOW, data=data, kind="object") for place in places if place == CUT)

    engine = engine_with_a_cut_file(scheme)
    facts = {"now": NOW, "bounds": Bounds(), "held": [], "say": print}
    collect_items(case, run.items(case, engine, objects=objects, **facts))
    (line,) = [row for row in ask(case, "ledger_items").dicts() if row["origin"] == CUT]
    assert "no answer" not in (line["reason"] or "")
    assert line["loaded"] > 500
    assert line["rejected"] >= 1
    assert "engine-unread" not in {row["topic"] for row in ask(case, "cannot_say").dicts()}


def test_a_file_that_neither_engine_nor_kit_can_read_was_not_seen(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")

    def objects(places: list[str]) -> Iterator[Item]:
        return (Item(place, NOW, failure="AccessDenied", kind="object") for place in places)

    engine = engine_with_a_cut_file()
    facts = {"now": NOW, "bounds": Bounds(), "held": [], "say": print}
    collect_items(case, run.items(case, engine, objects=objects, **facts))
    assert CUT in {row["origin"] for row in failed(case) if "in no answer (AccessDenied)" in row["reason"]}
    assert "engine-unread" in {row["topic"] for row in ask(case, "cannot_say").dicts()}


def test_a_table_of_broken_files_ends_the_run(tmp_path):
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    engine = engine_with_a_cut_file()
    engine.broken = {f"s3://logs/{number}.json.gz" for number in range(150)}
    with pytest.raises(SourceError, match="needs mending"):
        walked(case, engine)
