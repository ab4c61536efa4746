"""The one place where sources meet the store: items in, a case with its tables out.

Goes in: words such as a folder, s3://bucket or lookup-events, or Items. Comes out: a Summary of what was got,
loaded, rejected. Bytes reach the vault before anything parses them; how it goes is told to a Progress that is
handed in."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
