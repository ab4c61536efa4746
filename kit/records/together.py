"""Records that come one by one, decoded together: a few at a time cost a fraction of what each costs
alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kit.records import stream as scan
from kit.records import typed as decode
from kit.records.documents import Piece, Shape, or_reject
from kit.records.typed import Typed
from kit.records.untyped import Reject

# Records that are tried together; where one of them does not fit the types, so many of its neighbours go with
# it.
_MANY, _FEW = 2_000, 32


def typed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces, in the same order; records that fit the types are in lists."""
    return _gathered(pieces, _decoded)


def of_elements(found: Iterable[bytes | scan.Broken], shape: Shape) -> Iterator[Piece]:
    """Elements of a long file, each a record or something that holds one; why there is none where it is
    broken."""
    pieces = (element if isinstance(element, bytes) else Reject(element.reason) for element in found)
    return _gathered(pieces, lambda held: _unwrapped(held, shape))


def _gathered(pieces: Iterable[Piece], decoded: Callable[[list[bytes]], Iterator[Piece]]) -> Iterator[Piece]:
    """Pieces in their order; those that are bytes go through `decoded`, many at a time."""
    held: list[bytes] = []
    try:
        for piece in pieces:
            if isinstance(piece, bytes):
                held.append(piece)
                if len(held) < _MANY:
                    continue
            full, held = held, []
            yield from decoded(full)
            if not isinstance(piece, bytes):
                yield piece
    except Exception:
        # What came before the damage stays.
        yield from decoded(held)
        raise
    yield from decoded(held)


def exact_lines(text: bytes) -> Typed | None:
    """Calls of a text with one record a line, or None when a line holds anything else."""
    # A document that is written over several lines has no record in the first one.
    if not text[: text.find(b"\n") + 1].rstrip().endswith(b"}"):
        return None
    lines = [line for line in text.split(b"\n") if line.strip()]
    return _exact(lines) if len(lines) > 1 else None


def _unwrapped(elements: list[bytes], shape: Shape) -> Iterator[Piece]:
    if records := _exact(elements):
        yield records
        return
    yield from typed(piece for element in elements for piece in or_reject(element, shape))


def _decoded(held: list[bytes]) -> Iterator[Piece]:
    if records := _exact(held):
        yield records
        return
    for start in range(0, len(held), _FEW):
        few = held[start : start + _FEW]
        if len(few) < len(held) and (records := _exact(few)):
            yield records
        else:
            yield from few


def _exact(elements: list[bytes]) -> Typed | None:
    """The elements as typed records, one each; None when one does not fit."""
    records = decode.exact_list(b"[" + b",".join(elements) + b"]") if elements else None
    return records if records is not None and len(records) == len(elements) else None
