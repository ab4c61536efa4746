-- title: Copies that were made since
-- question: Which successful calls of anybody but the third party copied something since then?
-- grain: one row per event
-- reads: [events, activity]
-- params: {calls: "varchar[]", since: {type: timestamp, default: null}}
-- notes: "calls: source:call in lower case, as the lines of the plan name them."
select
    events.recipient_account_id as account_id,
    events.request_parameters
from events
left join activity on events.event_no = activity.event_no
where
    list_contains($calls, lower(events.event_source || ':' || events.event_name))
    and events.outcome = 'succeeded'
    and activity.third_party is distinct from true
    and (cast($since as timestamp) is null or events.event_time >= $since)
order by events.event_time, events.event_id
