"""The bill as Cost Explorer answers it: one saved GetCostAndUsage answer a question, with the request beside
it.

Shape: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from kit.demo.bill_lines import Bill, Line, money

_FIELD = {"REGION": "region", "SERVICE": "service", "USAGE_TYPE": "usage_type"}
# Cost Explorer's name of a charge that belongs to no Region.
_NO_REGION = {"Tax": "NoRegion"}


def write(folder: Path, bill: Bill) -> None:
    """Usage, tax and credits each by Region and service, and usage by Region and usage type."""
    folder.mkdir(parents=True, exist_ok=True)
    for charge in ("Usage", "Tax", "Credit"):
        if any(line.charge == charge for line in bill.lines):
            _save(folder / f"{charge.lower()}_by_region_service.json", bill, charge, ("REGION", "SERVICE"))
    _save(folder / "usage_by_region_usage_type.json", bill, "Usage", ("REGION", "USAGE_TYPE"))


def _save(path: Path, bill: Bill, charge: str, keys: tuple[str, str]) -> None:
    request = {
        "TimePeriod": {"Start": f"{bill.begin:%Y-%m-%d}", "End": f"{bill.end:%Y-%m-%d}"},
        "Granularity": "DAILY",
        "Metrics": ["UnblendedCost", "UsageQuantity"],
        "Filter": {"Dimensions": {"Key": "RECORD_TYPE", "Values": [charge]}},
        "GroupBy": [{"Type": "DIMENSION", "Key": key} for key in keys],
    }
    days: dict[str, dict[tuple[str, ...], list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in bill.lines:
        if line.charge == charge:
            days[line.day][_key(line, keys[0]), _key(line, keys[1])].append(line)
    answer = {
        "GroupDefinitions": request["GroupBy"],
        "ResultsByTime": [_day(bill, number, days) for number in range((bill.end - bill.begin).days)],
        "DimensionValueAttributes": [],
    }
    # As json.dumps would indent it, without its Python loop over every value.
    text = msgspec.json.format(
        json.dumps({"request": request, "response": answer}, ensure_ascii=False), indent=1
    )
    path.write_text(text + "\n", encoding="utf-8")


def _key(line: Line, key: str) -> str:
    value = getattr(line, _FIELD[key])
    return _NO_REGION.get(line.charge, value) if key == "REGION" else value


def _day(bill: Bill, number: int, days: dict[str, dict[tuple[str, ...], list[Line]]]) -> dict[str, Any]:
    start = bill.begin + timedelta(days=number)
    groups = [
        {
            "Keys": list(keys),
            "Metrics": {
                "UnblendedCost": {"Amount": money(sum(line.units for line in lines)), "Unit": "USD"},
                "UsageQuantity": {"Amount": f"{sum(line.quantity for line in lines):.6f}", "Unit": "N/A"},
            },
        }
        for keys, lines in sorted(days.get(f"{start:%Y-%m-%d}", {}).items())
    ]
    return {
        "TimePeriod": {"Start": f"{start:%Y-%m-%d}", "End": f"{start + timedelta(days=1):%Y-%m-%d}"},
        "Total": {},
        "Groups": groups,
        # Cost Explorer's figures of the last two days still grow.
        "Estimated": (bill.end - start).days <= 2,
    }
