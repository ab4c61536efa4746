-- title: Calls that switch a trail
-- question: Who started, stopped, made, deleted, narrowed or widened which trail, and when?
-- grain: one row per call that worked
-- reads: [events, event_rows, call_marks]
-- notes: >
--   A trail has one name in its home Region, so name and Region tell it; `named_as` is what the call said.
--   Selectors narrow a trail where they leave management events out, an update where it leaves Regions or
--   global services out or moves the log. `unchanged` is an update of something else.
with picked as materialized (
    -- one row per such call, found before any request is read
    select
        event_rows.event_no,
        marks.mark
    from event_rows
    inner join call_marks as marks
        on event_rows.event_source = marks.source and event_rows.event_name = marks.event
    where
        marks.mark in (
            'stops_trail', 'starts_trail', 'deletes_trail', 'makes_trail', 'updates_trail', 'selects_events'
        )
        and event_rows.outcome = 'succeeded'
),

calls as (
    -- one row per call that worked
    select
        coalesce(recipient_account_id, user_account_id) as account_id,
        aws_region,
        picked.event_no,
        event_id,
        event_time,
        event_name,
        picked.mark,
        coalesce(request_parameters ->> '$.name', request_parameters ->> '$.trailName', '') as named_as,
        coalesce(request_parameters, '') as request_parameters
    from picked
    inner join events on picked.event_no = events.event_no
)

select
    account_id,
    coalesce(nullif(split_part(named_as, ':', 4), ''), aws_region) as home_region,
    split_part(named_as, '/', -1) as trail,
    named_as,
    event_no,
    event_id,
    event_time,
    event_name,
    case
        when mark = 'stops_trail' then 'stopped'
        when mark = 'deletes_trail' then 'deleted'
        when mark = 'starts_trail' then 'started'
        when mark = 'makes_trail' then 'made'
        when
            mark = 'selects_events'
            and request_parameters ->> '$.eventSelectors' is not null
            and not regexp_matches(
                request_parameters,
                '"includeManagementEvents"\s*:\s*"?false|"readWriteType"\s*:\s*"(Read|Write)Only"'
                || '|"excludeManagementEventSources"\s*:\s*\[\s*"'
            )
            then 'widened'
        when
            mark = 'updates_trail'
            and not regexp_matches(
                request_parameters,
                '"(isMultiRegionTrail|includeGlobalServiceEvents)"\s*:\s*"?false'
                || '|"(s3BucketName|s3KeyPrefix|kmsKeyId)"'
            )
            then 'unchanged'
        else 'narrowed'
    end as effect
from calls
