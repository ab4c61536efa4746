"""Answers: from the tables of a case to what they mean, each with its events.

In goes an open case; out come Answers (rows with column names), the derived tables they rest on, and the
drafts made of them. Six rooms, each importing only those before it: credentials, actors, changes, money,
findings, response. Sentences stay message ids here; nothing is drawn or printed."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
