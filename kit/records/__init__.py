"""From bytes to records: whatever holds CloudTrail records, of any format, archive or wrap, is read here.

In go the bytes of one file; out come rows for the store, each with its place in the file, and a line of the
ledger that says what became of the file. Pure: no database, no network, no clock."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
