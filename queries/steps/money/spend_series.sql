-- title: Daily sums
-- question: What did each account, Region and service cost a day, by the source that counts?
-- grain: one row per account, Region, service and day
-- reads: [spend_periods, spend_coverage]
-- notes: Usage and fees (a purchase is a fee); credits, refunds, discounts and tax follow from them and are
--   left out.
select
    p.account_id,
    p.aws_region,
    p.service,
    c.day,
    p.is_estimate,
    sum(p.usd) as usd
from spend_periods as p
inner join spend_coverage as c
    on
        p.account_id = c.account_id
        and p.source = c.source
        and p.view = c.view
        and cast(p.period_start as date) = c.day
        and c.counted
where p.charge_type in ('usage', 'fee') and not c.monthly
group by p.account_id, p.aws_region, p.service, c.day, p.is_estimate
order by p.account_id, p.aws_region, p.service, c.day
