-- title: Bill and estimate, thing by thing
-- question: What does the bill say of each of the intruder's things, and how far is the estimate from it?
-- grain: one row per account and resource id of the bill, or of the estimate where the bill has none
-- reads: [spend_lines, spend_deliveries, activity, events, estimate, resource_ledger]
-- notes: >
--   Only where the bill holds resource ids (CUR with resources, FOCUS). `found` is both, trail (not on the bill: the bill
--   is late, or its lines have no id) or bill: a thing that is first billed after the intruder's first act and that no
--   event of the collected trail explains; look at what was not recorded then. `ratio` is estimate to bill over the same
--   days; a volume is billed apart from its instance.
with first_act as (
    select date_trunc('day', min(events.event_time)) as moment
    from activity
    inner join events on activity.event_no = events.event_no
    where activity.actor = 'intruder'
),

ranked as (
    select
        l.*,
        regexp_extract(l.resource_id, '[^/:]+$') as short_id,
        dense_rank() over (
            partition by l.account_id
            order by case l.source when 'cur2' then 1 when 'cur_legacy' then 2 when 'focus' then 3 else 4 end
        ) as rank
    from spend_lines as l
    inner join spend_deliveries as d
        on
            l.file_id = d.file_id
            and l.view = d.view
            and l.billing_period = d.billing_period
            and l.payer_account_id is not distinct from d.payer_account_id
            and d.superseded_by is null
    where l.resource_id is not null and l.charge_type = 'usage'
),

billed as (
    select
        ranked.account_id,
        ranked.aws_region,
        ranked.resource_id,
        any_value(ranked.short_id) as short_id,
        min(ranked.service) as service,
        string_agg(distinct ranked.usage_type, ', ' order by ranked.usage_type) as usage_types,
        sum(ranked.cost) as billed_usd,
        min(ranked.period_start) as first_billed,
        max(ranked.period_end) as last_billed
    from ranked
    where ranked.rank = 1
    group by ranked.account_id, ranked.aws_region, ranked.resource_id
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
    case when t.resource_id is null then 'bill' when b.resource_id is null then 'trail' else 'both' end as found,
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
cross join first_act
where t.resource_id is not null or b.first_billed >= first_act.moment
order by
    coalesce(b.billed_usd, t.estimated_usd) desc nulls last, coalesce(b.account_id, t.account_id),
    coalesce(b.aws_region, t.aws_region), coalesce(t.resource_id, b.resource_id), t.resource_type
