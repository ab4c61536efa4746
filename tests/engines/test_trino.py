"""A real Trino over the demo and two more incidents: what it reaches and what the answers are."""

from __future__ import annotations

import pytest
import trino as client
from conftest import NOW
from engines import same, trino_server, warehouse
from engines.stand_in import records_in

from kit import collect, questions
from kit.demo import make

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
