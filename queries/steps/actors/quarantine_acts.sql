-- title: Quarantine acts among the calls of the tree
-- question: Which calls put a policy of AWS's quarantine names on somebody, and from where?
-- grain: one row per call
-- reads: [tree_actions, events, call_marks]
with acts as materialized (
    -- one row per call that puts a policy on somebody, found before any request is read
    select tree_actions.event_no
    from tree_actions
    inner join call_marks as marks
        on tree_actions.event_source = marks.source and tree_actions.event_name = marks.event
    where marks.mark = 'puts_user_policy'
),

named as materialized (
    -- one row per such call, with the policy's ARN or name
    select
        event_no,
        event_key,
        event_id,
        source_ip_address as address,
        user_agent as agent,
        user_type,
        invoked_by,
        coalesce(request_parameters ->> '$.policyArn', request_parameters ->> '$.policyName') as policy
    from events
    where event_no in (select acts.event_no from acts)
)

select * exclude (event_key)
from named
where policy like '%AWS%'
order by event_key
