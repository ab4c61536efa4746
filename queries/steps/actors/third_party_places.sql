-- title: Where the third party called from
-- question: From which addresses and with which agents did the third party call, and did the owner too?
-- grain: one row per source address and user agent of calls of the tree
-- reads: [tree_actions, activity]
select
    calls.source_ip_address as address,
    calls.user_agent as agent,
    count(*) filter (where activity.third_party) as third_party_calls,
    count(*) filter (where activity.actor = 'owner') as owner_calls,
    min(calls.event_time) filter (where activity.third_party) as first_seen,
    max(calls.event_time) filter (where activity.third_party) as last_seen,
    list(distinct activity.credential_id order by activity.credential_id) filter (where activity.third_party)
        as credentials
from tree_actions as calls
inner join activity on calls.event_no = activity.event_no
where calls.event_time is not null
group by calls.source_ip_address, calls.user_agent
