"""`kit export`: calls of a case for another tool, as a file in CASE/out or where the analyst says."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.cli import formats, output
from kit.errors import UsageError

if TYPE_CHECKING:
    from kit.case import Case
    from kit.store import Answer

# Format -> end of the file's name.
FORMATS = {
    "csv": ".csv",
    "jsonl": ".jsonl",
    "parquet": ".parquet",
    "timesketch": "-timesketch.jsonl",
    "stix": "-stix.json",
}
_SPREADSHEETS = ("xlsx", "xls", "ods", "excel")


def export(case: Case, format: str, question: str, file: Path | None) -> None:
    """Writes it and says where; on stderr what could not be in it."""
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
    from kit import ask

    rows = ask(case, question)
    target = file or case.out / f"{question}{FORMATS[format]}"
    if file is None:
        case.out.mkdir(parents=True, exist_ok=True)
    if format in ("csv", "parquet"):
        output.answer(rows, format, target)
        count = len(rows)
    else:
        count = _text(case, format, rows, target)
    sys.stdout.write(formats.clean(f"{target}: {count:,} {'objects' if format == 'stix' else 'rows'}") + "\n")


def _text(case: Case, format: str, rows: Answer, target: Path) -> int:
    """JSON lines and STIX; how many rows or objects were written."""
    from kit.store import Answer

    if format == "stix":
        from kit.analysis import bundle

        made = bundle(case, rows.dicts(), now=datetime.now(UTC).replace(tzinfo=None))
        output.write_text(target, made.serialize(pretty=True) + "\n")
        return len(made.objects)
    if format == "timesketch":
        from kit.analysis import timeline

        columns, found, undated = timeline(case.language, rows.dicts())
        rows = Answer(columns, ["VARCHAR"] * len(columns), found)
        if undated:
            line = f"{undated:,} calls without a time are not in a timeline; `kit export csv` has them"
            sys.stderr.write(line + "\n")
        if target.suffix.lower() == ".csv":
            output.answer(rows, "csv", target)
            return len(rows)
    output.write_lines(target, formats.objects(rows))
    return len(rows)
