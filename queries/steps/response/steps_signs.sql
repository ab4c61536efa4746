-- title: Signs of a response
-- question: Which calls show that somebody answers AWS or checks the account?
-- grain: one row per sign
-- reads: [events, activity]
-- params: {since: {type: timestamp, default: null}}
select
    case
        when events.event_source = 'support.amazonaws.com' then 'reply'
        when
            events.event_name = 'ChangePassword' or events.event_name = 'PasswordUpdated'
            then 'root_password'
        else 'other'
    end as sign,
    max(events.event_time) as last_at,
    list(events.event_id order by events.event_time desc, events.event_id asc)[:3] as event_ids
from events
left join activity on events.event_no = activity.event_no
where
    (cast($since as timestamp) is null or events.event_time >= $since)
    and events.outcome = 'succeeded'
    and coalesce(activity.actor, 'owner') = 'owner'
    and (
        (events.event_source = 'support.amazonaws.com' and events.event_name = 'AddCommunicationToCase')
        or (events.user_type = 'Root' and events.event_name in ('ChangePassword', 'PasswordUpdated'))
    )
group by sign
order by sign
