"""Which column of which billing format holds what; and by which columns a format is known.

Names as in the Data Exports table dictionary
(https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary.html) and the FOCUS specification
(https://focus.finops.org). Several names are tried in order; columns are compared without regard to case. CUR
2.0 without a selected column, and FOCUS of other providers, simply lack some.
"""

from __future__ import annotations

from collections.abc import Sequence

CUR_LEGACY: dict[str, tuple[str, ...]] = {
    "start": ("lineItem/UsageStartDate", "line_item_usage_start_date"),
    "end": ("lineItem/UsageEndDate", "line_item_usage_end_date"),
    "bill": ("bill/BillingPeriodStartDate", "bill_billing_period_start_date"),
    "account": ("lineItem/UsageAccountId", "line_item_usage_account_id"),
    "payer": ("bill/PayerAccountId", "bill_payer_account_id"),
    "code": ("product/servicecode", "product_servicecode"),
    "product": ("lineItem/ProductCode", "line_item_product_code"),
    "name": ("product/ProductName", "product_product_name"),
    "region": ("product/regionCode", "product_region_code", "product/region", "product_region"),
    "usage_type": ("lineItem/UsageType", "line_item_usage_type"),
    "operation": ("lineItem/Operation", "line_item_operation"),
    "resource": ("lineItem/ResourceId", "line_item_resource_id"),
    "kind": ("lineItem/LineItemType", "line_item_line_item_type"),
    "cost": ("lineItem/UnblendedCost", "line_item_unblended_cost"),
    "list_cost": ("pricing/publicOnDemandCost", "pricing_public_on_demand_cost"),
    "amount": ("lineItem/UsageAmount", "line_item_usage_amount"),
    "unit": ("pricing/unit", "pricing_unit"),
    "currency": ("lineItem/CurrencyCode", "line_item_currency_code"),
    "purchase": ("pricing/term", "pricing_term"),
    "ri_cost": ("reservation/EffectiveCost", "reservation_effective_cost"),
    "sp_cost": ("savingsPlan/SavingsPlanEffectiveCost", "savings_plan_savings_plan_effective_cost"),
    "line_id": ("identity/LineItemId", "identity_line_item_id"),
    "interval": ("identity/TimeInterval", "identity_time_interval"),
}
CUR_2 = {**CUR_LEGACY, "principal": ("line_item_iam_principal",), "product_map": ("product",)}
FOCUS: dict[str, tuple[str, ...]] = {
    "start": ("ChargePeriodStart",),
    "end": ("ChargePeriodEnd",),
    "bill": ("BillingPeriodStart",),
    "account": ("SubAccountId", "BillingAccountId"),
    "payer": ("BillingAccountId",),
    "provider": ("ProviderName", "Provider", "ServiceProviderName", "PublisherName"),
    "code": ("x_ServiceCode",),
    "product": ("x_ServiceCode",),
    "name": ("ServiceName",),
    "region": ("RegionId", "Region"),
    "usage_type": ("x_UsageType",),
    "operation": ("x_Operation",),
    "resource": ("ResourceId",),
    "kind": ("ChargeCategory",),
    "class": ("ChargeClass",),
    "cost": ("BilledCost",),
    "amortised": ("EffectiveCost",),
    "list_cost": ("ListCost",),
    "amount": ("ConsumedQuantity", "UsageQuantity"),
    "unit": ("ConsumedUnit", "UsageUnit"),
    "currency": ("BillingCurrency",),
    "purchase": ("PricingCategory",),
}
# Monthly detail of the billing console ("Download all to CSV" on the Bills page).
CONSOLE_BILL: dict[str, tuple[str, ...]] = {
    "start": ("UsageStartDate", "BillingPeriodStartDate"),
    "end": ("UsageEndDate", "BillingPeriodEndDate"),
    "bill": ("BillingPeriodStartDate",),
    "account": ("LinkedAccountId", "PayerAccountId"),
    "payer": ("PayerAccountId",),
    "code": ("ProductCode",),
    "product": ("ProductCode",),
    "name": ("ProductName",),
    "usage_type": ("UsageType",),
    "operation": ("Operation",),
    "kind": ("RecordType",),
    "cost": ("TotalCost", "CostBeforeTax"),
    "amount": ("UsageQuantity",),
    "currency": ("CurrencyCode",),
}
TABLES = {"cur_legacy": CUR_LEGACY, "cur2": CUR_2, "focus": FOCUS, "console_bill": CONSOLE_BILL}
NEEDED = {
    "cur_legacy": ("start", "end", "account", "product", "kind", "cost", "currency"),
    "cur2": ("start", "end", "account", "product", "kind", "cost", "currency"),
    "focus": ("start", "end", "account", "kind", "cost", "currency", "name"),
    "console_bill": ("start", "product", "kind", "cost"),
}
SOURCE_OF = {"console_bill": "console_csv"}
# A header is a format's when it holds three of these columns: one that is missing is then an error that names
# it, and not "an unknown file".
_SIGNS = {
    "cur_legacy": (
        "lineitem/usagestartdate", "lineitem/unblendedcost", "lineitem/productcode", "lineitem/lineitemtype",
        "lineitem/usageaccountid", "bill/payeraccountid", "identity/lineitemid",
    ),
    "cur2": (
        "line_item_usage_start_date", "line_item_unblended_cost", "line_item_product_code",
        "line_item_line_item_type", "line_item_usage_account_id", "bill_payer_account_id",
    ),
    "focus": (
        "chargeperiodstart", "billedcost", "chargecategory", "servicename", "billingcurrency",
        "effectivecost", "subaccountid", "billingperiodstart",
    ),
    "console_bill": (
        "invoiceid", "payeraccountid", "linkedaccountid", "recordtype", "productcode", "totalcost",
    ),
}  # fmt: skip


def format_of(header: Sequence[str]) -> str | None:
    """Which format a header row belongs to: three of its columns or more; None when it is no bill."""
    given = {name.strip().strip('"').lower() for name in header}
    best = max(_SIGNS, key=lambda name: len(given.intersection(_SIGNS[name])))
    return best if len(given.intersection(_SIGNS[best])) >= 3 else None


def places(table: str, header: Sequence[str]) -> dict[str, int]:
    """Meaning -> place of its column in the header; what the header lacks is not in the answer."""
    at: dict[str, int] = {}
    for place, name in enumerate(header):
        at.setdefault(name.strip().lower(), place)
    found = {}
    for meaning, names in TABLES[table].items():
        for name in names:
            if name.lower() in at:
                found[meaning] = at[name.lower()]
                break
    return found


def missing(table: str, found: dict[str, int]) -> list[str]:
    """Names of the columns that the format needs and the header lacks."""
    return [TABLES[table][meaning][0] for meaning in NEEDED[table] if meaning not in found]
