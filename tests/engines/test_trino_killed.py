"""A run over a real Trino that is killed in its third round: the next one goes on there."""

from __future__ import annotations

import subprocess

import pytest
from engines import killed, same, trino_server, warehouse
from engines.stand_in import records_in
from engines.test_trino import run

from kit.demo import make

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(trino_server.missing() is not None, reason=trino_server.missing() or ""),
]


def test_a_run_killed_in_its_third_round_asks_nothing_again(tmp_path):
    evidence = tmp_path / "evidence"
    make(evidence, seed=7)
    whole, part = same.of_everything(tmp_path / "whole", evidence), same.on_bills(tmp_path / "part", evidence)
    with trino_server.running(tmp_path / "trino") as server:
        warehouse.write(server.files / "demo", records_in(evidence / "trail"))
        run(server.port, "create schema hive.logs")
        run(server.port, warehouse.trino_table("hive.logs.demo", "local:///demo", server.files / "demo"))
        place = f"trino://test@127.0.0.1:{server.port}/hive.logs.demo"
        words = [killed.KIT, "collect", str(part.folder), place]
        killed.in_round_3(words)
        before = killed.asked(part.folder)

        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        ran = run(server.port, "select query from system.runtime.queries where source = 'leaked-key-kit'")
    killed.goes_on(before, killed.asked(part.folder))
    texts = [query for (query,) in ran]
    assert all(texts.count(meta["statement"]) == 1 for meta in before.values())
    assert same.answers(part, "credentials") == same.answers(whole, "credentials")
