"""What calls made, changed and ended, and what became of it.

In go calls and the rules of their effects; out come the derived tables of principals and resources with their
state, and the answers about Regions and the quarantine."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
