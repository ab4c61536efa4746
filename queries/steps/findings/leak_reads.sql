-- title: Who read settings that hold keys before the leak showed
-- question: Who read variables, user data or stored secrets before the first foreign call, from where?
-- grain: one row per principal and address
-- reads: [events, call_marks, activity]
-- params:
--   until: {type: timestamp, default: null}
-- notes: >
--   `theirs` says that a third party is seen at this address, before or after. Calls of the leaked credential
--   itself and of services are left out: who has the key needs no setting to read it from.
with places as (
    select distinct events.source_ip_address
    from activity
    inner join events on activity.event_no = events.event_no
    where activity.third_party
)

select
    events.user_arn,
    events.source_ip_address as address,
    events.source_ip_address in (from places) as theirs,
    count(*) as calls,
    min(events.event_time) as first_seen,
    max(events.event_time) as last_seen,
    list_sort(list(distinct split_part(events.event_source, '.', 1))) as services,
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
order by theirs desc, calls desc, events.user_arn asc, address asc
limit 50
