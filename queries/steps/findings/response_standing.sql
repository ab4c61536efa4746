-- title: Where the evidence ends and the intruder begins
-- question: Up to when do the logs reach, and when did the intruder start?
-- grain: one row
-- reads: [activity, events, first_act, horizon]
select
    (select max(last_event) from horizon) as as_of,
    (select first_act.event_time from first_act) as first_intruder,
    max(events.event_time) filter (where activity.third_party) as last_intruder,
    count(*) filter (where activity.third_party) as intruder_calls,
    count(*) filter (where activity.third_party and activity.certainty = 'likely') as likely_calls,
    count(*) filter (where activity.actor = 'owner') as owner_calls,
    count(*) filter (where activity.actor = 'unclear') as unclear_calls,
    count(*) filter (where activity.third_party and events.outcome = 'failed') as intruder_failed,
    count(distinct events.source_ip_address) filter (where activity.third_party) as intruder_addresses,
    count(distinct events.aws_region) filter (where activity.third_party) as intruder_regions,
    (select first_act.event_id from first_act) as first_event_id,
    arg_max(events.event_id, (events.event_time, events.event_id)) filter (where activity.third_party)
        as last_event_id,
    min(events.event_time) as first_of_key,
    (select min(first_event) from horizon) as first_event
from activity
inner join events on activity.event_no = events.event_no
