-- title: Bill and estimate, thing by thing
-- question: What does the bill say of each of the intruder's things, and how far is the estimate from it?
-- grain: one row per account and resource id of the bill, or of the estimate where the bill has none
-- reads: [spend_lines, spend_lines_counted, estimate, first_act, resource_ledger]
-- notes: >
--   Only where the bill holds resource ids (CUR with resources, FOCUS). `found` is both, trail (not on the
--   bill: the bill is late, or its lines have no id) or bill: a thing that is first billed after the
--   intruder's first act and that no event of the collected trail explains; look at what was not recorded
--   then. `ratio` is estimate to bill over the same days; a volume is billed apart from its instance.
with ranked as (
    -- one row per line that counts, with the rank of its source
    select
        *,
        case source when 'cur2' then 1 when 'cur_legacy' then 2 when 'focus' then 3 else 4 end as rank
    from spend_lines_counted
),

best as (
    -- one row per line of the best source of its billing period
    select *
    from ranked
    qualify rank = min(rank) over (partition by billing_period)
),

incident as (
    -- one row per account and thing that is billed since the first act
    select
        account_id,
        aws_region,
        resource_id,
        min(service) as service,
        string_agg(distinct usage_type, ', ' order by usage_type) as usage_types,
        sum(cost) as billed_usd,
        min(period_start) as first_billed,
        max(period_end) as last_billed
    from best
    where
        resource_id is not null
        and charge_type = 'usage'
        and period_start >= (select date_trunc('day', first_act.event_time) from first_act)
    group by account_id, aws_region, resource_id
),

billed as (
    select
        *,
        regexp_extract(resource_id, '[^/:]+$') as short_id,
        resource_id in (
            select l.resource_id
            from spend_lines as l
            where
                l.resource_id is not null
                and l.period_start < (select date_trunc('day', first_act.event_time) from first_act)
        ) as known_before
    from incident
),

things as (
    select
        e.*,
        (
            select max(l.arn)
            from resource_ledger as l
            where
                e.account_id = l.account_id
                and e.aws_region = l.aws_region
                and e.resource_type = l.resource_type
                and e.resource_id = l.resource_id
        ) as arn
    from estimate as e
)

select
    coalesce(b.account_id, t.account_id) as account_id,
    coalesce(b.aws_region, t.aws_region) as aws_region,
    coalesce(t.resource_id, b.resource_id) as resource_id,
    t.resource_type,
    b.service,
    case when t.resource_id is null then 'bill' when b.resource_id is null then 'trail' else 'both' end
        as found,
    b.billed_usd,
    t.estimated_usd,
    t.usd_low,
    t.usd_high,
    t.estimated_usd - b.billed_usd as difference,
    t.estimated_usd / nullif(b.billed_usd, 0) as ratio,
    b.first_billed,
    b.last_billed,
    t.started_at,
    t.until,
    b.usage_types
from billed as b
full outer join things as t
    on
        b.account_id = t.account_id
        and b.aws_region = t.aws_region
        and (b.resource_id = t.resource_id or b.resource_id = t.arn or b.short_id = t.resource_id)
where t.resource_id is not null or not b.known_before
order by
    round(coalesce(b.billed_usd, t.estimated_usd), 9) desc nulls last, coalesce(b.account_id, t.account_id),
    coalesce(b.aws_region, t.aws_region), coalesce(t.resource_id, b.resource_id), t.resource_type
