"""Calls of a case for another tool, as a file: CSV, JSON lines, Parquet, Timesketch, STIX 2.1."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.analysis import ask, bundle, timeline
from kit.case import Case, as_case
from kit.errors import CaseError, UsageError
from kit.store import Answer, json_lines, opened, write_csv, write_parquet

# Format -> end of the file's name.
FORMATS = {
    "csv": ".csv",
    "jsonl": ".jsonl",
    "parquet": ".parquet",
    "timesketch": "-timesketch.jsonl",
    "stix": "-stix.json",
}
_SPREADSHEETS = ("xlsx", "xls", "xlsm", "ods", "excel")


@dataclass(frozen=True)
class Exported(os.PathLike[str]):
    """The file that was written, with how many rows (objects of STIX) it holds; `undated` are calls that a
    timeline has no place for."""

    file: Path
    count: int
    of: str = "rows"
    undated: int = 0

    def __fspath__(self) -> str:
        return str(self.file)

    def __str__(self) -> str:
        return f"{self.file}: {self.count:,} {self.of}"

    def left_out(self) -> str:
        """What is not in the file and which format has it; empty where all is in it."""
        if not self.undated:
            return ""
        return f"{self.undated:,} calls without a time are not in a timeline; `kit export csv` has them"


def export(
    case: Case | str | Path,
    format: str,
    /,
    *,
    question: str = "key_activity",
    file: str | Path | None = None,
    now: datetime | None = None,
) -> Exported:
    """Writes the calls, or the answer to another `question`, for another tool: `csv`, `jsonl`, `parquet`,
    `timesketch` (JSON lines, or CSV where `file` ends so) or `stix` (indicators and a note).

    Into CASE/out, or into `file`, which is written anew. Cells that a spreadsheet would run are guarded in
    CSV. `now` (naive UTC) stamps STIX objects. UsageError for a format that the kit does not write, and for
    a file that cannot be written.
    """
    case, given = as_case(case), Path(file) if file is not None else None
    _checked(case, format, question, given)
    rows = ask(case, question, {})
    target = given or case.out / f"{question}{FORMATS[format]}"
    if given is None:
        try:
            case.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CaseError(f"{case.out}: cannot be made: {error.strerror}") from None
    if format == "stix":
        return _stix(case, rows, target, now or datetime.now(UTC).replace(tzinfo=None))
    undated = 0
    if format == "timesketch":
        columns, found, undated = timeline(case.language, rows.dicts())
        rows = Answer(columns, ["VARCHAR"] * len(columns), found)
    _write(rows, format, target)
    return Exported(target, len(rows), undated=undated)


def _checked(case: Case, format: str, question: str, file: Path | None) -> None:
    if format in _SPREADSHEETS:
        raise UsageError(
            f"{format}: the kit writes no spreadsheet file; `kit export {case.folder} csv` opens in one"
        )
    if format not in FORMATS:
        raise UsageError(f"format {format!r}: unknown; write one of {', '.join(FORMATS)}")
    if file is not None and file.suffix.lower().lstrip(".") in _SPREADSHEETS:
        raise UsageError(f"{file}: would be no {file.suffix} file inside; name it {file.with_suffix('.csv')}")
    if format in ("timesketch", "stix") and question != "key_activity":
        raise UsageError(f"--question: {format} is made of key_activity; leave it off, or write csv or jsonl")


def _write(rows: Answer, format: str, target: Path) -> None:
    if format == "parquet":
        write_parquet(rows, target)
        return
    with opened(target) as stream:
        if format == "csv" or (format == "timesketch" and target.suffix.lower() == ".csv"):
            write_csv(rows, stream)
        else:
            stream.writelines(f"{line}\n" for line in json_lines(rows))


def _stix(case: Case, rows: Answer, target: Path, now: datetime) -> Exported:
    made: Any = bundle(case, rows.dicts(), now=now)
    with opened(target) as stream:
        stream.write(made.serialize(pretty=True) + "\n")
    return Exported(target, len(made.objects), "objects")
