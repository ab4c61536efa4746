-- title: Spend by hour
-- question: What did each hour cost, by account, Region and service?
-- grain: one row per UTC hour, account, Region, service, charge type and currency
-- reads: [spend_periods, spend_coverage]
-- params: {start: {type: timestamp, default: null}, until: {type: timestamp, default: null}}
-- notes: >
--   The best source of the day that knows hours; days of which only sums by day are known are not here. Tax,
--   fees and credits stand in the hour in which the bill puts them, the first one of their period.
with best as (
    select
        account_id,
        day,
        source,
        view,
        settled,
        as_of
    from spend_coverage
    where hourly
    qualify row_number() over (
        partition by account_id, day
        order by
            counted desc,
            case source
                when 'cur2' then 1 when 'cur_legacy' then 2 when 'focus' then 3 when 'cost_explorer' then 4
                when 'estimate' then 9 else 5
            end,
            view asc
    ) = 1
)

select
    p.period_start as period,
    p.account_id,
    p.aws_region,
    p.service,
    p.source,
    p.charge_type,
    sum(p.usd) as usd,
    case when bool_or(p.is_estimate) then sum(p.usd_low) else sum(p.usd) end as usd_low,
    case when bool_or(p.is_estimate) then sum(p.usd_high) else sum(p.usd) end as usd_high,
    p.currency,
    bool_or(p.is_estimate) as is_estimate,
    true as counted,
    bool_and(b.settled and not p.estimated) as complete,
    max(b.as_of) as as_of,
    sum(p.amount) as amount,
    sum(p.usd_amortised) as usd_amortised
from spend_periods as p
inner join best as b
    on
        p.account_id = b.account_id
        and p.source = b.source
        and p.view = b.view
        and cast(p.period_start as date) = b.day
where
    (p.grain = 'hour' or p.source not in ('cost_explorer', 'console_csv'))
    and (cast($start as timestamp) is null or p.period_start >= cast($start as timestamp))
    and (cast($until as timestamp) is null or p.period_start < cast($until as timestamp))
group by p.period_start, p.account_id, p.aws_region, p.service, p.source, p.charge_type, p.currency
order by period, p.account_id, p.aws_region, p.service, p.charge_type, p.currency
