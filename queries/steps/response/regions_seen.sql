-- title: Regions in the logs
-- question: Which Regions do the logs name at all?
-- grain: one row per Region
-- reads: [events]
select distinct aws_region
from events
where regexp_matches(coalesce(aws_region, ''), '^[a-z]{2,4}(-[a-z]+)+-\d$')
order by aws_region
