-- title: First uses
-- question: Which addresses, networks, programs, Regions, services and calls came with the intruder?
-- grain: one row per kind and value
-- reads: [activity, call_decisions, call_profiles, events, first_act]
-- params: {}
-- answer: actors.first_use:first_use
-- notes: >
--   Values that the intruder's calls show. `used_before` speaks of the leaked credentials before the first
--   intruder event: yes where their past shows the value (or, for a Region, a past bill charges it), no only
--   where that past was collected, else unknown. The rows below are what the answer starts from: every
--   combination, once for the past and once for the intruder. Ways of calling that an engine only counted are
--   past alone.
select
    activity.third_party as intruder,
    events.source_ip_address,
    events.user_agent,
    events.aws_region,
    events.event_source,
    events.event_name,
    min(events.event_time) as first_seen,
    arg_min(events.event_id, struct_pack(at := events.event_time, id := activity.event_key)) as event_id,
    count(*) as events
from activity
inner join events on activity.event_no = events.event_no
cross join first_act
where
    activity.third_party
    or (activity.actor not in ('aws', 'kit') and events.event_time < first_act.event_time)
group by all
union all
select
    false as intruder,
    ways.address as source_ip_address,
    ways.agent as user_agent,
    ways.aws_region,
    ways.event_source,
    ways.event_name,
    ways.first_seen,
    null as event_id,
    ways.calls as events
from call_profiles as ways
inner join call_decisions on ways.profile = call_decisions.profile
cross join first_act
where
    ways.counted
    and call_decisions.actor not in ('aws', 'kit', 'intruder')
    and ways.first_seen < first_act.event_time
order by first_seen, event_id, source_ip_address, event_source, event_name
