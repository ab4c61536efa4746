"""What DuckDB's types are in Python. `Any` stands for None, which every column may hold: a reader who knows
that a column is filled need not ask, and a wrong use of a value is still found (typeshed calls it the Any
trick)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

Text = str | Any
Whole = int | Any
Number = float | Any
Flag = bool | Any
Day = date | Any
# Naive UTC.
Moment = datetime | Any
Uuid = UUID | Any
Record = dict[str, Any] | Any
ManyTexts = list[str] | Any
ManyWholes = list[int] | Any
ManyDays = list[date] | Any
ManyRecords = list[dict[str, Any]] | Any
