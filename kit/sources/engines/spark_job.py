"""One Spark job: answers the statements that `kit collect CASE spark:FOLDER` left in a folder.

    spark-submit kit_spark_job.py --table db.cloudtrail FOLDER
    spark-submit kit_spark_job.py --parquet s3://bucket/cloudtrail/ FOLDER
    spark-submit kit_spark_job.py --trail s3://bucket/AWSLogs/ FOLDER

It reads FOLDER/statements/*.sql and writes FOLDER/answers/<name>.csv for each that has no answer yet, or
<name>.error with the reason. With --stay MINUTES it answers what the kit asks next as well, until nothing
came for so long. Statement index-*.sql, which is there only after `kit collect --index spark:PLACE --yes`,
has it write Parquet into PLACE; nothing else is written outside FOLDER. A file that cannot be read never
vanishes in silence, whatever the cluster is set to: it is left out by its name and stands, with why, in
FOLDER/unread.json. Copied out beside the statements, it needs nothing but pyspark.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import threading
import time
from pathlib import Path

# CloudTrail's members as its files spell them; objects are taken as the text that they are.
_TEXTS = (
    "eventVersion eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage"
    " requestParameters responseElements additionalEventData requestID eventID eventType apiVersion readOnly"
    " recipientAccountId serviceEventDetails sharedEventID vpcEndpointId eventCategory tlsDetails"
    " sessionCredentialFromConsole"
)
_WHO = "type principalId arn accountId invokedBy accessKeyId userName"
_SESSION = (
    "sessionContext:struct<attributes:struct<mfaAuthenticated:string,creationDate:string>,"
    "sessionIssuer:struct<type:string,principalId:string,arn:string,accountId:string,userName:string>>"
)
# So many files may be left out, each at the price of a statement.
_MOST_UNREAD = 100


def main(words: list[str]) -> int:
    """Runs every statement without an answer; 1 where one failed."""
    from pyspark.sql import SparkSession  # ty: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--table", help="a table of the catalog")
    place.add_argument("--parquet", help="a folder of Parquet in the columns of AWS's CloudTrail table")
    place.add_argument("--trail", help="CloudTrail's own files, as it delivers them below AWSLogs/")
    parser.add_argument("--stay", type=float, default=0, help="minutes to wait for the next statement")
    given = parser.parse_args(words)
    spark = SparkSession.builder.appName("leaked-key-kit").getOrCreate()
    for name in ("ignoreCorruptFiles", "ignoreMissingFiles"):
        spark.conf.set(f"spark.sql.files.{name}", "false")
    unread = _Unread(given.folder / "unread.json")
    rows = _view(spark, given, unread)
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
            failed += not _answer(spark, path, answers, given, unread)
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


class _Unread:
    """Files that cannot be read, each with why; the kit reads them from the folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def noted(self, error: Exception) -> bool:
        """Whether the error speaks of a file that is not left out yet; from now on it is."""
        said = " ".join(str(error).split())
        found = re.search(r"reading file (.+?)\.(?= |$)", said)
        if "FAILED_READ_FILE" not in said or found is None or len(self.files) >= _MOST_UNREAD:
            return False
        place = _one_name(found[1])
        if place in self.files:
            return False
        causes = re.findall(r"Caused by: [\w.$]+: (.+?)(?= at [\w.$]+\(| Caused by|$)", said)
        self.files[place] = (causes[-1] if causes else said)[:200]
        self._path.write_text(json.dumps(self.files), encoding="utf-8")
        return True


def _one_name(place: str) -> str:
    """Spark names a local file in two ways."""
    return re.sub(r"^file:/+", "file:///", place)


def _view(spark, given, unread: _Unread):
    """The rows as view kit_source_table, without the files that cannot be read."""
    if given.table:
        rows = _without(spark.table(given.table), unread)
    elif given.trail:
        rows = _records(spark, given.trail, unread)
    else:
        rows = _without(_files(spark, given.parquet, unread), unread)
    rows.createOrReplaceTempView("kit_source_table")
    _indexes(spark, given.folder)
    return rows


def _indexes(spark, folder: Path) -> None:
    """The index that was made last, as view kit_index."""
    made = sorted((folder / "answers").glob("index-*.csv"), key=lambda path: path.stat().st_mtime)
    if made:
        place = _place(folder / "statements" / f"{made[-1].stem}.sql")
        spark.read.parquet(place).createOrReplaceTempView("kit_index")


def _place(path: Path) -> str:
    """Where the first line of a statement says that an index is to lie."""
    with path.open(encoding="utf-8") as file:
        return file.readline().partition("parquet.`")[2].partition("`")[0]


def _make(spark, path: Path) -> None:
    """Writes an index, whole or not at all: a folder without Spark's mark of success is half of one."""
    place = _place(path)
    context = spark.sparkContext
    folder = context._jvm.org.apache.hadoop.fs.Path(place)
    files = folder.getFileSystem(context._jsc.hadoopConfiguration())
    if files.exists(context._jvm.org.apache.hadoop.fs.Path(folder, "_SUCCESS")):
        raise ValueError(f"an index lies at {place} already; name another place with --index")
    if files.exists(folder):
        raise ValueError(f"half an index lies at {place}: remove it, or name another place with --index")
    select = path.read_text(encoding="utf-8").partition("\n")[2]
    try:
        spark.sql(select).write.partitionBy("period").parquet(place)
    except Exception:
        # Nothing was there before; what is there now is half of what this job wrote.
        files.delete(folder, True)
        raise


def _without(rows, unread: _Unread):
    from pyspark.sql.functions import col, regexp_replace  # ty: ignore[import-not-found]

    if not unread.files:
        return rows
    place = regexp_replace(col("_metadata.file_path"), "^file:/+", "file:///")
    return rows.where(~place.isin(*unread.files))


def _records(spark, place: str, unread: _Unread):
    """A row per record of CloudTrail's files, one line each. What is no JSON ends the statement, so that it
    is named: by itself Spark would give a row of nothing for it."""
    from pyspark.sql.functions import explode  # ty: ignore[import-not-found]

    members = ",".join(f"{name}:string" for name in _TEXTS.split())
    who = ",".join(f"{name}:string" for name in _WHO.split())
    resources = "array<struct<ARN:string,accountId:string,type:string>>"
    record = f"struct<{members},userIdentity:struct<{who},{_SESSION}>,resources:{resources}>"
    reader = spark.read.schema(f"Records array<{record}>").option("mode", "FAILFAST")
    files = reader.option("recursiveFileLookup", "true").option("pathGlobFilter", "*.json*").json(place)
    return _without(files, unread).select(explode("Records").alias("record")).select("record.*")


def _files(spark, place: str, unread: _Unread):
    """Parquet below a folder, in folders named `column=value` or, as CloudTrail delivers, plain ones."""
    try:
        return spark.read.parquet(place)
    except Exception as error:
        reader = spark.read
        if unread.noted(error):
            # The columns are told by the files that can be read.
            reader = reader.option("mergeSchema", "true")
            spark.conf.set("spark.sql.files.ignoreCorruptFiles", "true")
        elif "UNABLE_TO_INFER_SCHEMA" not in str(error):
            raise
        try:
            columns = reader.option("recursiveFileLookup", "true").parquet(place).schema
        finally:
            spark.conf.set("spark.sql.files.ignoreCorruptFiles", "false")
        return spark.read.schema(columns).option("recursiveFileLookup", "true").parquet(place)


def _answer(spark, path: Path, answers: Path, given, unread: _Unread) -> bool:
    """Writes the answer of one statement beside the others, whole or not at all."""
    target, half = answers / f"{path.stem}.csv", answers / f"{path.stem}.part"
    while True:
        try:
            if path.stem.startswith("index-"):
                _make(spark, path)
                half.write_text(f"place\n{_place(path)}\n", encoding="utf-8")
            else:
                _write(spark.sql(path.read_text(encoding="utf-8")), half)
            break
        except Exception as error:
            half.unlink(missing_ok=True)
            if unread.noted(error):
                _view(spark, given, unread)
                continue
            why = " ".join(str(error).split())[:500]
            (answers / f"{path.stem}.error").write_text(why, encoding="utf-8")
            print(f"{path.name}: {why}", file=sys.stderr)
            return False
    half.rename(target)
    if path.stem.startswith("index-"):
        _indexes(spark, given.folder)
    return True


def _write(found, half: Path) -> None:
    with half.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(found.columns)
        for row in found.toLocalIterator():
            writer.writerow(["" if value is None else value for value in row])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
