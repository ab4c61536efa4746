"""CloudTrail's digests: is what lies in the vault what AWS delivered?

In go digest files, signatures and public keys of a case; out come a verdict for each log file and hour, and
what `kit verify` says of the vault's own hashes."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
