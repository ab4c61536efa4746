"""A coverage-guided fuzzer (atheris) on the reader: `python fuzz_reader.py SEEDS [options of libFuzzer]`.

The first byte says how the rest is packed (as it is, gzip, zip). Whatever comes, the reader must settle the
file's ledger line, count each record once, and keep every record of a sound delivery; anything else is a
crash.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from datetime import datetime

import atheris

with atheris.instrument_imports(include=["kit"]):
    from kit.records import rows, typed
    from kit.records.identity import Identities
    from kit.records.ledger_row import PENDING, FileRow
    from kit.records.load_step import Step
    from kit.records.reader import FileReader
    from kit.records.untyped import looks_like_record

# Few records are proved by writing them again, many by measuring them: an input is too short to hold many, so
# two are.
typed.TOGETHER = rows.TOGETHER = 2
NOW = datetime(2026, 11, 23)


def packed(data: bytes) -> bytes:
    """The rest of the input, in the packing that its first byte asks for."""
    how, rest = data[:1], data[1:]
    if how == b"g":
        return gzip.compress(rest, 1)
    if how == b"z":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.json", rest)
        return out.getvalue()
    return rest


def least(text: bytes) -> int:
    """How many records a delivery surely holds; 0 when it is none."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return 0
    if not isinstance(whole, dict) or set(whole) != {"Records"} or not isinstance(whole["Records"], list):
        return 0
    return sum(isinstance(one, dict) and looks_like_record(set(one)) for one in whole["Records"])


def read(data: bytes) -> list[FileRow]:
    """Ledger lines of one file, archive members included."""
    batches = []
    reader = FileReader()
    step = reader.step = Step(1, Identities(1), batches.append)
    row = FileRow(file_id=1, origin="fuzz", kind="file", fetched_at=NOW)
    for _ in reader.read(row, memoryview(data)):
        pass
    step.flush()
    rows = sum(batch.num_rows for batch in batches)
    assert rows == step.events == sum(step.added.values()), "rows are not the events that were counted"
    billed = {one.file_id for one, _, _ in step.bills}
    for line in step.files:
        assert line.status != PENDING, "a file without an end"
        if line.file_id not in billed:
            counted = step.added.get(line.file_id, 0) + line.set_apart + line.rejected
            assert line.records == counted, f"{line.records} records, {counted} accounted for"
    return step.files


def one_input(data: bytes) -> None:
    """What the fuzzer calls."""
    file = packed(data)
    lines = read(file)
    assert sum(line.records for line in lines) >= least(data[1:]), "a record is lost"


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
