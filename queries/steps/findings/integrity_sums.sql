-- title: Sums of the digest chain
-- question: How many hours are proved, altered, missing or unprovable, and in how many log files and digests?
-- grain: one row per state
-- reads: [integrity_hours]
select
    state,
    count(*) as hours,
    min(hour) as first_hour,
    max(hour) + interval 1 hour as last_hour,
    max(checked_at) as checked_at,
    list_sort(list(distinct reason)) as reasons
from integrity_hours
group by state
order by state
