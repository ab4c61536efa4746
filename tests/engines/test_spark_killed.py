"""A run over a real Spark that is killed in its third round: the next one goes on there."""

from __future__ import annotations

import subprocess

import pytest
from conftest import NOW
from engines import killed, same, spark_local, warehouse
from engines.stand_in import records_in

from kit import collect
from kit.sources import PendingError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(spark_local.missing() is not None, reason=spark_local.missing() or ""),
]


def test_a_run_killed_in_its_third_round_asks_nothing_again(
    demo_evidence, demo_case, billed_case, tmp_path, figure
):
    """Spark's folder forgets what the vault holds, so that nobody but the vault can know of it."""
    parquet, folder = tmp_path / "parquet", tmp_path / "turns"
    warehouse.write(parquet, records_in(demo_evidence / "trail"), monthly=True)
    part = billed_case(tmp_path / "part")
    with pytest.raises(PendingError, match="spark-submit"):
        collect(part, f"spark:{folder}", now=NOW)
    words = [killed.KIT, "collect", str(part.folder), f"spark:{folder}"]
    with spark_local.job(folder, parquet) as peak:
        killed.in_round_3(words)
        before = killed.asked(part.folder)
        held = {meta["statement"] for meta in before.values()}
        for path in (folder / "statements").glob("*.sql"):
            if path.read_text(encoding="utf-8") in held:
                path.unlink()
                (folder / "answers" / f"{path.stem}.csv").unlink()

        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        figure(f"Spark, killed in round 3: {same.told(part)}, {peak.bytes / 1e9:.2f} GB at most")
    killed.goes_on(before, killed.asked(part.folder))
    written = {path.read_text(encoding="utf-8") for path in (folder / "statements").glob("*.sql")}
    assert written
    assert not held & written
    assert same.answers(part, "credentials") == same.answers(demo_case, "credentials")
