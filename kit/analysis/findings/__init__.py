"""What has to be told, and what the evidence cannot tell.

In goes the situation: all answers before this room at one time; out come findings with severity and events,
the open questions, and how the key leaked, as message ids with arguments."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
