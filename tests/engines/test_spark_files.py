"""A real Spark over CloudTrail's own files, some of which cannot be read, and over Parquet that is cut."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import LEAKED, NOW, build_case, record
from engines import invented, same, spark_local
from engines.stand_in import SCHEMA, as_table
from engines.test_texts_of_engines import TEXTS, written
from engines.test_trino_files import NAME, as_written, packed

from kit import collect
from kit.analysis.answers import ask
from kit.case import new_case
from kit.sources import PendingError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(spark_local.missing() is not None, reason=spark_local.missing() or ""),
]


def collected(tmp_path: Path, place: Path, kind: str):
    """A case that a job over the files gave its rows; what the run said."""
    case, folder = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en"), tmp_path / "turns"
    with pytest.raises(PendingError):
        collect(case, f"spark:{folder}", now=NOW)
    with spark_local.job(folder, place, kind):
        return case, collect(case, f"spark:{folder}", now=NOW)


def failed(case) -> dict[str, str]:
    rows = ask(case, "ledger_items").dicts()
    return {Path(row["origin"]).name: row["reason"] for row in rows if row["status"] == "failed"}


def test_files_that_spark_cannot_read_are_named_and_the_rest_comes(tmp_path):
    """The cluster is set to pass over corrupt files in silence; what is no JSON would be a row of nothing."""
    records, place = invented.trail(5)[0], tmp_path / "trail"
    many = packed(as_written([record(180 + number) for number in range(500)]))
    files = {
        "one": packed(as_written(records[:40])), "two": packed(as_written(records[40:])),
        "cut": many[:-2000], "plain": b"no gzip at all", "bad": gzip.compress(b'{"Records":[{"eventTime": }'),
        "odd": packed([written(number, text) for number, (text, *_) in enumerate(TEXTS)]),
    }  # fmt: skip
    for hour, (name, data) in enumerate(files.items()):
        path = place / NAME.format(hour, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    case, summary = collected(tmp_path, place, "trail")
    assert summary.exit_code == 3

    said = failed(case)
    assert {name.split("_")[-1] for name in said} == {"cut.json.gz", "plain.json.gz", "bad.json.gz"}
    assert all("in no answer" in why for why in said.values())
    (gap,) = [row for row in ask(case, "cannot_say").dicts() if row["topic"] == "engine-unread"]
    assert "cut.json.gz" in gap["why"]
    hours = ask(case, "coverage").dicts()
    assert [row["hour"].hour for row in hours if row["reason_code"] == "file_damaged"] == [1, 2, 3, 4]
    odd = [record(number) for number, _ in enumerate(TEXTS)]
    whole = build_case(tmp_path / "whole", [*records, *odd], keys=[LEAKED])
    assert same.answers(case, "credentials") == same.answers(whole, "credentials")
    for number, (text, *_) in enumerate(TEXTS):
        # Spark 4 hands out a line's objects as they were written; the case's table has no half characters.
        assert request(case, record(number)["eventID"]) == text.replace(r"\ud800", r"\ufffd")


def request(case, event_id: str) -> str | None:
    """The request of an event as the case's table has it."""
    from kit.store import database

    with database.reading(case) as con:
        found = con.execute("select request_parameters from events where event_id = ?", [event_id]).fetchall()
    return found[0][0]


def test_parquet_that_is_cut_off_is_named(tmp_path):
    place = tmp_path / "parquet"
    place.mkdir()
    columns = [field.name for field in SCHEMA if field.name != "path"]
    for name, first in (("a-cut", 0), ("b-whole", 100)):
        rows = as_table((record(first + number), "") for number in range(50)).select(columns)
        pq.write_table(rows, place / f"{name}.parquet")
    cut = place / "a-cut.parquet"
    cut.write_bytes(cut.read_bytes()[:-200])
    case, _ = collected(tmp_path, place, "parquet")
    assert list(failed(case)) == ["a-cut.parquet"]
    assert len(ask(case, "key_activity").rows) == 50
