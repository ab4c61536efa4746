"""A real Trino over CloudTrail's own files in a bucket: what it cannot read, what it writes otherwise, what
the plan says of the bytes that it reads."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
from collections.abc import Callable

import pyarrow.parquet as pq
import pytest
from conftest import LEAKED, NOW, build_case, record
from engines import invented, same, trino_server, warehouse
from engines.athena_double import BUCKET, s3_of
from engines.stand_in import as_table
from engines.test_hub import busy_key
from engines.test_names import cases
from engines.test_texts_of_engines import TEXTS, written
from engines.test_trino import MOST_MEMORY, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit import collect
from kit import record as shown
from kit.analysis.answers import ask
from kit.case import new_case
from kit.collect import plans
from kit.collect.engine import frontier
from kit.sources import Access, Trino
from kit.sources.engines.statements import quoted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(trino_server.missing() is not None, reason=trino_server.missing() or ""),
]
PLACE = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01"
NAME = PLACE + "/111122223333_CloudTrail_us-east-1_20260301T{:02}05Z_{}.json.gz"
CUT = NAME.format(3, "cut")


@pytest.fixture(scope="module")
def server(moto_url, tmp_path_factory):
    with trino_server.running(tmp_path_factory.mktemp("trino"), s3=moto_url) as running:
        yield running


@st.composite
def spelled_cases(draw) -> tuple[str, str]:
    """(a text that holds a name in some spelling, what is looked for)."""
    name, text = draw(cases())
    return text, frontier.joined(frontier.patterns({f"user:111122223333:{name}"}))


def packed(records: list[bytes]) -> bytes:
    return gzip.compress(b'{"Records":[' + b",".join(records) + b"]}", mtime=0)


def as_written(records: list[dict]) -> list[bytes]:
    return [json.dumps(each, separators=(",", ":")).encode() for each in records]


@pytest.fixture
def trail(fresh_moto, credentials, server):
    """(what the bucket holds by key, puts files there and makes the table over them)."""
    s3, held = s3_of(fresh_moto), {}

    def put(files: dict[str, bytes], name: str) -> str:
        for key, data in files.items():
            s3.put_object(Bucket=BUCKET, Key=key, Body=data)
            held[key] = data
        run(server.port, "create schema if not exists hive.logs")
        for text in warehouse.trino_trail(f"hive.logs.{name}", f"s3://{BUCKET}/AWSLogs"):
            run(server.port, text)
        return f"trino://test@127.0.0.1:{server.port}/hive.logs.{name}"

    return held, put


def origins(case) -> dict[str, dict]:
    return {row["origin"]: row for row in ask(case, "ledger_items").dicts()}


def test_a_file_that_is_cut_off_is_named_and_the_rest_comes(trail, server, tmp_path):
    """Without the caller's own access to S3."""
    _, put = trail
    records = invented.trail(5)[0]
    cut = packed(as_written([record(180 + place) for place in range(500)]))[:-2000]
    files = {NAME.format(1, "one"): packed(as_written(records[:40])), CUT: cut,
             NAME.format(2, "two"): packed(as_written(records[40:]))}  # fmt: skip
    word = put(files, "cut")
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    summary = collect(case, word, now=NOW)
    assert summary.exit_code == 3

    line = origins(case)[f"s3://{BUCKET}/{CUT}"]
    assert line["status"] == "failed"
    assert "in no answer (Unexpected end of ZLIB input stream)" in line["reason"]
    (gap,) = [row for row in ask(case, "cannot_say").dicts() if row["topic"] == "engine-unread"]
    assert CUT in gap["why"]
    damaged = [
        row["hour"].hour for row in ask(case, "coverage").dicts() if row["reason_code"] == "file_damaged"
    ]
    assert damaged == [2, 3]
    whole = build_case(tmp_path / "whole", records, keys=[LEAKED])
    assert same.answers(case, "credentials") == same.answers(whole, "credentials")
    assert len(same.answers(whole, "credentials")) > 3


class Breaks(Trino):
    """Trino itself, and a file that is delivered cut off just before a statement of one template is asked."""

    def delivers(self, template: str, put: Callable[[], None]) -> None:
        self._when, self._put, self.asked = template, put, []

    def statement(self, name, values, bounds):
        if name == self._when and not self.left_out:
            self._put()
        return super().statement(name, values, bounds)

    def answer(self, asked):
        self.asked.append(asked.name)
        return super().answer(asked)


@pytest.mark.parametrize("template", ["ways", "callers"])
def test_a_file_that_breaks_while_calls_are_counted_is_named(template, trail, server, fresh_moto, tmp_path):
    _, put = trail
    records = busy_key(calls=600)
    word = put({NAME.format(1, "all"): packed(as_written(records))}, f"breaks_{template}")
    engine = Breaks(word)
    cut = packed(as_written([record(180 + place) for place in range(500)]))[:-2000]
    s3 = s3_of(fresh_moto)
    engine.delivers(template, lambda: s3.put_object(Bucket=BUCKET, Key=CUT, Body=cut))
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    same.walked(case, engine, most=200)

    assert engine.asked.count(template) == 2, "asked again without the file"
    line = origins(case)[f"s3://{BUCKET}/{CUT}"]
    assert line["status"] == "failed"
    assert "Unexpected end of ZLIB input stream" in line["reason"]
    counted = [row for row in ask(case, "ledger_items").dicts() if f"#{template}-" in row["origin"]]
    assert [row["status"] for row in counted] == ["loaded"]
    assert counted[0]["loaded"] > 1
    s3.delete_object(Bucket=BUCKET, Key=CUT)


def test_what_trino_cannot_read_the_kit_fetches(trail, server, fresh_moto, tmp_path):
    """With it: what is whole of a file that is cut off counts; originals show what Trino wrote otherwise."""
    held, put = trail
    odd = packed([written(place, text) for place, (text, *_) in enumerate(TEXTS)])
    cut = packed(as_written([record(180 + place) for place in range(500)]))[:-2000]
    word = put({NAME.format(0, "odd"): odd, CUT: cut}, "odd")
    case = new_case(tmp_path / "case", now=NOW, keys=[LEAKED], language="en")
    collect(case, word, access=Access(endpoint_url=fresh_moto), now=NOW)

    line = origins(case)[f"s3://{BUCKET}/{CUT}"]
    assert line["loaded"] > 300
    assert line["rejected"] >= 1
    assert held[CUT] == cut
    told = notes(case)
    for place, (text, _, wanted) in enumerate(TEXTS):
        found = shown(case, record(place)["eventID"])
        assert found.origin == f"s3://{BUCKET}/{NAME.format(0, 'odd')}"
        assert found.raw == written(place, text)
        said = {reason for event, reason in told if event == record(place)["eventID"]}
        assert (not said and wanted is None) or any(wanted in reason for reason in said), (text, said)


@given(st.lists(spelled_cases(), min_size=60, max_size=60))
@settings(max_examples=5, deadline=None, suppress_health_check=[*HealthCheck])
def test_trino_finds_a_name_however_it_is_spelled(server, pairs):
    rows = ", ".join(f"({quoted(text, 'trino')}, {quoted(pattern, 'trino')})" for text, pattern in pairs)
    missed = (
        f"select text, pattern from (values {rows}) as t (text, pattern) where not regexp_like(text, pattern)"
    )
    assert run(server.port, missed) == []


def notes(case) -> list[tuple[str, str]]:
    """(event, what the ledger notes of an engine's row)."""
    from kit.store import database

    with database.reading(case) as con:
        return con.execute(
            "select d.event_key, n.reason from ledger_notes n join deliveries d using (file_id, position)"
            " where n.reason like '%the engine%'"
        ).fetchall()


def read_by(case) -> list[int]:
    """Bytes that Trino says it read for each statement (physicalInputBytes)."""
    from kit.collect.dispatch import _held

    return [meta["bytes_read"] for _, _, meta in _held(case) if "statement" in meta]


def planned(case, word: str, url: str) -> int:
    lines = plans(case, word, access=Access(endpoint_url=url), now=NOW)
    told = next(line for line in lines if "each statement reads" in line)
    return int(told.split("up to ")[1].split(" bytes")[0].replace(",", ""))


@pytest.mark.parametrize("kind", ["json", "parquet"])
def test_the_plan_says_what_trino_reads_within_a_fifth(kind, trail, server, fresh_moto, tmp_path, figure):
    _, put = trail
    dice = random.Random(3)
    records = [
        record(
            place,
            sourceIPAddress=f"198.51.100.{dice.randrange(250)}",
            readOnly=dice.random() < 0.5,
            requestParameters={"bucketName": f"b{dice.getrandbits(64)}"},
        )
        for place in range(20_000)
    ]
    files = {NAME.format(hour, f"x{hour}"): packed(as_written(records[hour::12])) for hour in range(12)}
    word = put(files, f"plan_{kind}_files")
    if kind == "parquet":
        word = as_parquet(server.port, fresh_moto, "plan_parquet")
    case = new_case(tmp_path / "case", now=NOW, keys=["AKIABTX3GSDSQNOBODYZ"], language="en")
    size = planned(case, word, fresh_moto)
    collect(case, word, access=Access(endpoint_url=fresh_moto), now=NOW)
    read = read_by(case)
    figure(f"Trino, {kind}: plan {size:,} bytes a statement, read {read}")
    assert abs(size - max(read)) <= 0.2 * max(read)
    assert server.peak.bytes < MOST_MEMORY


def as_parquet(port: int, url: str, name: str) -> str:
    """A Parquet table that Trino made of the table over the files, as docs/engines.md shows."""
    s3_of(url)
    columns = ", ".join(field.name for field in warehouse.SCHEMA if field.name != "path")
    run(port, f"create table hive.logs.{name} with (format = 'PARQUET',"
              f" external_location = 's3://{BUCKET}/parquet/{name}')"
              f" as select {columns} from hive.logs.{name}_files")  # fmt: skip
    return f"trino://test@127.0.0.1:{port}/hive.logs.{name}"


def test_the_plan_of_large_parquet_says_what_each_statement_reads_within_a_fifth(
    trail, server, fresh_moto, tmp_path, figure
):
    """Of a file over 3 MB Trino reads the columns that a statement names and small gaps between them."""
    trail[1]({}, "nothing")
    dice = random.Random(3)
    table = as_table(
        (record(place, requestParameters={"bucketName": f"b{dice.getrandbits(512 * rare):x}"}), "")
        for rare in (1, 4)
        for place in range(30_000)
    ).drop_columns("path")
    s3 = s3_of(fresh_moto)
    for name, part in (("usual", table.slice(0, 30_000)), ("wide", table.slice(30_000))):
        out = io.BytesIO()
        pq.write_table(part, out, row_group_size=10_000)
        assert len(out.getvalue()) > 4_000_000
        s3.put_object(Bucket=BUCKET, Key=f"large/{name}.parquet", Body=out.getvalue())
    columns = ", ".join(f'"{field.name}" {warehouse._type(field.type)}' for field in table.schema)
    run(server.port, f"create table hive.logs.large ({columns})"
                     f" with (format = 'PARQUET', external_location = 's3://{BUCKET}/large')")  # fmt: skip
    word = f"trino://test@127.0.0.1:{server.port}/hive.logs.large"
    case = new_case(tmp_path / "case", now=NOW, keys=["AKIABTX3GSDSQNOBODYZ"], language="en")
    told = plans(case, word, access=Access(endpoint_url=fresh_moto), now=NOW)
    (line,) = [each for each in told if each.startswith("of Parquet")]
    planned = {
        name: int(size.replace(",", "")) for name, size in re.findall(r"([a-z_]+) ([0-9,]*[0-9])", line)
    }
    collect(case, word, access=Access(endpoint_url=fresh_moto), now=NOW)
    from kit.collect.dispatch import _held

    read = {meta["template"]: meta["bytes_read"] for _, _, meta in _held(case) if "statement" in meta}
    figure(f"Trino, large Parquet: planned {planned}, read {read}")
    for name in ("uses", "links", "hours", "callers", "long_term_keys"):
        assert read[name] > 0, name
        assert abs(planned[name] - read[name]) <= 0.2 * read[name], name
    # What bounds of row groups answer is not read.
    assert all(read[name] <= 1.2 * planned[name] for name in read.keys() & planned.keys())
