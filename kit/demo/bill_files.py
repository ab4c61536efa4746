"""The bill as files: CUR 2.0 as CSV, and (for the tests of the bills) CUR 2.0 Parquet, CUR legacy, FOCUS 1.0."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.demo.billing import Bill, Line

Row = dict[str, Any]
_ISO = "%Y-%m-%dT%H:%M:%SZ"


def write(folder: Path, bill: Bill) -> None:
    """`cur2/`: one CSV.gz a month, in the layout of a data export."""
    for month, lines in _months(bill).items():
        name = folder / "cur2" / "data" / f"BILLING_PERIOD={month}" / "demo-00001.csv.gz"
        _csv(name, [cur2_row(line, bill.account, number) for number, line in enumerate(lines)])


def _months(bill: Bill) -> dict[str, list[Line]]:
    months: dict[str, list[Line]] = defaultdict(list)
    for line in bill.lines:
        months[line.start.strftime("%Y-%m")].append(line)
    return months


def cur2_row(line: Line, payer: str, number: int) -> Row:
    """Columns of COST_AND_USAGE_REPORT as https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html"""
    from kit.demo.billing import money

    month = line.start.replace(day=1, hour=0)
    return {
        "identity_line_item_id": _line_id(line, number),
        "identity_time_interval": f"{line.start:{_ISO}}/{line.end:{_ISO}}",
        "bill_payer_account_id": payer,
        "bill_billing_period_start_date": f"{month:{_ISO}}",
        "bill_bill_type": "Anniversary",
        "line_item_usage_account_id": line.account,
        "line_item_line_item_type": line.charge,
        "line_item_usage_start_date": f"{line.start:{_ISO}}",
        "line_item_usage_end_date": f"{line.end:{_ISO}}",
        "line_item_product_code": line.code,
        "line_item_usage_type": line.usage_type,
        "line_item_operation": line.operation,
        "line_item_resource_id": line.resource,
        "line_item_usage_amount": line.quantity,
        "line_item_currency_code": "USD",
        "line_item_unblended_cost": money(line.units),
        "pricing_public_on_demand_cost": money(line.units),
        "pricing_unit": line.unit,
        "pricing_term": "Spot" if "SpotUsage" in line.usage_type else "OnDemand",
        "product_region_code": "" if line.region == "global" else line.region,
        "product_servicecode": line.code if line.charge != "Tax" else "",
    }


def _line_id(line: Line, number: int) -> str:
    told = f"{line.start}{line.region}{line.usage_type}{line.resource}{line.charge}{number}"
    return hashlib.sha256(told.encode()).hexdigest()[:52]


def _csv(path: Path, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), 6, mtime=0))


Shape = Callable[["Line", str, int], Row]
