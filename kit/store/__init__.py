"""The case on disk: raw evidence in the vault, tables in case.duckdb, a ledger line for each item.

In go Items and rows of records; out come connections with every view, Answers, and the untouched record of an
event. Tables are derived and can be made again; the vault is written once."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
