-- title: Quarantine acts among the calls of the tree
-- question: Which calls put a policy of AWS's quarantine names on somebody, and from where?
-- grain: one row per call
-- reads: [tree_calls, events, call_marks]
select
    tree_calls.event_no,
    events.event_id,
    events.source_ip_address as address,
    events.user_agent as agent,
    events.user_type,
    events.invoked_by,
    coalesce(events.request_parameters ->> '$.policyArn', events.request_parameters ->> '$.policyName')
        as policy
from tree_calls
inner join events on tree_calls.event_no = events.event_no
inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
where
    marks.mark = 'puts_user_policy'
    and coalesce(events.request_parameters ->> '$.policyArn', events.request_parameters ->> '$.policyName')
    like '%AWS%'
order by tree_calls.event_key
