"""From the text of a file to its records: one document, one a line, several in a row, or a damaged one."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kit.records import stream as scan
from kit.records import together
from kit.records import typed as decode
from kit.records.documents import Damaged, OtherKind, Piece, Shape, is_json, name_of, or_reject, walk
from kit.records.turned import Turned
from kit.records.untyped import Reject


def pieces(text: bytes, shape: Shape) -> Iterator[Piece]:
    """Records in the order of the text: lists that fit the types, single records as bytes, or why there is
    none.

    OtherKind when there is nothing of CloudTrail in it.
    """
    text = as_utf8(text)
    if records := decode.exact_delivery(text):
        shape.format = "s3_delivery"
        yield records
        return
    if text[:1] == b"[" and (records := decode.exact_list(text)):
        shape.format = "json_array"
        yield records
        return
    if text[:1] == b"{" and (records := together.exact_lines(text)):
        shape.format = "json_lines"
        yield records
        return
    found = False
    for piece in together.typed(_documents(text, shape)):
        found = True
        yield piece
    if not found and not shape.empty:
        raise OtherKind("JSON without CloudTrail records")


def as_utf8(text: bytes) -> bytes:
    """Without byte order mark; UTF-16, which PowerShell writes, turned into UTF-8."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return text.decode("utf-16", "replace").encode().strip()
    return text.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0")


def _documents(text: bytes, shape: Shape) -> Iterator[Piece]:
    if not is_json(text):
        yield from _many(text, shape)
        return
    yield from walk(text, shape, 0)
    shape.format = name_of(shape, "json_array" if text[:1] == b"[" else "record")


def _many(text: bytes, shape: Shape) -> Iterator[Piece]:
    """Several documents (a line each, or one after the other), or one that is damaged."""
    first, _, rest = text.partition(b"\n")
    if rest and is_json(first.strip()):
        yield from _lines(scan.lines([text]), shape)
    elif scan.ARRAY.match(text[:4096]) and not _is_json_start(text):
        shape.format = "s3_delivery" if text[:1] == b"{" else "json_array"
        for element in scan.elements([text]):
            if isinstance(element, scan.Broken):
                yield Reject(element.reason)
            else:
                yield from or_reject(element, shape)
    else:
        yield from _sequence(text, shape)


def _lines(found: Iterator[bytes | scan.Broken], shape: Shape) -> Iterator[Piece]:
    for line in found:
        if isinstance(line, scan.Broken):
            yield Reject(line.reason)
        elif not is_json(line):
            yield Reject("line is no JSON value")
        else:
            yield from or_reject(line, shape)
    shape.format = name_of(shape) if shape.wraps else "json_lines"


def _sequence(text: bytes, shape: Shape) -> Iterator[Piece]:
    """Documents written one after the other over several lines, as `aws ... >> file` leaves them."""
    window, at = text.decode("latin-1"), 0
    decoder = json.JSONDecoder()
    while at < len(window):
        try:
            _, end = decoder.raw_decode(window, at)
        except (ValueError, RecursionError) as error:
            if at == 0:
                if text[:1] in (b"{", b"["):
                    raise Damaged(_not_json(error)) from None
                raise OtherKind("neither JSON nor CSV of a kind that is known") from None
            yield Reject(f"damaged: {' '.join(str(error).split())}")
            return
        yield from walk(window[at:end].encode("latin-1"), shape, 0)
        at = end
        while at < len(window) and window[at] in " \t\r\n,\x00":
            at += 1
    shape.format = name_of(shape)


def _not_json(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"no valid JSON: {' '.join(str(error).split())}"


def _is_json_start(text: bytes) -> bool:
    """Whether a whole JSON value stands at the beginning, with more behind it."""
    try:
        json.JSONDecoder().raw_decode(text.decode("latin-1"))
    except (ValueError, RecursionError):
        return False
    return True


def each(text: bytes) -> Iterator[bytes]:
    """The bytes of each record, in the order in which `pieces` counts them, untouched."""
    text = as_utf8(text)
    shape = Shape()
    if is_json(text):
        found = walk(text, shape, 0)
    else:
        found = _many(text, shape)
    for piece in found:
        if isinstance(piece, bytes):
            yield piece
        elif isinstance(piece, (list, Turned)):
            raise TypeError("records are read as bytes here")
        else:
            yield json.dumps(getattr(piece, "values", None) or str(piece), ensure_ascii=False).encode()
