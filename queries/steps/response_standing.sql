-- title: Where the evidence ends and the intruder begins
-- question: Up to when do the logs reach, and when did the intruder start?
-- grain: one row
-- reads: [activity, events, horizon]
select
    (select max(last_event) from horizon) as as_of,
    min(events.event_time) filter (where activity.actor = 'intruder') as first_intruder,
    max(events.event_time) filter (where activity.actor = 'intruder') as last_intruder,
    count(*) filter (where activity.actor = 'intruder') as intruder_calls,
    count(*) filter (where activity.actor = 'owner') as owner_calls,
    count(*) filter (where activity.actor = 'unclear') as unclear_calls
from activity
inner join events on activity.event_no = events.event_no
