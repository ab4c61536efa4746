-- title: Hours that coverage leaves out
-- question: How many hours does question coverage leave out, and from when on does it speak of every Region?
-- grain: one row; none where coverage holds every hour
-- reads: [region_reach]
-- notes: >
--   The bound is that of question coverage: 2,000,000 hours, shared out evenly among accounts and Regions.
with spans as (
    -- one row per account and Region
    select
        date_trunc('hour', first_hour) as from_hour,
        last_hour as to_hour,
        date_trunc('hour', last_hour) - to_hours(2000000 // count(*) over ()) as since
    from region_reach
)

select
    sum(date_diff('hour', from_hour, to_hour) + 1) as hours,
    sum(greatest(date_diff('hour', from_hour, since), 0)) as left_out,
    max(since) as since
from spans
having sum(date_diff('hour', from_hour, to_hour) + 1) > 2000000
