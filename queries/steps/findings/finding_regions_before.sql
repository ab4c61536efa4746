-- title: Regions of the key's past
-- question: In which Regions had the leaked credentials worked before the intruder came?
-- grain: one row per Region
-- reads: [activity, events]
-- params: {first_intruder: timestamp}
select distinct events.aws_region
from activity
inner join events on activity.event_no = events.event_no
where events.event_time < $first_intruder
order by events.aws_region
