"""Charts: rows of an answer in, a plotly Figure out.

Nothing is asked and nothing is judged here. Every value from a log is escaped before it reaches a label."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
