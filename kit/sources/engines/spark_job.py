"""One Spark job: answers the statements that `kit collect CASE spark:FOLDER` left in a folder.

    spark-submit kit_spark_job.py --table db.cloudtrail FOLDER
    spark-submit kit_spark_job.py --parquet s3://bucket/cloudtrail/ FOLDER

It reads FOLDER/statements/*.sql and writes FOLDER/answers/<name>.csv for each that has no answer yet, or
<name>.error with the reason. With --stay MINUTES it answers what the kit asks next as well, until nothing
came for so long. It only selects. Copied out beside the statements, it needs nothing but pyspark.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import threading
import time
from pathlib import Path


def main(words: list[str]) -> int:
    """Runs every statement without an answer; 1 where one failed."""
    from pyspark.sql import SparkSession  # ty: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--table", help="a table of the catalog")
    place.add_argument("--parquet", help="a folder of Parquet in the columns of AWS's CloudTrail table")
    parser.add_argument("--stay", type=float, default=0, help="minutes to wait for the next statement")
    given = parser.parse_args(words)
    spark = SparkSession.builder.appName("leaked-key-kit").getOrCreate()
    rows = spark.table(given.table) if given.table else _files(spark, given.parquet)
    rows.createOrReplaceTempView("kit_source_table")
    (given.folder / "columns.json").write_text(
        json.dumps({field.name: field.dataType.simpleString() for field in rows.schema.fields})
    )
    answers = given.folder / "answers"
    answers.mkdir(exist_ok=True)
    (given.folder / "statements").mkdir(exist_ok=True)
    over = threading.Event()
    if given.stay:
        threading.Thread(target=_show, args=(given.folder / "here", over), daemon=True).start()
    failed, last = 0, time.monotonic()
    while True:
        waiting = [path for path in sorted((given.folder / "statements").glob("*.sql")) if _waits(path)]
        for path in waiting:
            failed += not _answer(spark, path, answers)
            last = time.monotonic()
        if time.monotonic() - last >= given.stay * 60:
            break
        time.sleep(0.2)
    over.set()
    spark.stop()
    return 1 if failed else 0


def _show(mark: Path, over: threading.Event) -> None:
    """Lets the kit see, by the age of a file, that somebody is here to answer."""
    while not over.is_set():
        mark.touch()
        over.wait(2)
    mark.unlink(missing_ok=True)


def _waits(path: Path) -> bool:
    answers = path.parent.parent / "answers"
    return not any((answers / f"{path.stem}.{end}").exists() for end in ("csv", "error"))


def _files(spark, place: str):
    """Parquet below a folder, in folders named `column=value` or, as CloudTrail delivers, plain ones."""
    try:
        return spark.read.parquet(place)
    except Exception as error:
        if "UNABLE_TO_INFER_SCHEMA" not in str(error):
            raise
        return spark.read.option("recursiveFileLookup", "true").parquet(place)


def _answer(spark, path: Path, answers: Path) -> bool:
    """Writes the answer of one statement beside the others, whole or not at all."""
    target, half = answers / f"{path.stem}.csv", answers / f"{path.stem}.part"
    try:
        found = spark.sql(path.read_text(encoding="utf-8"))
        with half.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(found.columns)
            for row in found.toLocalIterator():
                writer.writerow(["" if value is None else value for value in row])
    except Exception as error:
        half.unlink(missing_ok=True)
        why = " ".join(str(error).split())[:500]
        (answers / f"{path.stem}.error").write_text(why, encoding="utf-8")
        print(f"{path.name}: {why}", file=sys.stderr)
        return False
    half.rename(target)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
