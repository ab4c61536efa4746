-- title: Spend by day
-- question: What did each day cost, by account, Region and service, and by which source?
-- grain: one row per UTC day, account, Region, service, charge type and currency
-- reads: [spend_counted]
-- params: {start: {type: timestamp, default: null}, until: {type: timestamp, default: null}}
-- notes: >
--   Exactly one source of a day and account is counted, and only its rows are here: sum(usd) is the total.
--   Days are UTC (09:00 to 09:00 in Japan). A source that only knows months gives the first of the month,
--   `grain` says so. `complete` is false for days that still grow and for estimates. usd is unblended;
--   usd_amortised spreads what was paid ahead.
select
    strftime(p.day, '%Y-%m-%d') as period,
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
    bool_and(p.complete) as complete,
    max(p.as_of) as as_of,
    sum(p.amount) as amount,
    sum(p.usd_amortised) as usd_amortised,
    case when bool_or(p.monthly) then 'month' else 'day' end as grain
from spend_counted as p
where
    (cast($start as timestamp) is null or p.period_start >= date_trunc('day', cast($start as timestamp)))
    and (cast($until as timestamp) is null or p.period_start < cast($until as timestamp))
group by p.day, p.account_id, p.aws_region, p.service, p.source, p.charge_type, p.currency
order by period, p.account_id, p.aws_region, p.service, p.charge_type, p.currency
