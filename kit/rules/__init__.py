"""What AWS calls mean, as data: what they are to an attacker, what they make or end, how that is undone.

In goes nothing but the pages beside this file; out come typed rules. A page that is broken stops the kit."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
