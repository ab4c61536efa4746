"""What it cost: by the bill where there is one, estimated from the trail where not yet.

In go lines of bills, prices and the runs of resources; out come derived tables of spend and estimates, and
the answers about totals, excess over normal spend and data transfer."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
