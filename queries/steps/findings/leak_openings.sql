-- title: What was opened to others before the leak showed
-- question: Which buckets, images and snapshots did somebody else than a third party open to others?
-- grain: one row per event
-- reads: [events, call_marks, activity]
-- params:
--   until: {type: timestamp, default: null}
-- notes: Whether it was opened to everybody is read from the request by kit.analysis.findings.openings.
select
    events.event_id,
    events.event_time,
    events.event_source,
    events.user_arn,
    events.recipient_account_id as account_id,
    events.aws_region,
    events.request_parameters
from events
inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
left join activity on events.event_no = activity.event_no
where
    marks.mark = 'opens_up'
    and events.outcome = 'succeeded'
    and not coalesce(activity.third_party, false)
    and ($until is null or events.event_time <= $until)
order by events.event_time, events.event_id
limit 5000
