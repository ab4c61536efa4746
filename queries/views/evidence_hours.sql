-- title: Hours with events
-- question: What does the evidence hold of each hour, and from which kind of file?
-- grain: one row per account, Region and hour with an event
-- reads: [event_rows, file_places]
with per_file as (
    -- one row per account, Region, hour and file
    select
        recipient_account_id as account_id,
        aws_region,
        date_trunc('hour', event_time) as hour,
        file_id,
        count(*) as events,
        count(*) filter (where columns_only) as columns_only,
        count(*) filter (where event_category = 'Data' or management_event = false) as data_events
    from event_rows
    where event_time is not null and recipient_account_id is not null and aws_region is not null
    group by all
)

select
    h.account_id,
    h.aws_region,
    h.hour,
    count(*) as files,
    cast(sum(h.events) as bigint) as events,
    cast(sum(h.columns_only) as bigint) as columns_only,
    cast(sum(h.data_events) as bigint) as data_events,
    count(*) filter (where p.rejected > 0) as damaged_files,
    max(p.fetched_at) as fetched_at,
    count(*) filter (where p.format = 'lookup_events') as lookup_files,
    count(*) filter (where p.format = 'lookup_events' and p.asked_from is not null) as asked_lookup_files
from per_file as h
left join file_places as p on h.file_id = p.file_id
group by h.account_id, h.aws_region, h.hour
