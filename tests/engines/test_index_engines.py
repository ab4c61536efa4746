"""A slim index that a real Trino and a real Spark make, and ask afterwards."""

from __future__ import annotations

import pytest
from conftest import NOW
from engines import same, spark_local, trino_server, warehouse
from engines.stand_in import records_in
from engines.test_trino import run

from kit import collect
from kit.errors import UsageError
from kit.sources import PendingError

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def yes(*_: object) -> bool:
    return True


@pytest.mark.skipif(trino_server.missing() is not None, reason=trino_server.missing() or "")
def test_trino_makes_an_index_and_gives_the_same_tree(demo_evidence, demo_case, tmp_path, figure):
    with trino_server.running(tmp_path / "trino") as server:
        warehouse.write(server.files / "demo", records_in(demo_evidence / "trail"))
        run(server.port, "create schema hive.logs")
        run(server.port, warehouse.trino_table("hive.logs.demo", "local:///demo", server.files / "demo"))
        run(server.port, "create schema hive.mine")
        table, index = (
            f"trino://test@127.0.0.1:{server.port}/hive.{name}" for name in ("logs.demo", "mine.slim")
        )
        case = same.on_bills(tmp_path / "part", demo_evidence)
        with pytest.raises(UsageError, match="--yes"):
            collect(case, table, index=index, now=NOW)
        tables = "select table_name from hive.information_schema.tables where table_schema = 'mine'"
        assert run(server.port, tables) == []

        summary = collect(case, table, index=index, agree=yes, now=NOW)
        figure(f"Trino, index of the demo: {same.told(case)}")
        assert summary.exit_code == 0, summary.lines()
        names = sorted(name for (name,) in run(server.port, tables))
        assert names[0] == "slim"
        # All calls are of one month.
        assert [name.rpartition("_")[0] for name in names[1:]] == ["slim_all"]
        whole, part = (
            run(server.port, f"select count(*) from {name}") for name in ("hive.logs.demo", "hive.mine.slim")
        )
        assert part == whole
        assert same.answers(case, "credentials") == same.answers(demo_case, "credentials")
        assert same.different(case, demo_case) <= {*same.OTHERWISE}

        asked = [meta for meta in same.metas(case) if meta["engine"] == index]
        assert all("mine" in meta["statement"] and "logs" not in meta["statement"] for meta in asked)
        before = len(same.metas(case))
        collect(case, table, index=index, now=NOW)
        assert len(same.metas(case)) == before


@pytest.mark.skipif(spark_local.missing() is not None, reason=spark_local.missing() or "")
def test_spark_writes_an_index_once_and_gives_the_same_tree(demo_evidence, demo_case, tmp_path, figure):
    parquet, folder, place = (tmp_path / name for name in ("parquet", "turns", "slim"))
    warehouse.write(parquet, records_in(demo_evidence / "trail"), monthly=True)
    case = same.on_bills(tmp_path / "part", demo_evidence)
    word, index = f"spark:{folder}", f"spark:{place}"
    with pytest.raises(UsageError, match="--yes"):
        collect(case, word, index=index, now=NOW)
    with pytest.raises(PendingError, match="spark-submit"):
        collect(case, word, index=index, agree=yes, now=NOW)
    assert not place.exists()
    with spark_local.job(folder, parquet):
        summary = collect(case, word, index=index, agree=yes, now=NOW)
    figure(f"Spark, index of the demo: {same.told(case)}")
    assert summary.exit_code == 0, summary.lines()
    assert (place / "_SUCCESS").exists()
    assert list(place.glob("period=2026-*/*.parquet"))
    assert same.answers(case, "credentials") == same.answers(demo_case, "credentials")
    assert same.different(case, demo_case) <= {*same.OTHERWISE}
    asked = [meta["statement"] for meta in same.metas(case) if meta["template"] not in ("index", "hours")]
    assert all("kit_index" in text for text in asked)
