"""What a notebook needs beyond the library: parts of the report, drawn in place.

In go an open case and the name of a part; out come charts, tables and sentences, each with the events it
rests on, and the ids of all events that were shown. The notebooks import everything from here."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
