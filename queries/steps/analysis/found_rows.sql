-- title: These calls
-- question: What were these calls, and whose?
-- grain: one row per event
-- reads: [events, activity]
-- params: {event_nos: "bigint[]"}
select
    events.event_no,
    events.event_time,
    events.event_id,
    coalesce(activity.credential_id, events.access_key_id) as credential_id,
    activity.actor,
    events.user_arn,
    events.event_source,
    events.event_name,
    events.aws_region,
    events.source_ip_address,
    events.user_agent,
    events.outcome,
    events.error_code
from events
left join activity on events.event_no = activity.event_no
where events.event_no in (select unnest($event_nos))
order by events.event_time nulls last, events.event_key
