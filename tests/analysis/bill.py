"""A case that holds nothing but lines of a bill: raw tables filled, everything else derived as in a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb
from incident import ACCOUNT, FILE, insert

from kit.analysis import derive
from kit.case import Case
from kit.store import database

FIRST = date(2026, 3, 2)
START = datetime(2026, 3, 22, 1, 12)


def line(
    day: date, usd: float, service: str = "Amazon Elastic Compute Cloud - Compute", **given: Any
) -> dict:
    """One line of a Cost and Usage Report, of one day."""
    begin = datetime.combine(day, time())
    return {
        "file_id": 1,
        "source": "cur2",
        "view": "",
        "grain": "day",
        "billing_period": day.replace(day=1),
        "period_start": begin,
        "period_end": begin + timedelta(days=1),
        "account_id": ACCOUNT,
        "payer_account_id": ACCOUNT,
        "aws_region": "us-east-1",
        "service": service,
        "charge_type": "usage",
        "line_item_type": "Usage",
        "cost": usd,
        "amortised": usd,
        "currency": "USD",
        "estimated": False,
        **given,
    }


def billed(lines: Iterable[dict], **facts: Any) -> tuple[duckdb.DuckDBPyConnection, Case]:
    """Connection and case; the incident begins at START unless `since` is given."""
    case = Case(folder=Path(), **{"account": ACCOUNT, "since": START, "language": "en", **facts})
    con = database.empty(case)
    insert(con, "files", [{**FILE, "kind": "cur2", "fetched_at": datetime(2026, 4, 20)}])
    lines = list(lines)
    insert(con, "spend_lines", lines)
    insert(
        con, "spend_bills", [_delivery(month, lines) for month in {one["billing_period"] for one in lines}]
    )
    derive.refresh(con, case)
    return con, case


def _delivery(month: date, lines: list[dict]) -> dict:
    """What loading notes of the lines of a month that one file holds."""
    own = [one for one in lines if one["billing_period"] == month]
    return {
        "file_id": 1,
        "source": "cur2",
        "view": "",
        "payer_account_id": ACCOUNT,
        "billing_period": month,
        "lines": len(own),
        "last_end": max(one["period_end"] for one in own),
        "folder": "",
        "first_start": min(one["period_start"] for one in own),
        "currencies": "USD",
        "sketch": [],
    }
