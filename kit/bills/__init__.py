"""Bills and cost answers: recognised by content, their lines read.

In goes a file of the vault and an open connection of the store; out come rows of spend_lines and spend_bills
and the settled line of the ledger. Nothing is added up here."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
