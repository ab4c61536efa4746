-- title: Sessions and networks that were cut off
-- question: On which users and roles did somebody already deny older sessions, or other networks?
-- grain: one row per such policy put on a user or role
-- reads: [events, call_marks, activity]
select
    events.recipient_account_id as account_id,
    case when marks.mark = 'puts_user_policy' then 'user' else 'role' end as kind,
    coalesce(events.request_parameters ->> '$.userName', events.request_parameters ->> '$.roleName') as name,
    events.event_time,
    events.event_id,
    case
        when
            contains(events.request_parameters ->> '$.policyDocument', 'aws:TokenIssueTime')
            then 'time'
        else 'network'
    end as cut_by,
    coalesce(activity.actor, 'owner') as actor
from events
inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
left join activity on events.event_no = activity.event_no
where
    marks.mark in ('puts_user_policy', 'puts_role_policy')
    and events.outcome = 'succeeded'
    and (
        contains(events.request_parameters ->> '$.policyDocument', 'aws:TokenIssueTime')
        or contains(events.request_parameters ->> '$.policyDocument', 'NotIpAddress')
    )
    and contains(events.request_parameters ->> '$.policyDocument', 'Deny')
    and activity.third_party is distinct from true
    and events.event_time is not null  -- what it cuts off, its time tells
order by events.event_time, events.event_id
