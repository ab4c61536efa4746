"""Answers as text for the command line: what the kit writes, and a value as a person reads it.

JSON, CSV and Parquet are written by kit.store; kit.cli.table shows tables.
"""

from __future__ import annotations

import json
from typing import Any

from kit.ids import visible
from kit.store import objects as objects
from kit.store import plain as plain
from kit.store import texts as texts
from kit.store import write_csv as write_csv
from kit.store import write_json as write_json
from kit.store import write_parquet as write_parquet

FORMATS = ("table", "json", "csv", "parquet")


def clean(text: str) -> str:
    """Text from a log made harmless for a terminal: control and direction marks, and letters that show
    nothing, become visible."""
    return visible(text)


def shown(value: Any) -> str:
    """A JSON value as a person reads it: money to the cent, lists without brackets, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) >= 0.01 or value == 0 else f"{value:.4g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
