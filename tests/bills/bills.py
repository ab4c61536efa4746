"""Small bills for tests, in the columns of each format."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

ACCOUNT = "111122223333"
LEGACY = (
    "identity/LineItemId,bill/PayerAccountId,bill/BillingPeriodStartDate,lineItem/UsageAccountId,lineItem/LineItemType,"
    "lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,lineItem/Operation,"
    "lineItem/ResourceId,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,product/region"
)


def legacy_line(day: str, usd: object, region: str = "us-west-2", **more: str) -> str:
    """One line of a CUR legacy: an hour of an instance, unless `more` says otherwise."""
    cell = {
        "id": f"line{day}{region}{usd}",
        "payer": ACCOUNT,
        "bill": f"{day[:7]}-01T00:00:00Z",
        "account": ACCOUNT,
        "kind": "Usage",
        "start": f"{day}T00:00:00Z",
        "end": f"{day}T01:00:00Z",
        "code": "AmazonEC2",
        "usage": "USW2-BoxUsage:m5.large",
        "operation": "RunInstances",
        "resource": "",
        "amount": "1",
        "currency": "USD",
        "cost": str(usd),
        "region": region,
        **more,
    }
    return ",".join(f'"{value}"' for value in cell.values())


def legacy(lines: Iterable[str]) -> str:
    return "\n".join([LEGACY, *lines]) + "\n"


def answer(
    groups: Iterable[tuple[str, dict[tuple[str, ...], float]]],
    keys: tuple[str, ...] = ("REGION", "SERVICE"),
    *,
    estimated: Iterable[str] = (),
    token: str | None = None,
) -> dict:
    """A GetCostAndUsage answer: (day, {keys: USD}) pairs."""
    said = {
        "GroupDefinitions": [{"Type": "DIMENSION", "Key": key} for key in keys],
        "ResultsByTime": [
            {
                "TimePeriod": {
                    "Start": day,
                    "End": (date.fromisoformat(day) + timedelta(days=1)).isoformat(),
                },
                "Total": {},
                "Groups": [
                    {"Keys": list(names), "Metrics": {"UnblendedCost": {"Amount": str(usd), "Unit": "USD"}}}
                    for names, usd in each.items()
                ],
                "Estimated": day in estimated,
            }
            for day, each in groups
        ],
    }
    return said | ({"NextPageToken": token} if token else {})
