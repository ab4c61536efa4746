"""The CSV that the Cost Explorer page downloads, in any language of the page, and turned over.

A row a day or month and a column a service, Region or account, or the other way round. The words of the page
are those of its language, so a table is known by its form: dates on one side, a currency behind each name on
the other. What adds up the others is known by adding up, not by its name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from kit.bills.cost_answers import COLUMN, put, sound
from kit.errors import SourceError
from kit.records import possible

_SHORT = {"EC2-Instances": "Amazon Elastic Compute Cloud - Compute", "EC2-Other": "EC2 - Other"}
# First words of the page that say what the columns are; other words are told by the names themselves.
_DIMENSIONS = {
    "service": "SERVICE",
    "region": "REGION",
    "usage type": "USAGE_TYPE",
    "linked account": "LINKED_ACCOUNT",
    "charge type": "RECORD_TYPE",
    "サービス": "SERVICE",
    "リージョン": "REGION",
    "使用タイプ": "USAGE_TYPE",
    "連結アカウント": "LINKED_ACCOUNT",
    "料金タイプ": "RECORD_TYPE",
}
_TAXES = {
    "tax", "taxes", "taxe", "税", "税金", "消費税", "steuer", "steuern", "impuesto", "impuestos", "imposto",
    "impostos", "imposta", "imposte", "세금", "税费", "稅金",
}  # fmt: skip
_HEADED = re.compile(r"(.*?)\s*[(\uff08]\s*(?:US)?(\$|[A-Z]{3})\s*[)\uff09]")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d+|global|noregion", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE]-?\d+)?|-?\d{1,3}(,\d{3})+(\.\d+)?")
_CENTS = 0.01


def format_of(header: Sequence[str]) -> str | None:
    """`console_cost` where a header is that of such a table, turned over or not; else None."""
    names = [name.strip() for name in header[1:]]
    if not names or not header[0].strip():
        return None
    headed = [found for name in names if (found := _HEADED.fullmatch(name))]
    if len(headed) == len(names):
        return "console_cost"
    days = sum(_day(_plain(name)) is not None for name in names)
    return "console_cost" if days >= 2 and days >= len(names) - 2 else None


def load(con: duckdb.DuckDBPyConnection, file_id: int, path: Path) -> int:
    """Lines of such a table into spend_lines; how many. SourceError where it is none that can be read."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    table = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    width = len(table[0])
    table = [[*row, *([""] * (width - len(row)))][:width] for row in table]
    if not any(_day(row[0]) for row in table[1:]):
        table = [list(column) for column in zip(*table, strict=True)]
    header, dated = table[0], [(day, row) for row in table[1:] if (day := _day(_plain(row[0])))]
    if not dated:
        raise SourceError("no row and no column of this cost table begins with a date")
    names = [_plain(name) for name in header]
    amounts = [[_amount(cell, header[place]) for place, cell in enumerate(row[1:], 1)] for _, row in dated]
    totals = _totals(amounts)
    dimension = _dimension(names)
    days = sorted(day for day, _ in dated)
    monthly = all(day.day == 1 for day in days) and (len(days) > 1 or days[0].day == 1)
    rows: list[dict[str, Any]] = []
    for (start, row), found in zip(dated, amounts, strict=True):
        for place, amount in enumerate(found, 1):
            if amount is None or place == totals:
                continue
            rows.append(
                {
                    "view": dimension,
                    "period_start": start,
                    "period_end": _month_after(start) if monthly else start + timedelta(days=1),
                    COLUMN[dimension]: _SHORT.get(names[place], names[place]),
                    "cost": amount,
                    "currency": _currency(header[place], row[place]),
                    "kind": "Tax" if names[place].lower() in _TAXES else "Usage",
                    "estimated": False,
                }
            )
    return put(con, file_id, "console_csv", rows)


def _totals(amounts: list[list[float | None]]) -> int | None:
    """The place of the column that adds up the others in every row; None where there is none."""
    width = len(amounts[0])
    for place in (width - 1, 0):
        if width > 1 and all(_adds_up(row, place) for row in amounts) and any(row[place] for row in amounts):
            return place + 1
    return None


def _adds_up(row: list[float | None], place: int) -> bool:
    others = [amount or 0.0 for at, amount in enumerate(row) if at != place]
    total = row[place] or 0.0
    return abs(total - sum(others)) <= _CENTS * (1 + len(others) / 2) + abs(total) * 1e-6


def _dimension(names: list[str]) -> str:
    known = _DIMENSIONS.get(names[0].lower())
    if known:
        return known
    told = [name for name in names[1:] if name]
    if sum(bool(_REGION.fullmatch(name)) for name in told) * 2 > len(told):
        return "REGION"
    if sum(bool(re.search(r"\b\d{12}\b", name)) for name in told) * 2 > len(told):
        return "LINKED_ACCOUNT"
    return "SERVICE"


def _plain(name: str) -> str:
    """A name without the currency behind it."""
    found = _HEADED.fullmatch(name.strip())
    return found[1].strip() if found else name.strip()


def _currency(name: str, cell: str) -> str:
    found = _HEADED.fullmatch(name.strip())
    sign = found[2] if found else next(iter(re.findall(r"\b[A-Z]{3}\b", cell)), "$")
    return "USD" if sign == "$" else sign


def _amount(cell: str, name: str) -> float | None:
    words = cell.strip().removeprefix("US").replace("$", "").strip()
    if not words:
        return None
    if not _NUMBER.fullmatch(words):
        hint = ": write the file again with decimal points" if "," in words else ""
        raise SourceError(f"{name} {cell[:40]!r} is no number{hint}")
    return sound(float(words.replace(",", "")), name)


def _day(text: str) -> datetime | None:
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
    return day if possible(day, None) else None


def _month_after(day: datetime) -> datetime:
    return datetime(day.year + day.month // 12, day.month % 12 + 1, 1)
