"""Answers written down: JSON, CSV and Parquet.

Column by column, some thousand rows at a time: a value that a column holds again and again is made text once.

JSON is an array of objects and nothing else. Times are written in UTC with Z, lists as JSON arrays, money as
numbers. CSV cells that a spreadsheet would run as a formula get a leading apostrophe.
"""

from __future__ import annotations

import errno
import itertools
import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

from kit.errors import UsageError
from kit.store.answer import Answer
from kit.window import utc_text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = re.compile(r'[",\r\n]')
_JSON_TYPES = ("JSON",)
_AT_ONCE = 5_000  # rows
# Values of one of these types that are equal are written alike; 1, 1.0 and true are equal and are not.
_ALIKE = (str, int, bool, datetime, date)


@contextmanager
def opened(file: Path) -> Generator[TextIO]:
    """The file, to be written anew. UsageError when it cannot be; a full disk comes out as itself."""
    try:
        with file.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from None


def plain(value: Any, type_name: str = "") -> Any:
    """A value as JSON knows it: times become text, decimals numbers, JSON columns their content."""
    if value is None or isinstance(value, (bool, int, float)):
        # JSON knows no NaN; an answer never means one.
        return None if isinstance(value, float) and value != value else value
    if isinstance(value, str):
        return _parsed(value) if type_name.upper() in _JSON_TYPES else value
    if isinstance(value, (datetime, date)):
        return utc_text(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if isinstance(value, UUID):
        return str(value)
    return str(value)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def objects(answer: Answer) -> Iterator[dict[str, Any]]:
    """Each row as an object in the answer's own column order."""
    for row in answer.rows:
        yield {
            name: plain(value, kind)
            for name, kind, value in zip(answer.columns, answer.types, row, strict=True)
        }


def texts(
    answer: Answer, written: Callable[[Any], str], quick: Callable[[str], str] | None = None
) -> Iterator[tuple[str, ...]]:
    """Each row as texts in the answer's own column order; `written` makes one of a value that is `plain`.
    `quick` does so of a text where to do it is cheaper than to look up what was done before."""
    for begin in range(0, len(answer.rows), _AT_ONCE):
        columns = zip(*answer.rows[begin : begin + _AT_ONCE], strict=True)
        yield from zip(
            *(
                _texts(column, kind, written, quick)
                for column, kind in zip(columns, answer.types, strict=True)
            ),
            strict=True,
        )


def _texts(
    column: Sequence[Any], kind: str, written: Callable[[Any], str], quick: Callable[[str], str] | None
) -> Iterable[str]:
    found = {*map(type, column)}
    if found == {str} and quick is not None and kind.upper() not in _JSON_TYPES:
        return map(quick, column)
    if len(found := found - {type(None)}) == 1 and found.pop() in _ALIKE:
        known = {value: written(plain(value, kind)) for value in {*column}}
        return map(known.__getitem__, column)
    return [written(plain(value, kind)) for value in column]


def json_lines(answer: Answer) -> Iterator[str]:
    """Each row as a JSON object in the answer's own column order; of two columns of one name the last."""
    places = {name: place for place, name in enumerate(answer.columns)}
    shape = "{" + ", ".join(_json(name).replace("%", "%%") + ": %s" for name in places) + "}"
    rows = texts(answer, _json, encode_basestring)
    if len(places) == len(answer.columns):
        return map(shape.__mod__, rows)
    return (shape % tuple(row[place] for place in places.values()) for row in rows)


_json = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def write_json(rows: Answer | Iterable[str], stream: TextIO) -> None:
    """A JSON array, one object a line; `[]` for an empty answer. `rows` may be those objects as texts."""
    lines = iter(json_lines(rows) if isinstance(rows, Answer) else rows)
    between = "[\n"
    while some := [*itertools.islice(lines, _AT_ONCE)]:
        stream.write(between + ",\n".join(some))
        between = ",\n"
    stream.write("[]\n" if between == "[\n" else "\n]\n")


def write_csv(answer: Answer, stream: TextIO) -> None:
    """CSV with a header; lists and objects as JSON text; cells guarded against formulas."""
    stream.write(_line(map(_quoted, answer.columns)))
    stream.writelines(map(_line, texts(answer, _cell)))


def _line(cells: Iterable[str]) -> str:
    return (",".join(cells) or '""') + "\n"


def _quoted(cell: str) -> str:
    """A cell of CSV. Python 3.11's own writer leaves a carriage return unquoted where lines end in \\n: what
    stands after it would begin a row, and a formula, of its own."""
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _quoted("'" + text if text.startswith(_FORMULA) else text)


def write_parquet(answer: Answer, path: Path) -> None:
    """One Parquet file with the answer's columns. UsageError when the path cannot be written."""
    import pyarrow as pa
    import pyarrow.parquet

    columns = {
        name: pa.array([_arrow(row[place]) for row in answer.rows])
        for place, name in enumerate(answer.columns)
    }
    try:
        pyarrow.parquet.write_table(pa.table(columns), path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from None


def _arrow(value: Any) -> Any:
    return (
        value
        if value is None or isinstance(value, (bool, int, float, str, datetime, date, list))
        else plain(value)
    )
