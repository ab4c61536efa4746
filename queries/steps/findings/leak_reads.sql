-- title: Who read settings that hold keys before the leak showed
-- question: Who read variables, user data or stored secrets before the first foreign call, from where?
-- grain: one row per principal and address
-- reads: [events, call_marks, activity, engine_readers]
-- params:
--   until: {type: timestamp, default: null}
-- notes: >
--   `theirs` says that a third party is seen at this address, before or after. Calls of the leaked credential
--   itself and of services are left out: who has the key needs no setting to read it from. Where an engine
--   counted up to the same time, its counts stand: the case holds the first calls of each.
with places as (
    select distinct events.source_ip_address
    from activity
    inner join events on activity.event_no = events.event_no
    where activity.third_party
),

held as (
    -- one row per principal and address that the case holds calls of
    select
        events.user_arn,
        events.source_ip_address as address,
        count(*) as calls,
        min(events.event_time) as first_seen,
        max(events.event_time) as last_seen,
        list(distinct split_part(events.event_source, '.', 1)) as services,
        list(events.event_id order by events.event_time, events.event_id)[:5] as event_ids
    from events
    inner join
        call_marks as marks
        on
            events.event_source = marks.source
            and regexp_replace(events.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') = marks.event
    left join activity on events.event_no = activity.event_no
    where
        marks.mark in ('shows_settings', 'reads_secret')
        and coalesce(events.request_parameters ->> '$.attribute', 'userData') = 'userData'
        and events.outcome = 'succeeded'
        and events.invoked_by is null
        and events.user_type <> 'AWSService'
        and activity.event_no is null
        and ($until is null or events.event_time <= $until)
    group by all
),

counted as (
    -- one row per principal and address that an engine counted calls of, by its last count
    select
        user_arn,
        address,
        cast(sum(events) as bigint) as calls,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        list(distinct split_part(event_source, '.', 1)) as services
    from engine_readers
    where
        stranger is null
        and file_id = (
            select max(newest.file_id) from engine_readers as newest
            where newest.until = $until
        )
    group by user_arn, address
)

select
    coalesce(held.user_arn, counted.user_arn) as user_arn,
    coalesce(held.address, counted.address) as address,
    coalesce(held.address, counted.address) in (from places) as theirs,
    greatest(held.calls, counted.calls) as calls,
    least(held.first_seen, counted.first_seen) as first_seen,
    greatest(held.last_seen, counted.last_seen) as last_seen,
    list_sort(list_distinct(list_concat(held.services, counted.services))) as services,
    coalesce(held.event_ids, []) as event_ids
from held
full outer join counted
    on
        held.user_arn is not distinct from counted.user_arn
        and held.address is not distinct from counted.address
order by theirs desc, calls desc, user_arn asc, address asc
limit 50
