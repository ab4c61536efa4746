"""One text, its records: JSON, CSV, YAML, or lines of a log with a record somewhere in them.

`pieces` and `each_record` go through the same text in the same order, so that the position of a record,
counted once while it was loaded, leads back to its own bytes.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from kit.records import csv_tables, documents, embedded, sniff, stream, yaml_documents
from kit.records.pieces import OtherKind, Piece, Shape
from kit.records.typed import Transposed
from kit.records.untyped import Reject

HEAD = 1 << 20
_LOOKED_AT = 200
# A time or a level in brackets before a record is no list.
_BRACKETED = re.compile(rb"\[(?!\s*[\[{\"\]])[^\]\n\"{]*\][^\n\[{]*[{]")


def pieces(text: bytes, shape: Shape, latest: datetime | None = None) -> Iterator[Piece]:
    """Records in the order of the text: lists that fit the types, single records as bytes, rows of
    columns, or why there is none. `latest` is the last moment that can be true.

    OtherKind when there is nothing of CloudTrail in it; Damaged when there should be.
    """
    text = documents.as_utf8(text)
    if records := documents.exact(text, shape):
        yield records
        return
    yield from documents.decoded_together(_found(text, shape, latest))


def each_record(text: bytes) -> Iterator[bytes]:
    """The bytes of each record, in the order in which `pieces` counts them, untouched; a row of columns as
    JSON."""
    for piece in _found(documents.as_utf8(text), Shape(), None):
        if isinstance(piece, bytes):
            yield piece
        elif isinstance(piece, (list, Transposed)):
            raise TypeError("records are read as bytes here")
        else:
            yield json.dumps(getattr(piece, "values", None) or str(piece), ensure_ascii=False).encode()


def form_of(head: bytes) -> str | None:
    """What a text is by its beginning: json, a kind of CSV, log_lines, log_text, yaml; None for anything
    else."""
    if head[:1] in (b"{", b"[") and not _BRACKETED.match(head):
        return "json"
    if not embedded.may_hold(head):
        return None
    if kind := csv_tables.csv_kind(head):
        return kind
    lines = itertools.islice(stream.lines([head]), _LOOKED_AT)
    if any(isinstance(line, bytes) and _holds_record(line) for line in lines):
        return "log_lines"
    if yaml_documents.is_yaml(head):
        return "yaml"
    return "log_text" if _holds_record(head) else None


def in_lines(lines: Iterable[bytes | stream.Broken], shape: Shape) -> Iterator[Piece]:
    """Records in the lines of a log; lines without any are counted in the remark."""
    without = 0
    for line in lines:
        if isinstance(line, stream.Broken):
            yield Reject(line.reason)
            continue
        found = [piece for value in embedded.values(line) for piece in documents.walk(value, shape)]
        if found:
            yield from found
        elif embedded.has_record(line):
            yield Reject("line in which a record begins that is cut off or damaged")
        else:
            without += 1
    if without:
        shape.remark = f"{without} line{'s' * (without > 1)} without a record"


def _found(text: bytes, shape: Shape, latest: datetime | None) -> Iterator[Piece]:
    form = form_of(text[:HEAD])
    if form == "json":
        yield from documents.in_json(text, shape)
        return
    if form is None:
        raise OtherKind(sniff.other_kind(text[:4096]))
    if form == "log_lines":
        yield from in_lines(stream.lines([text]), shape)
    elif form == "log_text":
        for value in embedded.values(text):
            yield from documents.walk(value, shape)
    elif form == "yaml":
        for document in yaml_documents.as_json(text):
            yield from documents.walk(document, shape)
    else:
        yield from csv_tables.in_csv(text, shape, latest)
    shape.format = form


def _holds_record(text: bytes) -> bool:
    found = (piece for value in embedded.values(text) for piece in documents.walk(value, Shape()))
    return any(not isinstance(piece, Reject) for piece in found)
