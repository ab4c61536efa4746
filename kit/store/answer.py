"""An answer: columns, their DuckDB types, and rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


@dataclass
class Answer:
    """Rows in the order asked for; `types` are DuckDB type names, one a column."""

    columns: list[str]
    types: list[str]
    rows: list[tuple] = field(default_factory=list)

    def dicts(self) -> list[Any]:
        """Each row by column name: dicts, of the type of kit.rows that the caller names."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def df(self) -> pandas.DataFrame:
        """The same as a pandas frame: timestamps as datetime64, integers that may be missing as Int64."""
        import pandas

        frame = pandas.DataFrame.from_records(self.rows, columns=self.columns)
        for position, kind in enumerate(self.types):
            if kind.startswith("TIMESTAMP"):
                frame.isetitem(position, pandas.to_datetime(frame.iloc[:, position]))
            elif kind in ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "UBIGINT", "UINTEGER"):
                frame.isetitem(position, frame.iloc[:, position].astype("Int64"))
        return frame
