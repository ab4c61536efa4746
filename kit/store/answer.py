"""An answer: columns, their DuckDB types, and rows."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kit.ids import visible

if TYPE_CHECKING:
    import pandas

_SHOWN = 200  # rows that a notebook draws; all of them are in `rows`


@dataclass
class Answer:
    """Rows in the order asked for; `types` are DuckDB type names, one a column.

    Two answers are equal when columns, types and rows are. `len` counts rows, iterating gives each row by
    column name, and a notebook draws a plain table.
    """

    columns: list[str]
    types: list[str]
    rows: list[tuple] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """An answer without rows is an answer too."""
        return True

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def dicts(self) -> list[Any]:
        """Each row by column name: dicts, of the type of kit.rows that the caller names."""
        return list(self)

    def df(self) -> pandas.DataFrame:
        """The same as a pandas frame: timestamps as datetime64, integers that may be missing as Int64."""
        import pandas

        # In a notebook a frame shows itself, and a `$` of a log must not begin a formula there.
        pandas.set_option("display.html.use_mathjax", False)
        frame = pandas.DataFrame.from_records(self.rows, columns=self.columns)
        for position, kind in enumerate(self.types):
            if kind.startswith("TIMESTAMP"):
                frame.isetitem(position, pandas.to_datetime(frame.iloc[:, position]))
            elif kind in ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "UBIGINT", "UINTEGER"):
                frame.isetitem(position, frame.iloc[:, position].astype("Int64"))
        return frame

    def _repr_html_(self) -> str:
        """The first 200 rows as a table; values are escaped, and no `$` of a log becomes a formula."""
        head = _row("th", self.columns)
        body = "".join(_row("td", row) for row in self.rows[:_SHOWN])
        more = len(self.rows) - _SHOWN
        rest = f"<p>{more:,} more rows, in .rows, .dicts() and .df()</p>" if more > 0 else ""
        return (
            f'<div class="mathjax_ignore tex2jax_ignore"><table><thead>{head}</thead>'
            f"<tbody>{body}</tbody></table>{rest}</div>"
        )


def _row(tag: str, cells: list[str] | tuple) -> str:
    shown = ("" if cell is None else html.escape(visible(str(cell))) for cell in cells)
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in shown)}</tr>"
