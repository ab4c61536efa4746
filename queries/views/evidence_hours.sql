-- title: Hours with events
-- question: What does the evidence hold of each hour, and from which kind of file?
-- grain: one row per account, Region and hour with an event, or with a file that no engine could read
-- reads: [event_rows, file_places, files, engine_hours, engine_unread]
-- notes: >
--   Where an engine counted an hour over the whole bucket, its counts stand: the case holds only the rows
--   that it was asked for, and that some of them came makes the hour no poorer: columns_only are those of no
--   engine. A file that the engine could not read damages the hours that its name speaks of.
with engines as (
    -- one row per answer of an engine
    select file_id
    from files
    where kind = 'engine'
),

per_file as (
    -- one row per account, Region, hour and file
    select
        recipient_account_id as account_id,
        aws_region,
        date_trunc('hour', event_time) as hour,
        file_id,
        count(*) as events,
        count(*) filter (where columns_only) as columns_only,
        count(*) filter (where columns_only and file_id in (from engines)) as of_engine,
        count(*) filter (where event_category = 'Data' or management_event = false) as data_events
    from event_rows
    where event_time is not null and recipient_account_id is not null and aws_region is not null
    group by all
),

held as (
    -- one row per account, Region and hour that the case holds events of
    select
        h.account_id,
        h.aws_region,
        h.hour,
        count(*) as files,
        cast(sum(h.events) as bigint) as events,
        cast(sum(h.columns_only) as bigint) as columns_only,
        cast(sum(h.of_engine) as bigint) as of_engine,
        cast(sum(h.data_events) as bigint) as data_events,
        count(*) filter (where p.rejected > 0) as damaged_files,
        max(p.fetched_at) as fetched_at,
        count(*) filter (where p.format = 'lookup_events') as lookup_files,
        count(*) filter (where p.format = 'lookup_events' and p.asked_from is not null) as asked_lookup_files
    from per_file as h
    left join file_places as p on h.file_id = p.file_id
    group by h.account_id, h.aws_region, h.hour
),

counted as (
    -- one row per account, Region and hour that an engine counted; the latest count
    select
        c.account_id,
        c.aws_region,
        c.hour,
        arg_max(c.files, c.file_id) as files,
        arg_max(c.events, c.file_id) as events,
        arg_max(c.data_events, c.file_id) as data_events,
        max(p.fetched_at) as fetched_at
    from engine_hours as c
    left join file_places as p on c.file_id = p.file_id
    group by c.account_id, c.aws_region, c.hour
),

known as (
    -- one row per account, Region and hour that is held, counted, or of a file that the engine could not read
    select
        account_id,
        aws_region,
        hour
    from held
    union
    select
        account_id,
        aws_region,
        hour
    from counted
    union
    select
        account_id,
        aws_region,
        hour
    from engine_unread
)

select
    known.account_id,
    known.aws_region,
    known.hour,
    coalesce(counted.files, held.files, 0) as files,
    greatest(coalesce(counted.events, 0), coalesce(held.events, 0)) as events,
    coalesce(held.columns_only, 0)
    - case when counted.hour is null then 0 else coalesce(held.of_engine, 0) end as columns_only,
    greatest(coalesce(counted.data_events, 0), coalesce(held.data_events, 0)) as data_events,
    coalesce(held.damaged_files, 0) + coalesce(unread.files, 0) as damaged_files,
    greatest(held.fetched_at, counted.fetched_at, unread.fetched_at) as fetched_at,
    case when counted.hour is null then coalesce(held.lookup_files, 0) else 0 end as lookup_files,
    case when counted.hour is null then coalesce(held.asked_lookup_files, 0) else 0 end as asked_lookup_files
from known
left join held
    on known.account_id = held.account_id and known.aws_region = held.aws_region and known.hour = held.hour
left join counted
    on
        known.account_id = counted.account_id
        and known.aws_region = counted.aws_region
        and known.hour = counted.hour
left join engine_unread as unread
    on
        known.account_id = unread.account_id
        and known.aws_region = unread.aws_region
        and known.hour = unread.hour
