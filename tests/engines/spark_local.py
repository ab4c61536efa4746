"""Spark for tests: the job that `kit collect CASE spark:FOLDER` leaves, run on this machine by the pyspark
that `make engines` put into .engines/spark."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from engines import local_java
from engines.local_java import ROOT
from engines.peak import Peak

JOB = "kit_spark_job.py"
# Spark 4 runs on these.
_JAVAS = (17, 21)


def python() -> Path | None:
    """The interpreter that has pyspark: SPARK_PYTHON, or what `make engines` made."""
    found = Path(os.environ.get("SPARK_PYTHON") or ROOT / ".engines" / "spark" / "bin" / "python")
    return found if found.exists() else None


def java() -> Path | None:
    """A Java that Spark runs on."""
    return local_java.found("SPARK_JAVA", _JAVAS)


def missing() -> str | None:
    """What a test of Spark lacks here and where it comes from, in one line; None where it lacks nothing."""
    if python() is None:
        return "no Spark here: `make engines` gets it"
    if java() is None:
        return "no Java of 17 or 21 for Spark: install one (openjdk-17-jre), or SPARK_JAVA names one"
    return None


@contextlib.contextmanager
def job(folder: Path, place: Path, kind: str = "parquet", minutes: float = 3) -> Iterator[Peak]:
    """The job on this machine, until it has nothing to do any more or the test is over; gives what it takes
    of memory."""
    interpreter, jdk = python(), java()
    assert interpreter is not None and jdk is not None, missing()
    settings = {
        **os.environ,
        "JAVA_HOME": str(jdk),
        "PYSPARK_PYTHON": str(interpreter),
        "PYSPARK_SUBMIT_ARGS": "--master local[2] --driver-memory 1g --conf spark.ui.enabled=false"
        # As a cluster may be set; the job does not let it stand.
        " --conf spark.sql.files.ignoreCorruptFiles=true"
        " --conf spark.sql.shuffle.partitions=4 pyspark-shell",
    }
    settings.pop("PYTHONPATH", None)
    words = [f"--{kind}", str(place), "--stay", str(minutes), str(folder)]
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
            yield Peak(process.pid)
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
