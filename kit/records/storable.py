"""Text that a column can hold: JSON may write half a character (a lone surrogate), which no file and no
table has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow


def storable(text: str) -> str:
    """The text with each half character as \\udXXX."""
    return text.encode("utf-8", "backslashreplace").decode()


def column(values: Sequence[Any], kind: pyarrow.DataType | None) -> pyarrow.Array:
    """The values of one column, text as `storable` makes it. pyarrow's errors for what is not of its kind."""
    import pyarrow  # `kit sql` opens a case without it

    try:
        return pyarrow.array(values, kind)
    except UnicodeEncodeError:
        return pyarrow.array([storable(each) if isinstance(each, str) else each for each in values], kind)
