"""What a notebook needs beyond the library: open a case, ask, show a part of the report."""

from __future__ import annotations

from kit.report import PARTS, ask, blocks, cited, open_case, plan, show

__all__ = ["PARTS", "ask", "blocks", "cited", "open_case", "plan", "show"]
