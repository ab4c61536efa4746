"""What has to be done, in which order, and what is done already.

In go the situation and the rules' remedies; out come the steps, the plan as AWS CLI lines that the kit never
runs, and the draft reply to AWS."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
