-- title: Sums of the estimate
-- question: What do all things of the intruder cost by the trail, and what does an hour of those still there
--   cost?
-- grain: one row
-- reads: [estimate]
select
    sum(usd_low) as usd_low,
    sum(estimated_usd) as usd,
    sum(usd_high) as usd_high,
    count(*) as things,
    count(*) filter (where not priced) as unpriced,
    sum(usd_per_hour) filter (where open) as usd_per_hour,
    sum(usd_low / nullif(hours, 0)) filter (where open and usd_per_hour is not null) as usd_per_hour_low,
    sum(usd_high / nullif(hours, 0)) filter (where open and usd_per_hour is not null) as usd_per_hour_high,
    count(*) filter (where open) as standing,
    max(until) as as_of
from estimate
