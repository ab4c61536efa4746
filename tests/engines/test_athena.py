"""Athena over the wire: `kit collect CASE athena:DB.TABLE`, its plan, its price, and the originals."""

from __future__ import annotations

import contextlib
import gzip
import json
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from aws_doubles import reset
from conftest import NOW
from engines.athena_double import BUCKET, Athena, s3_of, serving
from engines.stand_in import StandIn, as_table

from kit import collect, record
from kit.analysis.answers import ask
from kit.case import new_case
from kit.collect import plans
from kit.collect.engine import run
from kit.errors import SourceError, UsageError
from kit.notice import parse as parse_notice
from kit.sources import Access

WORD = "athena:logs.cloudtrail"
KIT = str(Path(sys.executable).parent / "kit")


@pytest.fixture(scope="module")
def bucket(demo_evidence, moto_url):
    """(client, bytes, rows): the demo's trail in a bucket of moto's, put there once; no test changes it."""
    reset(moto_url)
    s3, size, rows = s3_of(moto_url), 0, []
    for key, data, records in monthly(demo_evidence / "trail"):
        size += len(data)
        s3.put_object(Bucket=BUCKET, Key=key, Body=data)
        rows += [(record, f"s3://{BUCKET}/{key}") for record in records]
    return s3, size, as_table(rows)


def monthly(folder: Path) -> Iterator[tuple[str, bytes, list[dict]]]:
    """(key, bytes, records) of an object for each account, Region and month: every record as it was
    delivered, in few objects, for each is a request to a server that is slow."""
    parts = defaultdict(list)
    for path in sorted(folder.rglob("*.json.gz")):
        with contextlib.suppress(EOFError):  # the demo has a file that is cut off
            parts[path.parent.parent].append((path, gzip.decompress(path.read_bytes())))
    for files in parts.values():
        texts = [text.removeprefix(b'{"Records":[').removesuffix(b"]}") for _, text in files]
        whole = b'{"Records":[' + b",".join(texts) + b"]}"
        yield (
            str(files[0][0].relative_to(folder)),
            gzip.compress(whole, mtime=0),
            json.loads(whole)["Records"],
        )


@pytest.fixture
def athena(bucket, moto_url, credentials):
    """(endpoint, double): a table over the bucket, of which nothing was asked yet."""
    s3, size, table = bucket
    double = Athena(table, size, s3)
    with serving(double, moto_url) as url:
        yield url, double


@pytest.fixture
def case(demo_evidence, tmp_path):
    notice = parse_notice(demo_evidence / "notice_ja.eml").to_case()
    return new_case(tmp_path / "case", now=NOW, notice=notice)


def test_nothing_that_costs_runs_before_the_analyst_agreed(athena, case):
    url, double = athena
    with pytest.raises(UsageError, match=r"--plan.*--yes"):
        collect(case, WORD, access=Access(endpoint_url=url), now=NOW)
    assert double.started == []


def test_the_plan_says_what_is_read_within_a_fifth(athena, case):
    url, double = athena
    lines = plans(case, WORD, access=Access(endpoint_url=url), now=NOW)
    told = next(line for line in lines if "each statement reads" in line)
    size = int(told.split("up to ")[1].split(" bytes")[0].replace(",", ""))
    assert double.started == []
    assert abs(size - double.size) <= 0.2 * double.size
    assert any(line.startswith("with calls as") for line in lines)


def test_the_tree_and_the_untouched_records_come(athena, case, demo_case, demo_evidence):
    url, double = athena
    summary = collect(case, WORD, access=Access(endpoint_url=url), now=NOW, agree=lambda *_: True)
    assert summary.exit_code == 0, summary.lines()
    assert ask(case, "credentials").rows == ask(demo_case, "credentials").rows
    assert len(double.started) <= 27

    acts = ask(case, "key_activity").dicts()
    assert acts
    assert [row["event_id"] for row in acts] == [
        row["event_id"] for row in ask(demo_case, "key_activity").dicts()
    ]
    here, there = record(case, acts[0]["event_id"]), record(demo_case, acts[0]["event_id"])
    (original,) = [one for one in (here, *here.copies) if one.origin.startswith(f"s3://{BUCKET}/")]
    assert original.raw == there.raw
    assert json.loads(original.raw)["eventID"] == acts[0]["event_id"]

    before = len(double.started)
    collect(case, WORD, access=Access(endpoint_url=url), now=NOW, agree=lambda *_: True)
    assert len(double.started) == before, "a finished statement is not paid again"


def test_a_file_that_athena_cannot_read_is_left_out_and_fetched(athena, case, demo_case):
    """The double says it in the words of Trino; the original is whole here, so that nothing lacks."""
    url, double = athena
    double.broken = str(double.table.column("path")[0])
    summary = collect(case, WORD, access=Access(endpoint_url=url), now=NOW, agree=lambda *_: True)
    assert summary.exit_code == 0, summary.lines()
    assert f"\"$path\" <> '{double.broken}'" in double.started[-1]
    assert [row["status"] for row in ask(case, "ledger_items").dicts() if row["origin"] == double.broken] == [
        "loaded"
    ]
    assert ask(case, "credentials").rows == ask(demo_case, "credentials").rows


INDEX, PLACE = "athena:mine.slim", "s3://responder-results/index"


def test_an_index_is_made_in_the_callers_database_and_asked_from_then_on(athena, case, demo_case):
    url, double = athena
    access = Access(endpoint_url=url)
    told = "\n".join(plans(case, WORD, index=INDEX, index_place=PLACE, access=access, now=NOW))
    assert f"external_location = '{PLACE}/slim_all_" in told
    assert "in all about" in told
    with pytest.raises(UsageError, match=r"athena:mine\.slim.*--yes"):
        collect(case, WORD, index=INDEX, index_place=PLACE, access=access, now=NOW)
    with pytest.raises(UsageError, match="--index-place"):
        collect(case, WORD, index=INDEX, access=access, now=NOW, agree=lambda *_: True)
    assert double.started == []

    summary = collect(
        case, WORD, index=INDEX, index_place=PLACE, access=access, now=NOW, agree=lambda *_: True
    )
    assert summary.exit_code == 0, summary.lines()
    table, view, *asked = double.started
    assert table.startswith('create table "AwsDataCatalog"."mine"."slim_all_')
    assert view.startswith('create view "AwsDataCatalog"."mine"."slim" as')
    assert all('"logs"."cloudtrail"' not in text for text in asked), "the rounds ask the index"
    assert ask(case, "credentials").rows == ask(demo_case, "credentials").rows
    # The originals came from the files that the index names, so nothing lacks.
    first = ask(case, "key_activity").dicts()[0]["event_id"]
    here = record(case, first)
    assert any(one.raw == record(demo_case, first).raw for one in (here, *here.copies))
    assert not {"engine-index"} & {row["topic"] for row in ask(case, "cannot_say").dicts()}


def test_half_an_index_is_told_with_its_place(athena, case):
    url, double = athena
    double.half = "HIVE_UNKNOWN_ERROR: gone"
    with pytest.raises(SourceError, match=rf"half an index lies at {PLACE}/slim_all_.*--index-place"):
        collect(
            case, WORD, index=INDEX, index_place=PLACE, access=Access(endpoint_url=url), now=NOW,
            agree=lambda *_: True,
        )  # fmt: skip


@pytest.mark.slow
def test_originals_of_trinos_rows_come_where_the_analyst_signs_in(athena, case, demo_case, monkeypatch):
    """Trino over CloudTrail's own files in S3 names the object of each row."""
    url, double = athena
    word = "trino://test/hive.logs.cloudtrail"
    monkeypatch.setattr(run, "opened", lambda *_: StandIn(double.table, word))
    summary = collect(case, word, access=Access(endpoint_url=url), now=NOW)
    assert summary.exit_code == 0, summary.lines()
    first = ask(case, "key_activity").dicts()[0]
    here, there = record(case, first["event_id"]), record(demo_case, first["event_id"])
    (original,) = [one for one in (here, *here.copies) if one.origin.startswith(f"s3://{BUCKET}/")]
    assert original.raw == there.raw


@pytest.mark.slow
def test_a_run_killed_in_its_third_round_pays_for_nothing_twice(athena, case, demo_case):
    """SIGKILL while a statement of the third round runs; the same command goes on from there."""
    url, double = athena
    words = [KIT, "collect", str(case.folder), WORD, "--endpoint-url", url, "--yes"]
    double.holds_at = 8
    process = subprocess.Popen([*words, "--plain-http"], stderr=subprocess.PIPE, text=True)
    while not double.reached.wait(1):
        assert process.poll() is None, process.communicate()[1]
    process.send_signal(signal.SIGKILL)
    double.going.set()
    said = process.communicate(timeout=60)[1]
    assert "round 3" in said
    assert process.returncode == -signal.SIGKILL
    paid = double.started[:7]

    done = subprocess.run([*words, "--plain-http"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "round 1" in done.stderr
    again = double.started[8:]
    assert again
    assert not set(paid) & set(again)
    assert ask(case, "credentials").rows == ask(demo_case, "credentials").rows
