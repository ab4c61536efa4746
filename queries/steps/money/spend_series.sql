-- title: Daily sums
-- question: What did each account, Region and service cost a day, by the source that counts?
-- grain: one row per account, Region, service and day
-- reads: [spend_counted]
-- notes: Usage and fees (a purchase is a fee); credits, refunds, discounts and tax follow from them and are
--   left out.
select
    p.account_id,
    p.aws_region,
    p.service,
    p.day,
    p.is_estimate,
    sum(p.usd) as usd
from spend_counted as p
where p.charge_type in ('usage', 'fee') and not p.monthly
group by p.account_id, p.aws_region, p.service, p.day, p.is_estimate
order by p.account_id, p.aws_region, p.service, p.day
