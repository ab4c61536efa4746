-- title: Quantities that bound what was read
-- question: How much went out, and how many requests went to S3, on each day?
-- grain: one row per account, Region, kind and day
-- reads: [spend_lines_counted]
-- notes: >
--   The best source of the account and day whose lines have usage types and quantities. S3 Tier2 are reads
--   (GET), Tier1 writes and lists. Traffic between AWS Regions (AWS-Out-Bytes) leaves too: a copy to a bucket
--   elsewhere.
with kinds as (
    select
        l.* replace (l.account as account_id),
        case
            when
                regexp_matches(l.usage_type, '(^|-)DataTransfer-Out-(Bytes|OBytes)$')
                then 'data transfer out'
            when regexp_matches(l.usage_type, '-AWS-Out-Bytes$') then 'data transfer to other Regions'
            when regexp_matches(l.usage_type, '(^|-)Requests-Tier2$') then 'S3 reads'
            when regexp_matches(l.usage_type, '(^|-)Requests-Tier1$') then 'S3 writes and lists'
        end as kind
    from spend_lines_counted as l
    where l.usage_type is not null and l.usage_amount is not null and l.charge_type = 'usage'
),

best as (
    select
        *,
        dense_rank() over (
            partition by account_id, cast(period_start as date)
            order by
                case source when 'cur2' then 1 when 'cur_legacy' then 2 when 'focus' then 3 else 4 end,
                view,
                case when source = 'cost_explorer' then -file_id else 0 end
        ) as rank
    from kinds
    where
        kind is not null
        and (
            kind not like 'S3%'
            or service = 'Amazon Simple Storage Service'
            -- Cost Explorer by usage type names no service; CloudFront's requests are called the same,
            -- without Region.
            or (source = 'cost_explorer' and service = 'unknown' and aws_region <> 'global')
        )
)

select
    account_id,
    aws_region,
    kind,
    cast(period_start as date) as day,
    case when kind like 'data%' then 'GB' else 'requests' end as unit,
    sum(usage_amount) as amount
from best
where rank = 1
group by account_id, aws_region, kind, cast(period_start as date)
order by account_id, aws_region, kind, day
