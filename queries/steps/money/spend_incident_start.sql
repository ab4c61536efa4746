-- title: First act of the intruder
-- question: When did the intruder first act?
-- grain: one row
-- reads: [activity, events]
select min(events.event_time) as first_event
from activity
inner join events on activity.event_no = events.event_no
where activity.actor = 'intruder'
