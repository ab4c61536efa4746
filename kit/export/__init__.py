"""What other tools read: a timeline with Timesketch's columns, and STIX 2.1 indicators of the third party.

In go the rows of an answer, or a case; out come rows or a bundle. Nothing is judged here: whose a call is
comes from the answers, and only what is the third party's and nobody else's becomes an indicator."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
