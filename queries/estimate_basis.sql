-- title: What the estimate rests on
-- question: Which price, which hours and which assumptions make up each resource's estimate, and what has no
--   price?
-- grain: one row per resource that costs money
-- reads: [estimate, prices]
-- notes: >
--   `basis` is list (kit/rules/prices, as known on the day shown), price list answer (from AWS, in the case),
--   family factor or regional factor (concluded, with a wider range). Rows without price have NULL money and
--   count in no sum: with one of them a total is "at least". `assumed` lists ids; the report has a sentence
--   for each.
select
    e.account_id,
    e.aws_region,
    e.service,
    e.resource_type,
    e.resource_id,
    e.size,
    e.purchase,
    e.started_at,
    e.until,
    e.open,
    e.hours,
    e.usd_per_hour,
    e.usd_low,
    e.estimated_usd,
    e.usd_high,
    e.priced,
    e.basis,
    cast(e.assumed as json) as assumed,
    known.day as prices_as_known_on
from estimate as e
cross join (select max(as_known_on) as day from prices) as known
order by
    e.priced asc,
    round(e.estimated_usd, 6) desc nulls first,
    e.account_id asc,
    e.aws_region asc,
    e.resource_type asc,
    e.resource_id asc
