"""Whose call is it: the third party's, the owner's, AWS's own, or not to be told.

In go the profiles of the tree's calls and the facts of case.toml; out comes derived table `activity`, one row
a call with actor and reason, and the answers about first uses and suspects."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
