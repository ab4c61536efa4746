-- title: Sums of the bill
-- question: What does the counted source hold of each kind of charge since a day?
-- grain: one row per charge type and currency
-- reads: [spend_counted]
-- params: {start: timestamp, until: {type: timestamp, default: null}}
select
    p.charge_type,
    p.currency,
    sum(p.usd) as usd,
    sum(p.amount) as amount,
    bool_and(p.complete) as complete,
    max(p.as_of) as as_of
from spend_counted as p
where
    not p.is_estimate
    and p.period_start >= date_trunc('day', cast($start as timestamp))
    and (cast($until as timestamp) is null or p.period_start < cast($until as timestamp))
group by p.charge_type, p.currency
order by p.charge_type, p.currency
