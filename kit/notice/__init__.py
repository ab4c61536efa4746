"""AWS's notice about a leaked key: which keys, whose, in which account, where found, any doubts.

In goes a mail as any mail program saves it, pasted text, or an event of AWS as JSON; out come its facts. The
file is hostile input: nothing in it is run or fetched, and what it does not say stays empty."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
