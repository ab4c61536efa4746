-- title: Times without a trail
-- question: When was a trail of the account off, so that an end of something could have gone unseen?
-- grain: one row per stop of a trail, up to its start or to the end of the evidence
-- reads: [events, horizon]
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
)

select
    paired.account_id,
    paired.gap_start,
    coalesce(paired.gap_end, horizon.last_event) as gap_end
from paired
left join horizon on paired.account_id = horizon.account_id
where not paired.is_on
order by paired.account_id, paired.gap_start
