-- title: What was opened to others before the leak showed
-- question: Which buckets, images and snapshots did somebody else than a third party open to others?
-- grain: one row per event
-- reads: [events, event_rows, call_marks, activity]
-- params:
--   until: {type: timestamp, default: null}
-- notes: Whether it was opened to everybody is read from the request by kit.analysis.findings.openings.
with picked as materialized (
    -- one row per such call, found before any request is read
    select event_rows.event_no
    from event_rows
    inner join call_marks as marks
        on event_rows.event_source = marks.source and event_rows.event_name = marks.event
    left join activity on event_rows.event_no = activity.event_no
    where
        marks.mark = 'opens_up'
        and event_rows.outcome = 'succeeded'
        and not coalesce(activity.third_party, false)
        and ($until is null or event_rows.event_time <= $until)
)

select
    event_id,
    event_time,
    event_source,
    user_arn,
    recipient_account_id as account_id,
    aws_region,
    request_parameters
from events
where event_no in (select picked.event_no from picked)
order by event_time, event_id
limit 5000
