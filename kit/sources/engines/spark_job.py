"""One Spark job: answers the statements that `kit collect CASE spark:FOLDER` left in a folder.

    spark-submit kit_spark_job.py --table db.cloudtrail FOLDER
    spark-submit kit_spark_job.py --parquet s3://bucket/cloudtrail/ FOLDER

It reads FOLDER/statements/*.sql and writes FOLDER/answers/<name>.csv for each that has no answer yet. It only
selects. Copied out beside the statements, it needs nothing but pyspark.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path


def main(words: list[str]) -> int:
    """Runs every statement without an answer; 1 where one failed."""
    from pyspark.sql import SparkSession  # ty: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--table", help="a table of the catalog")
    place.add_argument("--parquet", help="a folder of Parquet in the columns of AWS's CloudTrail table")
    given = parser.parse_args(words)
    spark = SparkSession.builder.appName("leaked-key-kit").getOrCreate()
    rows = spark.table(given.table) if given.table else spark.read.parquet(given.parquet)
    rows.createOrReplaceTempView("kit_source_table")
    (given.folder / "columns.json").write_text(
        json.dumps({field.name: field.dataType.simpleString() for field in rows.schema.fields})
    )
    answers = given.folder / "answers"
    answers.mkdir(exist_ok=True)
    failed = 0
    for path in sorted((given.folder / "statements").glob("*.sql")):
        if not (answers / f"{path.stem}.csv").exists():
            failed += not _answer(spark, path, answers)
    spark.stop()
    return 1 if failed else 0


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
        print(f"{path.name}: {' '.join(str(error).split())[:500]}", file=sys.stderr)
        return False
    half.rename(target)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
