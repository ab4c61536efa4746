-- title: Trails that were stopped
-- question: Which trail was stopped or deleted, by whom, and was it started again?
-- grain: one row per successful StopLogging or DeleteTrail
-- reads: [activity, events]
select
    stops.recipient_account_id as account_id,
    stops.aws_region,
    coalesce(stops.request_parameters ->> '$.name', '') as trail,
    stops.event_name,
    stops.event_time as stopped_at,
    stops.event_id,
    coalesce(activity.actor, 'unclear') as actor,
    min(starts.event_time) as started_at,
    arg_min(starts.event_id, starts.event_time) as started_event_id
from events as stops
left join activity on stops.event_no = activity.event_no
left join events as starts
    on
        starts.event_source = 'cloudtrail.amazonaws.com'
        and starts.event_name in ('StartLogging', 'CreateTrail')
        and starts.outcome = 'succeeded'
        and stops.event_time <= starts.event_time
        and stops.recipient_account_id = starts.recipient_account_id
        and split_part(starts.request_parameters ->> '$.name', '/', -1)
        = split_part(stops.request_parameters ->> '$.name', '/', -1)
where
    stops.event_source = 'cloudtrail.amazonaws.com'
    and stops.event_name in ('StopLogging', 'DeleteTrail')
    and stops.outcome = 'succeeded'
group by all
order by stopped_at, stops.event_id
