-- title: Sessions that were cut off
-- question: On which users and roles did somebody already deny temporary credentials issued before a time?
-- grain: one row per such policy put on a user or role
-- reads: [events, activity]
select
    events.recipient_account_id as account_id,
    case when events.event_name = 'PutUserPolicy' then 'user' else 'role' end as kind,
    coalesce(events.request_parameters ->> '$.userName', events.request_parameters ->> '$.roleName') as name,
    events.event_time,
    events.event_id,
    coalesce(activity.actor, 'owner') as actor
from events
left join activity on events.event_no = activity.event_no
where
    events.event_source = 'iam.amazonaws.com'
    and events.event_name in ('PutUserPolicy', 'PutRolePolicy')
    and events.outcome = 'succeeded'
    and contains(events.request_parameters ->> '$.policyDocument', 'aws:TokenIssueTime')
    and contains(events.request_parameters ->> '$.policyDocument', 'Deny')
    and coalesce(activity.actor, 'owner') != 'intruder'
order by events.event_time, events.event_id
