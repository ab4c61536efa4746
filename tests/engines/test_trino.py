"""A real Trino over the demo and two more incidents: what it reaches and what the answers are."""

from __future__ import annotations

import csv

import pyarrow.parquet as pq
import pytest
import trino as client
from conftest import NOW
from engines import same, trino_server, warehouse
from engines.stand_in import SCHEMA, StandIn, as_table, records_in

from kit import collect, questions
from kit.demo import make
from kit.sources import Bounds
from kit.sources.engines.trino import Trino

pytestmark = [
    pytest.mark.slow,
    # On a machine that does nothing else each takes a minute or two.
    pytest.mark.timeout(1200),
    pytest.mark.skipif(trino_server.missing() is not None, reason=trino_server.missing() or ""),
]
SEEDS = (7, 11, 2026)
MOST_MEMORY = 3e9


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with trino_server.running(tmp_path_factory.mktemp("trino")) as running:
        yield running


def run(port: int, text: str) -> list:
    cursor = client.dbapi.connect(host="127.0.0.1", port=port, user="test").cursor()
    cursor.execute(text)
    return cursor.fetchall()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_trino_reaches_is_what_the_whole_trail_reaches(seed, server, tmp_path, figure):
    port, files = server.port, server.files
    evidence = tmp_path / "evidence"
    make(evidence, seed=seed)
    warehouse.write(files / f"seed{seed}", records_in(evidence / "trail"))
    run(port, "create schema if not exists hive.logs")
    run(port, warehouse.trino_table(f"hive.logs.seed{seed}", f"local:///seed{seed}", files / f"seed{seed}"))

    whole = same.of_everything(tmp_path / "whole", evidence)
    part = same.on_bills(tmp_path / "part", evidence)
    summary = collect(part, f"trino://test@127.0.0.1:{port}/hive.logs.seed{seed}", now=NOW)
    figure(f"Trino, seed {seed}: {same.told(part)}, {server.peak.bytes / 1e9:.2f} GB at most")

    assert server.peak.bytes < MOST_MEMORY
    assert summary.exit_code == 0, summary.lines()
    assert same.answers(part, "credentials") == same.answers(whole, "credentials")
    assert len(same.answers(whole, "credentials")) > 5
    different = same.different(part, whole)
    assert different <= {*same.OTHERWISE}
    assert len(questions.question_names()) - len(different) >= 36


def test_hours_of_one_large_file_are_those_of_the_delivered_files_but_for_the_count_of_files(
    server, demo_evidence
):
    """An engine counts the files of its table. What CloudTrail delivered as many is one where somebody wrote
    it to one file of Parquet; `coverage` then knows one file an hour, and every other figure is the same."""
    name, place = "hive.logs.one_file", "local:///one_file/all.parquet"
    records = list(records_in(demo_evidence / "trail"))
    (server.files / "one_file").mkdir()
    columns = [field for field in SCHEMA if field.name != "path"]
    table = as_table((record, place) for record, _ in records)
    pq.write_table(table.drop_columns("path"), server.files / "one_file" / "all.parquet")
    run(server.port, "create schema if not exists hive.logs")
    described = ", ".join(f'"{field.name}" {warehouse._type(field.type)}' for field in columns)
    run(server.port, f"create table {name} ({described})"
                     " with (format = 'PARQUET', external_location = 'local:///one_file')")  # fmt: skip

    trino = hours(Trino(f"trino://test@127.0.0.1:{server.port}/{name}"))
    assert trino == hours(StandIn(table))
    assert {row["files"] for row in trino} == {"1"}
    delivered = hours(StandIn(as_table(records)))
    assert len(delivered) == len(trino) > 100
    other = [{key for key in one if one[key] != row[key]} for one, row in zip(delivered, trino, strict=True)]
    assert set().union(*other) == {"files"}


def hours(engine) -> list[dict[str, str]]:
    """The rows of template `hours`, in one order."""
    answer = engine.answer(engine.statement("hours", {}, Bounds())).data.decode()
    return sorted(csv.DictReader(answer.splitlines()), key=lambda row: [*row.values()][:3])
