"""Where evidence comes from: files, S3, Event history, Cost Explorer, the state of the account.

In goes what to ask and how to sign in; out come Items, one per file, object or answer, with its origin. No
source knows the store or judges what matters, and every call to AWS passes a guard that lets only reads
through."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
