-- title: Times without a trail or Event history
-- question: When was a trail off, and in which Regions does nothing else speak for that time?
-- grain: one row per account and span
-- reads: [blind_spans]
-- notes: A span whose reads alone are unknown is here too.
select
    account_id,
    blind_from,
    blind_until,
    list(distinct aws_region order by aws_region) as regions
from blind_spans
group by account_id, blind_from, blind_until
order by account_id, blind_from, blind_until
