-- title: What the incident added
-- question: How much more than the account's own habit did each Region and service cost since the intruder's
--   first act?
-- grain: one row per Region and service
-- reads: [spend_counted]
-- params: {start: {type: timestamp, default: null}, until: {type: timestamp, default: null}}
-- answer: money.excess:spend_excess
-- notes: >
--   Habit is level, trend, weekday and day of the month of the days before, by medians; a day adds only if it
--   clearly left the habit (docs/decisions/money.md). excess_usd is NULL where no bill of the past is there.
--   estimated_usd is the part that no bill says yet. Without params the incident begins on the day of the
--   intruder's first act.
select
    p.account_id,
    p.aws_region,
    p.service,
    p.day,
    sum(p.usd) as usd,
    bool_or(p.is_estimate) as is_estimate
from spend_counted as p
where
    p.charge_type in ('usage', 'fee')
    and (cast($start as timestamp) is null or p.period_start is not null)
    and (cast($until as timestamp) is null or p.period_start < cast($until as timestamp))
group by p.account_id, p.aws_region, p.service, p.day
order by p.account_id, p.aws_region, p.service, p.day
