"""The bill as files: CUR 2.0 as CSV and Parquet, CUR legacy, FOCUS 1.0 as CSV and Parquet.

Columns: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary.html and the FOCUS 1.0
specification.
"""

from __future__ import annotations

import csv
import functools
import gzip
import hashlib
import io
import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.demo.bill_lines import Bill, Line, money

Row = dict[str, Any]
_ISO = "%Y-%m-%dT%H:%M:%SZ"


def write(folder: Path, bill: Bill, form: str) -> None:
    """One form of the bill below `folder`/`form`, one file a month, in the layout of its export."""
    root = folder / form
    for month, lines in _months(bill).items():
        if form == "cur_legacy":
            _legacy(root, bill, lines)
        elif form.startswith("cur2"):
            rows = [cur2_row(line, bill.account, number) for number, line in enumerate(lines)]
            _table(root / "data" / f"BILLING_PERIOD={month}" / "demo-00001", rows, form.endswith("parquet"))
        else:
            rows = [focus_row(line, bill.account) for line in lines]
            _table(root / "data" / f"BILLING_PERIOD={month}" / "focus-00001", rows, form.endswith("parquet"))


def _months(bill: Bill) -> dict[str, list[Line]]:
    months: dict[str, list[Line]] = defaultdict(list)
    for line in bill.lines:
        months[line.day[:7]].append(line)
    return months


@functools.lru_cache(maxsize=64)  # lines come in the order of time: twenty of an hour say the same few times
def _said(moment: datetime) -> str:
    return moment.strftime(_ISO)


def cur2_row(line: Line, payer: str, number: int) -> Row:
    """Columns of COST_AND_USAGE_REPORT as
    https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html"""
    start, end, cost = _said(line.start), _said(line.end), money(line.units)
    return {
        "identity_line_item_id": _line_id(line, number),
        "identity_time_interval": f"{start}/{end}",
        "bill_payer_account_id": payer,
        "bill_billing_period_start_date": _said(_month(line)),
        "bill_bill_type": "Anniversary",
        "line_item_usage_account_id": line.account,
        "line_item_line_item_type": line.charge,
        "line_item_usage_start_date": start,
        "line_item_usage_end_date": end,
        "line_item_product_code": line.code,
        "line_item_usage_type": line.usage_type,
        "line_item_operation": line.operation,
        "line_item_resource_id": line.resource,
        "line_item_usage_amount": line.quantity,
        "line_item_currency_code": "USD",
        "line_item_unblended_cost": cost,
        "pricing_public_on_demand_cost": cost,
        "pricing_unit": line.unit,
        "pricing_term": "Spot" if "SpotUsage" in line.usage_type else "OnDemand",
        "product_region_code": "" if line.region == "global" else line.region,
        "product_servicecode": line.code if line.charge != "Tax" else "",
    }


def _line_id(line: Line, number: int) -> str:
    facts = f"{line.start}{line.region}{line.usage_type}{line.resource}{line.charge}{number}"
    return hashlib.sha256(facts.encode()).hexdigest()[:52]


def legacy_row(line: Line, payer: str, number: int) -> Row:
    """Columns of the legacy Cost and Usage Report."""
    new = cur2_row(line, payer, number)
    names = {
        "identity/LineItemId": "identity_line_item_id",
        "identity/TimeInterval": "identity_time_interval",
        "bill/PayerAccountId": "bill_payer_account_id",
        "bill/BillingPeriodStartDate": "bill_billing_period_start_date",
        "lineItem/UsageAccountId": "line_item_usage_account_id",
        "lineItem/LineItemType": "line_item_line_item_type",
        "lineItem/UsageStartDate": "line_item_usage_start_date",
        "lineItem/UsageEndDate": "line_item_usage_end_date",
        "lineItem/ProductCode": "line_item_product_code",
        "lineItem/UsageType": "line_item_usage_type",
        "lineItem/Operation": "line_item_operation",
        "lineItem/ResourceId": "line_item_resource_id",
        "lineItem/UsageAmount": "line_item_usage_amount",
        "lineItem/CurrencyCode": "line_item_currency_code",
        "lineItem/UnblendedCost": "line_item_unblended_cost",
        "pricing/publicOnDemandCost": "pricing_public_on_demand_cost",
        "pricing/unit": "pricing_unit",
        "pricing/term": "pricing_term",
        "product/region": "product_region_code",
        "product/servicecode": "product_servicecode",
    }
    return {old: new[name] for old, name in names.items()}


def focus_row(line: Line, payer: str) -> Row:
    """Columns of FOCUS 1.0 with AWS's own x_ columns."""
    month = _month(line)
    after = datetime(month.year + month.month // 12, month.month % 12 + 1, 1)
    cost = money(line.units)
    service = {"AmazonEC2": "Amazon Elastic Compute Cloud"}.get(line.code, line.service)
    return {
        "BillingAccountId": payer,
        "SubAccountId": line.account,
        "ProviderName": "AWS",
        "PublisherName": "AWS",
        "InvoiceIssuerName": "Amazon Web Services, Inc.",
        "BillingPeriodStart": _said(month),
        "BillingPeriodEnd": _said(after),
        "ChargePeriodStart": _said(line.start),
        "ChargePeriodEnd": _said(line.end),
        "ChargeCategory": line.charge,
        "ChargeClass": "",
        "ServiceName": service,
        "RegionId": "" if line.region == "global" else line.region,
        "ResourceId": line.resource,
        "BilledCost": cost,
        "EffectiveCost": cost,
        "ListCost": cost,
        "ContractedCost": cost,
        "ConsumedQuantity": f"{line.quantity:.8f}",
        "ConsumedUnit": line.unit,
        "PricingCategory": "Dynamic" if "SpotUsage" in line.usage_type else "Standard",
        "BillingCurrency": "USD",
        "x_ServiceCode": line.code if line.charge != "Tax" else "",
        "x_UsageType": line.usage_type,
        "x_Operation": line.operation,
    }


def _month(line: Line) -> datetime:
    return line.start.replace(day=1, hour=0)


def _legacy(root: Path, bill: Bill, lines: list[Line]) -> None:
    """`demo/<from>-<to>/<assembly>/demo-1.csv.gz` and its manifest."""
    month = _month(lines[0])
    after = datetime(month.year + month.month // 12, month.month % 12 + 1, 1)
    period = f"{month:%Y%m%d}-{after:%Y%m%d}"
    assembly = hashlib.sha256(f"{bill.account}{period}".encode()).hexdigest()[:32]
    path = root / "demo" / period / assembly / "demo-1"
    _table(path, [legacy_row(line, bill.account, number) for number, line in enumerate(lines)], False)
    manifest = {
        "assemblyId": assembly,
        "account": bill.account,
        "reportName": "demo",
        "compression": "GZIP",
        "contentType": "text/csv",
        "billingPeriod": {"start": f"{month:%Y%m%dT000000.000Z}", "end": f"{after:%Y%m%dT000000.000Z}"},
        "reportKeys": [f"demo/{period}/{assembly}/demo-1.csv.gz"],
    }
    (path.parent / "demo-Manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _table(path: Path, rows: list[Row], parquet: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if parquet:
        _parquet(path.with_name(path.name + ".snappy.parquet"), rows)
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)  # all made by one function, so with one order
    path.with_name(path.name + ".csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 6, mtime=0))


def _parquet(path: Path, rows: list[Row]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    columns: dict[str, Any] = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        if name.endswith(("_date", "PeriodStart", "PeriodEnd")):
            columns[name] = pa.array(
                [datetime.strptime(value, _ISO) for value in values], pa.timestamp("ms", tz="UTC")
            )
        elif name.endswith(("_cost", "_amount", "Cost", "Quantity")):
            columns[name] = pa.array([float(value) for value in values], pa.float64())
        else:
            columns[name] = pa.array([value or None for value in values], pa.string())
    parquet.write_table(pa.table(columns), path, compression="snappy")
