"""A real Spark over the demo and two more incidents, job by job: what it reaches and what the answers are."""

from __future__ import annotations

import pytest
from conftest import NOW
from engines import same, spark_local, warehouse
from engines.stand_in import records_in

from kit import collect, questions
from kit.demo import make
from kit.sources import PendingError

pytestmark = [
    pytest.mark.slow,
    # On a machine that does nothing else each takes a minute or two.
    pytest.mark.timeout(1200),
    pytest.mark.skipif(spark_local.missing() is not None, reason=spark_local.missing() or ""),
]
SEEDS = (7, 11, 2026)
MOST_MEMORY = 3e9


@pytest.mark.parametrize("seed", SEEDS)
def test_what_spark_reaches_is_what_the_whole_trail_reaches(seed, tmp_path, figure):
    evidence, parquet, folder = tmp_path / "evidence", tmp_path / "parquet", tmp_path / "turns"
    make(evidence, seed=seed)
    warehouse.write(parquet, records_in(evidence / "trail"), monthly=True)
    whole = same.of_everything(tmp_path / "whole", evidence)
    part = same.on_bills(tmp_path / "part", evidence)

    word = f"spark:{folder}"
    with pytest.raises(PendingError, match="spark-submit"):
        collect(part, word, now=NOW)
    with spark_local.job(folder, parquet) as peak:
        summary = collect(part, word, now=NOW)
        figure(f"Spark, seed {seed}: {same.told(part)}, {peak.bytes / 1e9:.2f} GB at most")

    assert peak.bytes < MOST_MEMORY
    assert summary.exit_code == 0, summary.lines()
    assert same.answers(part, "credentials") == same.answers(whole, "credentials")
    assert len(same.answers(whole, "credentials")) > 5
    different = same.different(part, whole)
    assert different <= {*same.OTHERWISE}
    assert len(questions.question_names()) - len(different) >= 36
