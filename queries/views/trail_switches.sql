-- title: Calls that switch a trail
-- question: Who started, stopped, made, deleted, narrowed or widened which trail, and when?
-- grain: one row per call that worked
-- reads: [events]
-- notes: >
--   A trail has one name in its home Region, so name and Region tell it; `named_as` is what the call said.
--   Selectors narrow a trail where they leave management events out, an update where it leaves Regions or
--   global services out or moves the log. `unchanged` is an update of something else.
with calls as (
    -- one row per call that worked
    select
        coalesce(recipient_account_id, user_account_id) as account_id,
        aws_region,
        event_no,
        event_id,
        event_time,
        event_name,
        coalesce(request_parameters ->> '$.name', request_parameters ->> '$.trailName', '') as named_as,
        coalesce(request_parameters, '') as request_parameters
    from events
    where
        event_source = 'cloudtrail.amazonaws.com'
        and event_name in (
            'StopLogging', 'StartLogging', 'DeleteTrail', 'CreateTrail', 'UpdateTrail', 'PutEventSelectors'
        )
        and outcome = 'succeeded'
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
        when event_name = 'StopLogging' then 'stopped'
        when event_name = 'DeleteTrail' then 'deleted'
        when event_name = 'StartLogging' then 'started'
        when event_name = 'CreateTrail' then 'made'
        when
            event_name = 'PutEventSelectors'
            and request_parameters ->> '$.eventSelectors' is not null
            and not regexp_matches(
                request_parameters,
                '"includeManagementEvents"\s*:\s*"?false|"readWriteType"\s*:\s*"(Read|Write)Only"'
                || '|"excludeManagementEventSources"\s*:\s*\[\s*"'
            )
            then 'widened'
        when
            event_name = 'UpdateTrail'
            and not regexp_matches(
                request_parameters,
                '"(isMultiRegionTrail|includeGlobalServiceEvents)"\s*:\s*"?false'
                || '|"(s3BucketName|s3KeyPrefix|kmsKeyId)"'
            )
            then 'unchanged'
        else 'narrowed'
    end as effect
from calls
