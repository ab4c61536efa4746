"""A cost and usage report of any length, gzip CSV, with the columns and the proportions of a real one: made
by DuckDB.

    python -m benchmarks.make_bill OUT.csv.gz [LINES] [EMPTY COLUMNS]

One month of three accounts: instances with ids, volumes, S3 requests, Lambda. Most columns of a real report
are empty (tags, reservation and savings-plan figures): `empty` of them are added. The same arguments give the
same lines.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

_LINES = """
with lines as (
    select
        i,
        hash(i) as h,
        1 + i * 31 // $lines as day,
        i * 744 // $lines % 24 as hour,
        (hash(i, 1) % 1000000) / 1e6 as amount,
        [
            ['AmazonEC2', 'USW2-BoxUsage:m5.large', 'RunInstances', 'Amazon Elastic Compute Cloud',
             'us-west-2'],
            ['AmazonEC2', 'APN1-EBS:VolumeUsage.gp3', 'CreateVolume-Gp3', 'Amazon Elastic Compute Cloud',
             'ap-northeast-1'],
            ['AmazonS3', 'Requests-Tier1', 'PutObject', 'Amazon Simple Storage Service', 'us-east-1'],
            ['AWSLambda', 'APN1-Lambda-GB-Second', 'Invoke', 'AWS Lambda', 'ap-northeast-1']
        ][i % 4 + 1] as kind,
        printf('2026-03-%02dT%02d:00:00Z', day, hour) as began,
        printf('2026-03-%02dT%02d:59:59Z', day, hour) as ended
    from range($lines) as t(i)
)

select
    printf('%016x%016x', h, hash(h)) || 'abcdefghijklmnopqrst' as "identity/LineItemId",
    began || '/' || ended as "identity/TimeInterval",
    '' as "bill/InvoiceId",
    'AWS' as "bill/BillingEntity",
    'Anniversary' as "bill/BillType",
    '111122223333' as "bill/PayerAccountId",
    '2026-03-01T00:00:00Z' as "bill/BillingPeriodStartDate",
    '2026-04-01T00:00:00Z' as "bill/BillingPeriodEndDate",
    cast(111122223333 + i % 3 as varchar) as "lineItem/UsageAccountId",
    'Usage' as "lineItem/LineItemType",
    began as "lineItem/UsageStartDate",
    ended as "lineItem/UsageEndDate",
    kind[1] as "lineItem/ProductCode",
    kind[2] as "lineItem/UsageType",
    kind[3] as "lineItem/Operation",
    '' as "lineItem/AvailabilityZone",
    printf('i-%017x', hash(i, 2)) as "lineItem/ResourceId",
    printf('%.10f', amount) as "lineItem/UsageAmount",
    '' as "lineItem/NormalizationFactor",
    'USD' as "lineItem/CurrencyCode",
    '0.0960000000' as "lineItem/UnblendedRate",
    printf('%.10f', amount * 0.096) as "lineItem/UnblendedCost",
    '0.0960000000' as "lineItem/BlendedRate",
    printf('%.10f', amount * 0.096) as "lineItem/BlendedCost",
    '$0.096 per On Demand Linux, ' || kind[2] || ' Hour' as "lineItem/LineItemDescription",
    kind[4] as "product/ProductName",
    kind[5] as "product/region",
    'm5.large' as "product/instanceType",
    'Hrs' as "pricing/unit",
    printf('%.10f', amount * 0.096) as "pricing/publicOnDemandCost",
    '0.0' as "reservation/EffectiveCost",
    '0.0' as "savingsPlan/SavingsPlanEffectiveCost",
    {empty}
from lines
"""


def make(out: Path, lines: int = 5_000_000, empty: int = 20) -> float:
    """Writes the report and returns its sum in USD."""
    con = duckdb.connect()
    tags = ", ".join(f"'' as \"resourceTags/user:tag{place}\"" for place in range(empty)) or "'' as x"
    statement = _LINES.replace("$lines", str(int(lines))).replace("{empty}", tags)
    target = str(out).replace("'", "''")
    con.execute(f"copy ({statement}) to '{target}' (format csv, header, compression gzip)")
    ((usd,),) = con.execute(
        "select sum(cast(printf('%.10f', (hash(i, 1) % 1000000) / 1e6 * 0.096) as double))"
        " from range(?) as t(i)",
        [lines],
    ).fetchall()
    return usd


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), *(int(word) for word in sys.argv[2:])))
