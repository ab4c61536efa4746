"""Every sentence that people read, in English and Japanese, as Fluent messages.

In go a language, a message id and arguments; out comes a sentence. Code hands over ids, never sentences;
escaping is the reader's job (HTML, Markdown and plotly each need their own)."""

from __future__ import annotations

import lazy_loader

# What others may use is named in __init__.pyi beside this file; it is loaded when it is first asked for.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
