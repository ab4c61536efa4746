-- title: Sums of the bill
-- question: What does the counted source hold of each kind of charge since a day?
-- grain: one row per charge type and currency
-- reads: [spend_periods, spend_coverage]
-- params: {start: timestamp, until: {type: timestamp, default: null}}
select
    p.charge_type,
    p.currency,
    sum(p.usd) as usd,
    sum(p.amount) as amount,
    bool_and(c.settled and not p.estimated) as complete,
    max(c.as_of) as as_of
from spend_periods as p
inner join spend_coverage as c
    on
        p.account_id = c.account_id
        and p.source = c.source
        and p.view = c.view
        and cast(p.period_start as date) = c.day
        and c.counted
where
    not p.is_estimate
    and p.period_start >= date_trunc('day', cast($start as timestamp))
    and (cast($until as timestamp) is null or p.period_start < cast($until as timestamp))
group by p.charge_type, p.currency
order by p.charge_type, p.currency
