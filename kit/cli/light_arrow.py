"""Arrow without pandas, for commands that hand rows to it and never ask for a data frame.

pyarrow looks for pandas when it makes its first array of Python values, and pandas takes a third of a second
to load. Only the command line does this: in a notebook somebody may hand Arrow a pandas column.
"""

from __future__ import annotations

import sys


def prepare() -> None:
    """Lets pyarrow look for pandas while there is none; a data frame that is asked for later still comes."""
    if "pandas" in sys.modules:
        return
    import pyarrow

    hiding = _NoPandas()
    sys.meta_path.insert(0, hiding)
    try:
        pyarrow.array([None])
    finally:
        sys.meta_path.remove(hiding)


class _NoPandas:
    """Finds no pandas, in the place of what would."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """As importlib asks for a module."""
        if name == "pandas":
            raise ModuleNotFoundError(name)
