"""The statement that turns lines of any bill into spend_lines: one place for Regions, names, kinds and grain.

A format gives a select with the columns of `GIVEN`; everything that AWS's bills leave to be understood is
here. Services are named as Cost Explorer names them, Regions by their code, charges without Region are
`global`.
"""

from __future__ import annotations

# More than this no line of a bill can be in any currency, and no sum of such lines overflows.
MOST_AMOUNT = 1e15

# Columns that the select of a format has to give; text as delivered, numbers as double, times as timestamp.
GIVEN = (
    "view", "period_start", "period_end", "bill", "account_id", "payer_account_id", "region", "code",
    "name", "usage_type", "operation", "resource_id", "kind", "purchase", "cost", "amortised", "ri_cost",
    "sp_cost", "list_cost", "usage_amount", "unit", "currency", "estimated", "principal_arn",
)  # fmt: skip

_COMPUTE = (
    "BoxUsage|SpotUsage|HeavyUsage|DedicatedUsage|HostUsage|HostBoxUsage|ReservedHost|UnusedBox|UnusedDed"
)
_GLOBAL = "'AmazonRoute53', 'AmazonCloudFront', 'AmazonRegistrar', 'AWSCostExplorer', 'ComputeSavingsPlans'"

_REGION = f"""
    case
        when right(s.region, 1) between '0' and '9' and contains(s.region, '-') then s.region
        when regexp_full_match(s.region, '[a-z]{{2,4}}(-[a-z]+)+-[0-9]+[a-z]')
            then left(s.region, length(s.region) - 1)
        when s.region is not null then 'global'
        when p.aws_region is not null then p.aws_region
        when s.usage_type is null or s.kind_flat in ('tax', 'credit', 'refund', 'fee') then 'global'
        when s.code in ({_GLOBAL}) or s.code ilike '%support%' or s.usage_type ilike 'global%' then 'global'
        else 'us-east-1'
    end"""

_SERVICE = f"""
    case
        when s.kind_flat = 'tax' then 'Tax'
        when s.code = 'AmazonEC2' and s.usage_type is not null
            and not regexp_matches(s.usage_type, '{_COMPUTE}')
            then 'EC2 - Other'
        when s.name = 'Amazon Elastic Compute Cloud' then 'Amazon Elastic Compute Cloud - Compute'
        else coalesce(n.service, s.name, s.code, 'unknown')
    end"""

_CHARGE = """
    case
        when s.kind_flat in (
            'usage', 'discountedusage', 'savingsplancoveredusage', 'riappliedusage', 'linkedlineitem',
            'payerlineitem', ''
        ) then 'usage'
        when s.kind_flat = 'tax' then 'tax'
        when s.kind_flat = 'credit' then 'credit'
        when s.kind_flat in ('refund', 'adjustment') then 'refund'
        when s.kind_flat like '%negation%' or s.kind_flat like '%discount%' then 'discount'
        else 'fee'
    end"""

_PURCHASE = """
    case
        when contains(s.usage_type, 'SpotUsage') or s.purchase in ('Spot', 'Dynamic', 'Spot Instances')
            then 'spot'
        when s.kind_flat in ('discountedusage', 'rifee') or s.purchase = 'Reserved' then 'reserved'
        when s.kind_flat like 'savingsplan%' or s.purchase = 'Committed' then 'savings_plan'
        else 'on_demand'
    end"""

_GRAIN = """
    case
        when s.period_end - s.period_start <= interval 1 hour then 'hour'
        when s.period_end - s.period_start <= interval 1 day then 'day'
        else 'month'
    end"""

_AMORTISED = """
    case
        when s.amortised is not null then s.amortised
        when s.kind_flat = 'discountedusage' then s.ri_cost
        when s.kind_flat = 'savingsplancoveredusage' then s.sp_cost
        when s.kind_flat in (
            'savingsplannegation', 'savingsplanrecurringfee', 'savingsplanupfrontfee', 'rifee'
        ) then 0
        else s.cost
    end"""


def statement(file_id: int, source: str, given: str) -> str:
    """`insert into spend_lines` of the lines that the select `given` has. kit_service_names and
    kit_region_prefixes must be there (tables.name_tables)."""
    return f"""
    insert into spend_lines
    with given as ({given}),
    shaped as (select *, lower(replace(coalesce(kind, ''), ' ', '')) as kind_flat from given)
    select
        {int(file_id)}, '{source}', s.view, {_GRAIN},
        cast(date_trunc('month', coalesce(s.bill, s.period_start)) as date),
        s.period_start, if(s.period_end is null, null, greatest(s.period_end, s.period_start)),
        s.account_id, s.payer_account_id, {_REGION},
        {_SERVICE}, s.code, s.usage_type, s.operation, s.resource_id, {_CHARGE}, s.kind, {_PURCHASE},
        s.cost, {_AMORTISED}, s.list_cost, s.usage_amount, s.unit, upper(coalesce(s.currency, 'USD')),
        s.estimated, s.principal_arn
    from shaped s
    left join kit_service_names n on n.service_code = s.code
    left join kit_region_prefixes p on p.prefix = split_part(s.usage_type, '-', 1)
    """
