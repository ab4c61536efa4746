"""Spark for tests: the job that `kit collect CASE spark:FOLDER` leaves, run on this machine by the pyspark
that `make engines` put into .engines/spark."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from engines.trino_server import ROOT, version_of

JOB = "kit_spark_job.py"
# Spark 4 runs on these.
_JAVAS = (17, 21)


def python() -> Path | None:
    """The interpreter that has pyspark: SPARK_PYTHON, or what `make engines` made."""
    found = Path(os.environ.get("SPARK_PYTHON") or ROOT / ".engines" / "spark" / "bin" / "python")
    return found if found.exists() else None


def java() -> Path | None:
    """A Java that Spark runs on."""
    places = map(Path, [os.environ.get("SPARK_JAVA", ""), *map(str, sorted(Path("/usr/lib/jvm").glob("*")))])
    return next((place for place in places if version_of(place) in _JAVAS), None)


@contextlib.contextmanager
def job(folder: Path, parquet: Path, minutes: float = 3) -> Iterator[subprocess.Popen]:
    """The job on this machine, until it has nothing to do any more or the test is over."""
    interpreter, jdk = python(), java()
    assert interpreter is not None, "no pyspark: `make engines` gets it"
    assert jdk is not None, "no Java of 17 or 21"
    settings = {
        **os.environ,
        "JAVA_HOME": str(jdk),
        "PYSPARK_PYTHON": str(interpreter),
        "PYSPARK_SUBMIT_ARGS": "--master local[2] --driver-memory 1g --conf spark.ui.enabled=false"
        " --conf spark.sql.shuffle.partitions=4 pyspark-shell",
    }
    settings.pop("PYTHONPATH", None)
    words = ["--parquet", str(parquet), "--stay", str(minutes), str(folder)]
    with (folder / "job.log").open("wb") as log:
        process = subprocess.Popen(
            [str(interpreter), str(folder / JOB), *words],
            env=settings,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(folder, process)
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 15)
            process.wait(30)


def _wait(folder: Path, process: subprocess.Popen, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not (folder / "here").exists():
        log = (folder / "job.log").read_text(errors="replace")[-3000:]
        assert process.poll() is None and time.monotonic() < end, log
        time.sleep(0.5)
