"""Where the leaked key lies: files, archives, images and every object of a repository are searched for it.

In go the keys of a case and a place on this machine, or objects handed in; out comes one Search per place:
what was looked at, what could not be, and each place where a key stands. Nothing here touches a network,
and no secret is kept: only whether one stands beside the key."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
