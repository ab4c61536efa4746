"""What each statement reads of large Parquet, for a plan: of the columns that it names, by the footers of
the files.

Trino reads a file of up to 3 MB whole. Of a larger one it reads the end with the footer, and the chunks of
the columns that it needs; gaps of up to 1 MB between two of them are read along, for one request costs more
than they do (parquet.small-file-threshold, .max-merge-distance, .max-buffer-size; an operator may set
others). So the plan is the most: what the bounds of a group of rows answer is not read, nor are chunks of
more than 8 MB where no row of the group passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kit import questions
from kit.records import Chunk, chunks

if TYPE_CHECKING:
    from kit.sources import Bounds, Engine, Estimate, Statement

_SMALL = 3 << 20
_FOOTER = 48 << 10
_GAP = 1 << 20
_REQUEST = 8 << 20
# The statements of a run, but for those that only some runs need (ways, first uses, weights).
_TEMPLATES = (
    "uses", "links", "named_calls", "places", "hours", "long_term_keys", "callers", "openings", "readers",
)  # fmt: skip


def lines(engine: Engine, bounds: Bounds, estimate: Estimate) -> list[str]:
    """What each statement reads, in lines; none where the files do not tell."""
    read = by_template(engine, bounds, estimate)
    if not read:
        return []
    said = [f"{name} {size:,}" for name, size in sorted(read.items(), key=lambda pair: (-pair[1], pair[0]))]
    return [f"of Parquet a statement reads its columns, in bytes up to: {', '.join(said)}"]


def by_template(engine: Engine, bounds: Bounds, estimate: Estimate) -> dict[str, int]:
    """Template -> bytes that its statement reads; empty where the files do not tell."""
    if estimate.parquet is None or not (seen := sum(size for size, _ in estimate.parquet.tails)):
        return {}
    files = [(size, chunks(tail) if size > _SMALL else []) for size, tail in estimate.parquet.tails]
    found = {}
    for name in _TEMPLATES:
        columns = estimate.parquet.columns(_any(engine, bounds, name))
        read = sum(bytes_read(size, held, columns) for size, held in files)
        found[name] = round(read * estimate.bytes / seen)
    return found


def bytes_read(size: int, held: Iterable[Chunk], columns: set[str]) -> int:
    """What is read of one file of `size` bytes for these columns, or members of columns, as dotted paths."""
    if size <= _SMALL:
        return size
    wanted = sorted((one.start, one.start + one.length) for one in held if _is_of(one.column, columns))
    return _FOOTER + sum(end - start for start, end in _requests(wanted))


def _requests(wanted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of bytes as they are asked for: near ones together."""
    last = None
    for start, end in wanted:
        if last and end - last[0] <= _REQUEST and start <= last[1] + _GAP:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _is_of(path: str, columns: set[str]) -> bool:
    return path in columns or any(path.startswith(f"{column}.") for column in columns)


def _any(engine: Engine, bounds: Bounds, name: str) -> Statement:
    """A template with values of nobody's; its columns are those of any values."""
    nobody = {"bigint": 1, "varchar[]": ("nobody",)}
    params = questions.engine(name).params.items()
    return engine.statement(name, {key: nobody.get(each.type, "^nobody$") for key, each in params}, bounds)
