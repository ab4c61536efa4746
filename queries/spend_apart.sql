-- title: What is no usage
-- question: What do credits, refunds, tax and fees come to, which stand in no sum of usage?
-- grain: one row per charge type that the bill holds, usage left out
-- reads: [spend_counted]
-- notes: Of the source that counts for each day; a credit is negative.
select
    p.charge_type,
    sum(p.usd) as usd
from spend_counted as p
where p.charge_type <> 'usage' and p.usd is not null
group by p.charge_type
order by p.charge_type
