-- title: Signs of a response
-- question: Which calls show that somebody answers AWS or checks the account?
-- grain: one row per sign
-- reads: [events, call_marks, activity]
-- params: {since: {type: timestamp, default: null}}
select
    case
        when marks.mark = 'answers_support' then 'reply'
        else 'root_password'
    end as sign,
    max(events.event_time) as last_at,
    list(events.event_id order by events.event_time desc, events.event_id asc)[:3] as event_ids
from events
inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
left join activity on events.event_no = activity.event_no
where
    (cast($since as timestamp) is null or events.event_time >= $since)
    and events.outcome = 'succeeded'
    and coalesce(activity.actor, 'owner') = 'owner'
    and (
        marks.mark = 'answers_support'
        or (events.user_type = 'Root' and marks.mark = 'changes_password')
    )
group by sign
order by sign
