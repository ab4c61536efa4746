-- title: Times without a trail
-- question: When was a trail of the account off, so that an end of something could have gone unseen?
-- grain: one row per stop of a trail, up to its start or to the end of the evidence
-- reads: [events, files, horizon]
-- notes: Event history does not depend on a trail; a time of which it holds events is no gap.
with switches as (
    select
        coalesce(recipient_account_id, user_account_id) as account_id,
        regexp_extract(request_parameters ->> '$.name', '[^/]*$') as trail,
        event_time,
        event_name in ('StartLogging', 'CreateTrail') as is_on
    from events
    where
        event_source = 'cloudtrail.amazonaws.com'
        and event_name in ('StopLogging', 'StartLogging', 'DeleteTrail', 'CreateTrail')
        and outcome = 'succeeded'
),

paired as (
    select
        account_id,
        is_on,
        event_time as gap_start,
        lead(event_time) over (partition by account_id, trail order by event_time, is_on) as gap_end
    from switches
),

history as (
    select
        events.recipient_account_id as account_id,
        min(events.event_time) as first_event,
        max(events.event_time) as last_event
    from events
    inner join files on events.file_id = files.file_id and files.format = 'lookup_events'
    group by events.recipient_account_id
    union all
    -- Pages that the kit asked for itself say which span they answer, also where it holds no event.
    select
        meta ->> '$.account' as account_id,
        min(try_cast(meta ->> '$.claims_from' as timestamp)) as first_event,
        max(try_cast(meta ->> '$.claims_until' as timestamp)) as last_event
    from files
    where
        status in ('loaded', 'skipped')
        and meta ->> '$.claims_from' is not null
        and meta ->> '$.attribute' = ''
    group by account_id
)

select
    paired.account_id,
    paired.gap_start,
    coalesce(paired.gap_end, horizon.last_event) as gap_end
from paired
left join horizon on paired.account_id = horizon.account_id
where
    not paired.is_on
    and not exists (
        select 1
        from history
        where
            history.account_id = paired.account_id
            and history.first_event <= paired.gap_start
            and history.last_event >= coalesce(paired.gap_end, horizon.last_event)
    )
order by paired.account_id, paired.gap_start
