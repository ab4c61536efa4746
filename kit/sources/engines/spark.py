"""Spark as an engine: `spark:FOLDER`, a folder that the kit and a job take turns at.

Spark is asked by jobs, not by a wire: the kit writes its statements and the job (spark_job.py) into the
folder, the analyst submits it, and the same `kit collect` goes on with the answers. A job that stays
(`--stay`) is waited for. The folder may lie on storage that both see.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from kit.errors import SourceError
from kit.sources.engines import index, tables
from kit.sources.engines.engine import Bounds, EngineAnswer, Estimate, PendingError
from kit.sources.engines.index import Making, Piece
from kit.sources.engines.statements import Statement

_DIALECT = "spark"
_TABLE, _INDEX = "kit_source_table", "kit_index"
JOB = "kit_spark_job.py"
UNREAD = "unread.json"
# A job that stays shows itself every two seconds; one that did not for so many is gone.
_GONE = 60


class Spark:
    """One folder of statements and answers."""

    def __init__(self, word: str, indexed: str | None = None) -> None:
        """`indexed` is the index to ask (spark:PLACE), which a job made of the table."""
        self.word = f"{word} index {indexed}" if indexed else word
        self.folder = Path(word.removeprefix("spark:"))
        self._indexed = bool(indexed)
        # The analyst agreed that an index is made.
        self.may_make = False
        # The job leaves out what it cannot read, and says it beside its answers.
        self.left_out: set[str] = set()

    @property
    def table(self) -> tables.LogTable:
        """The table as the last job saw it; AWS's documented columns until one has run."""
        if self._indexed:
            return tables.LogTable(_INDEX, "index", ("period",))
        told = self.folder / "columns.json"
        columns = json.loads(told.read_text(encoding="utf-8")) if told.exists() else None
        shape = tables.shape_of(self.word, columns) if columns else "cloudtrail"
        return tables.LogTable(_TABLE, shape)

    def statement(self, name: str, values: Mapping[str, object], bounds: Bounds) -> Statement:
        """Template `name` over the job's view of the table, within the bounds."""
        return tables.over(self.table, _DIALECT, name, values, bounds.parts)

    def answer(self, asked: Statement) -> EngineAnswer:
        """The answer that a job left, or gives while it stays. PendingError, with what to run, where none
        has; SourceError where Spark refuses."""
        index.only_reads(asked.text)
        return self._answered(asked)

    def piece(
        self, word: str, name: str, piece: Piece, values: Mapping[str, object], bounds: Bounds
    ) -> Making:
        """The job writes Parquet into the place that `word` names (spark:PLACE), a folder for each day."""
        select = tables.over(self.table, _DIALECT, "index", {**values, "letters": index.DAY}, bounds.parts)
        target = f"parquet.`{word.removeprefix('spark:')}`"
        text = f"create table {target} partitioned by (period) as\n{select.text}"
        return Making("index", text, rows=False, shape=select.shape, target=target)

    def view(self, word: str, names: Iterable[str]) -> None:
        """The one part is the index."""

    def make(self, asked: Making) -> EngineAnswer:
        """Has a job make the index; RefusedCallError where nobody agreed to it."""
        index.allowed(asked, self.may_make)
        return self._answered(asked)

    def there(self, word: str, name: str | None = None) -> bool:
        """Never known beforehand: a job that made it says so at once, and one finds half of it."""
        return False

    def _answered(self, asked: Statement) -> EngineAnswer:
        name = f"{asked.name}-{asked.digest}"
        found = self.folder / "answers" / f"{name}.csv"
        refused = found.with_suffix(".error")
        try:
            if not found.exists():
                (self.folder / "statements").mkdir(parents=True, exist_ok=True)
                (self.folder / "statements" / f"{name}.sql").write_text(asked.text, encoding="utf-8")
                shutil.copyfile(Path(__file__).with_name("spark_job.py"), self.folder / JOB)
            while not found.exists() and not refused.exists() and self._somebody_stays():
                time.sleep(0.2)
            if found.exists():
                return EngineAnswer(found.read_bytes(), unread=self._unread())
            if refused.exists():
                why = refused.read_text(encoding="utf-8")
                # The next run may ask it again.
                refused.unlink()
                raise SourceError(f"{self.word}: Spark refuses {name}.sql: {why}")
        except OSError as error:
            raise SourceError(f"{self.word}: {error.strerror or error}") from None
        raise PendingError(
            f"{self.word}: statements wait for Spark: run `spark-submit {self.folder / JOB} --table DB.TABLE"
            f" {self.folder}` (or --parquet PATH, or --trail PATH of CloudTrail), then the same kit"
            " collect again; with --stay 10 the job answers what is asked next too"
        )

    def _unread(self) -> dict[str, str]:
        """Files that the job could not read, each with why."""
        told = self.folder / UNREAD
        return json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}

    def _somebody_stays(self) -> bool:
        """Whether a job that stays was here lately."""
        try:
            return time.time() - (self.folder / "here").stat().st_mtime < _GONE
        except FileNotFoundError:
            return False

    def estimate(self, bounds: Bounds) -> Estimate | None:
        """Spark does not tell what a job reads."""
        return None
