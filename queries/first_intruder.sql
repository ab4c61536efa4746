-- title: First call of the intruder
-- question: When did the intruder start, with which call, and why is it called the intruder's?
-- grain: one row, none where no call is the intruder's
-- reads: [activity, events, first_act]
-- answer: actors.reasons:first_intruder
select
    events.event_id,
    events.event_time,
    activity.credential_id,
    events.event_source,
    events.event_name,
    events.aws_region,
    events.source_ip_address,
    events.user_agent,
    activity.actor_reason,
    activity.reason_args
from first_act
inner join activity on first_act.event_no = activity.event_no
inner join events on first_act.event_no = events.event_no
