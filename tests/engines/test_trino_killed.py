"""A run over a real Trino that is killed in its third round: the next one goes on there."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from engines import same, trino_server, warehouse
from engines.stand_in import records_in
from engines.test_trino import run

from kit.case import open_case
from kit.collect.dispatch import _held
from kit.demo import make

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(trino_server.missing() is not None, reason=trino_server.missing() or ""),
]
KIT = str(Path(sys.executable).parent / "kit")


def asked(folder: Path) -> dict[str, dict]:
    """Origin -> facts of each answer that the vault holds."""
    return {origin: meta for origin, _, meta in _held(open_case(folder)) if "statement" in meta}


def test_a_run_killed_in_its_third_round_asks_nothing_again(tmp_path):
    evidence = tmp_path / "evidence"
    make(evidence, seed=7)
    whole, part = same.of_everything(tmp_path / "whole", evidence), same.on_bills(tmp_path / "part", evidence)
    with trino_server.running(tmp_path / "trino") as server:
        warehouse.write(server.files / "demo", records_in(evidence / "trail"))
        run(server.port, "create schema hive.logs")
        run(server.port, warehouse.trino_table("hive.logs.demo", "local:///demo", server.files / "demo"))
        words = [KIT, "collect", str(part.folder), f"trino://test@127.0.0.1:{server.port}/hive.logs.demo"]
        process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "round 3" in line:
                break
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, said
        before = asked(part.folder)
        assert {"uses", "links", "hours"} <= {meta["template"] for meta in before.values()}

        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        ran = run(server.port, "select query from system.runtime.queries where source = 'leaked-key-kit'")
    after = asked(part.folder)
    assert before.items() <= after.items()
    new = [meta for origin, meta in after.items() if origin not in before]
    assert new
    # What an answer was for is asked once more only of an earlier time.
    for meta in new:
        held = {node for other in before.values() if other["template"] == meta["template"]
                for node in other["asked"] if node not in other["late"]}  # fmt: skip
        assert not held & {*meta["asked"]}, meta["template"]
    texts = [query for (query,) in ran]
    assert all(texts.count(meta["statement"]) == 1 for meta in before.values())
    assert same.answers(part, "credentials") == same.answers(whole, "credentials")
