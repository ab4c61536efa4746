"""What cannot be true of a record, made into what every analysis can hold: NULL, or the beginning of a text.

The record itself stays whole (`extra` keeps what its column no longer gives back), and a note in the ledger
says which member of which record was set aside, and why. Reasons are a closed list, so that they can be
counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy
import pyarrow as pa
import pyarrow.compute

from kit.records import exact_json, times
from kit.records.members import SURE_TIME, plain_time

# The longest text that AWS writes into a member of its own is an ARN's 2,048 letters; names are far shorter.
MOST = 2048
MOST_ID = 256

NO_TIME = "without a usable time: absent, not readable, or outside CloudTrail's life"
NO_NAME = "absent, null or empty"
NO_TEXT = "of a wrong type: no text"
TOO_LONG = "longer than AWS writes it: its beginning is in the column"
NO_ARN = "no ARN"
NO_OBJECT = "of a wrong type: no object"
SURROGATE = "half a character: shown as U+FFFD"
NO_ACCOUNT = "rounded by a spreadsheet: no account id"
RECOVERED = "rounded by a spreadsheet: read from the access key id of the same row"
RECOVERED_NEAR = "rounded by a spreadsheet: read from the access key ids of the other rows"

# Members without which a record says nothing that could be looked up.
NEEDED = ("eventName", "eventSource")
# (member, reason): what is said of one record.
Note = tuple[str, str]
# Names are a code's own words; the pattern takes Arrow's strings too.
_pc: Any = pyarrow.compute


def time(value: object, latest: datetime | None, order: str | None = None) -> tuple[str | None, str | None]:
    """(ISO text of naive UTC, or None, note on it or None) of a member eventTime; `latest` is the last moment
    that can be true, `order` how the file writes dates."""
    found = times.read(value, order)
    if found is None or not times.possible(found.moment, latest):
        return None, NO_TIME
    return found.moment.isoformat(), found.assumed or None


def column(member: str, value: object) -> tuple[Any, str | None]:
    """(text for the column, note or None) of a member that is a text. Numbers are taken as they are
    written."""
    if value is None:
        return None, NO_NAME if member in NEEDED else None
    if not isinstance(value, str):
        return None, NO_TEXT
    if not value.strip() and member in NEEDED:
        return None, NO_NAME
    most = MOST_ID if member == "eventID" else MOST
    return (value, None) if len(value) <= most else (value[:most], TOO_LONG)


class Column:
    """One column of a batch after the gate: `values`, the places whose text has to be kept beside the column,
    and the notes."""

    def __init__(self, values: pa.Array) -> None:
        self.values = values
        self.kept: list[int] = []
        self.notes: list[tuple[int, str]] = []


def late_as_texts(moments: pa.Array, texts: pa.Array, latest: datetime | None) -> tuple[pa.Array, pa.Array]:
    """Moments of many records, and the texts of all others; those after `latest` become texts again, for
    `time_column` to judge."""
    if latest is None or moments.null_count == len(moments):
        return moments, texts
    late = _pc.greater(moments, pa.scalar(latest, moments.type)).fill_null(False)
    if not _pc.any(late).as_py():
        return moments, texts
    written = _pc.strftime(moments.cast(pa.timestamp("s")), "%Y-%m-%dT%H:%M:%SZ")
    return _pc.if_else(late, None, moments), _pc.if_else(late, written, texts)


def time_column(texts: pa.Array, latest: datetime | None) -> Column:
    """Times of many records as AWS writes them; all but a few are what they should be, or NULL."""
    made = Column(texts)
    if texts.null_count == len(texts):
        return made
    distinct = texts.dictionary_encode()
    known = distinct.dictionary
    fine = _pc.match_substring_regex(known, SURE_TIME)
    if latest is not None:
        fine = _pc.and_(fine, _pc.less_equal(known, latest.isoformat() + "Z"))
    if _pc.all(fine).as_py():
        return made
    values, kept, notes = [], [], {}
    for number, (sure, text) in enumerate(zip(fine.to_pylist(), known.to_pylist(), strict=True)):
        value, note = (text, None) if sure else time(text, latest)
        values.append(value)
        kept.append(not sure and not (value and plain_time(text)))
        if note:
            notes[number] = note
    indices = distinct.indices.fill_null(len(values)).to_numpy()
    made.values = pa.array(values, pa.string()).take(distinct.indices)
    made.kept = numpy.flatnonzero(numpy.array([*kept, False])[indices]).tolist()
    for number, note in notes.items():
        made.notes += [(place, note) for place in numpy.flatnonzero(indices == number).tolist()]
    return made


def text_column(member: str, texts: pa.Array) -> Column:
    """Texts of one member of many records."""
    made = Column(texts)
    most = MOST_ID if member == "eventID" else MOST
    lengths = _pc.binary_length(texts)
    bounds = _pc.min_max(lengths).as_py()
    if (bounds["max"] or 0) <= most and (member not in NEEDED or bounds["min"]):
        return made
    values = texts.to_pylist()
    for place, note in _odd(member, values):
        made.notes.append((place, note))
        made.kept.append(place)
    made.values = pa.array(values, pa.string())
    return made


def json_column(texts: pa.Array) -> Column:
    """JSON of one member of many records; tools that flatten a record write it as text, and the column has
    what the text says."""
    made = Column(texts)
    if not _pc.any(_pc.starts_with(texts, '"')).as_py():
        return made
    values = texts.to_pylist()
    for place, text in enumerate(values):
        if text is not None and text[:1] == '"' and (inside := inside_of(exact_json.parse(text))) is not None:
            values[place] = exact_json.text_of(inside)
            made.kept.append(place)
    made.values = pa.array(values, pa.string())
    return made


def inside_of(text: str) -> list | None:
    """The object or list that a text holds as JSON, else None."""
    if text.strip()[:1] not in ("{", "["):
        return None
    try:
        found = exact_json.parse(text)
    except ValueError:
        return None
    return found if isinstance(found, list) else None


def _odd(member: str, values: list[str | None]) -> Iterator[tuple[int, str]]:
    """Puts values that can be held in the place of others, and says where."""
    for place, text in enumerate(values):
        if text is not None:
            values[place], note = column(member, text)
            if note:
                yield place, note
