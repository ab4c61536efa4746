-- title: Integrity
-- question: Which hours of the trail are proved to be as CloudTrail delivered them, and which are altered or
--   missing?
-- grain: one row per account, Region and hour
-- reads: [integrity_hours, event_records, engine_hours]
-- params:
--   start: {type: timestamp, default: null}
--   until: {type: timestamp, default: null}
--   account_id: {type: varchar, default: null}
--   state: {type: varchar, default: null}
-- notes: >
--   From the digests as they were checked at `checked_at` (after the last collection or `kit verify`). Hours
--   of events that no digest speaks for are unprovable, with reason no_digest; so are those that an engine
--   counted. `proved` says that what was
--   delivered in the hour is here and unchanged; events of its last quarter come in the next digest:
--   next_proved. Nothing is signed while log file validation is off, and no digest knows an event that
--   CloudTrail did not deliver.
with seen as (
    select
        recipient_account_id as account_id,
        aws_region,
        date_trunc('hour', event_time) as hour
    from event_records
    where recipient_account_id is not null and aws_region is not null and event_time is not null
    group by all
    union
    select
        account_id,
        aws_region,
        hour
    from engine_hours
),

hours as (
    select *
    from integrity_hours
    union all by name
    select
        s.account_id,
        s.aws_region,
        s.hour,
        'unprovable' as state,
        'no_digest' as reason,
        0 as digests,
        0 as log_files,
        0 as proved_files,
        0 as altered,
        0 as missing,
        0 as unprovable,
        false as next_proved,
        cast(null as varchar) as key_by,
        cast(null as timestamp) as checked_at
    from seen as s
    left join
        integrity_hours as h
        on s.account_id = h.account_id and s.aws_region = h.aws_region and s.hour = h.hour
    where h.hour is null
)

select
    account_id,
    aws_region,
    hour,
    state,
    reason,
    digests,
    log_files,
    proved_files,
    altered,
    missing,
    unprovable,
    next_proved,
    key_by,
    checked_at
from hours
where
    (cast($start as timestamp) is null or hour + interval 1 hour > cast($start as timestamp))
    and (cast($until as timestamp) is null or hour < cast($until as timestamp))
    and ($account_id is null or account_id = $account_id)
    and ($state is null or state = $state)
order by account_id, aws_region, hour
