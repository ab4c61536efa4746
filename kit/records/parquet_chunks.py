"""Where the columns of a Parquet file lie, by its footer alone: for whoever wants to know what a statement
reads of the file without reading it (parquet.thrift: FileMetaData, ColumnMetaData)."""

from __future__ import annotations

import io
from dataclasses import dataclass


@dataclass(frozen=True)
class Chunk:
    """The bytes of one column (its path in the schema, lower case) in one group of rows."""

    column: str
    start: int
    length: int


def chunks(tail: bytes) -> list[Chunk]:
    """Every chunk of a file whose last bytes these are, footer and all. pyarrow's errors for a footer that is
    none."""
    import pyarrow.parquet

    told = pyarrow.parquet.read_metadata(io.BytesIO(tail))
    found = []
    for group in map(told.row_group, range(told.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            first = column.dictionary_page_offset or column.data_page_offset
            start = min(first, column.data_page_offset)
            found.append(Chunk(column.path_in_schema.lower(), start, column.total_compressed_size))
    return found
