"""A case folder and its case.toml: what is known about the incident, and by whom it was said.

CASE/ holds case.toml, vault/ (raw evidence), case.duckdb (tables made from it), notebooks/ (executed copies)
and out/ (report, exports). In go a folder and what the analyst knows; out comes a Case, checked. The folder
can be zipped, moved and opened elsewhere: nothing in it names a place."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
