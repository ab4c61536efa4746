"""Which credentials came out of the leaked one, to the last, and which of them still work.

In go the calls that give out or open a credential and the uses of each; out comes derived table
`credential_tree` and the answer `outlives`. What every later room needs of places and of the account itself
is here too."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
