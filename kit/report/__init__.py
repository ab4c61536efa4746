"""The customer's report: one HTML file, and the parts it is made of.

In go a case and a language; out comes report-<NNN>-<lang>.html in CASE/out, with its figures beside it. Parts
take rows of answers and give blocks; money and judgement come from the answers and are never computed
here."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
