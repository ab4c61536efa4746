-- title: Where the third party called from
-- question: From which addresses and with which agents did the third party call, and did the owner too?
-- grain: one row per source address and user agent of calls of the tree
-- reads: [event_actions]
select
    source_ip_address as address,
    user_agent as agent,
    count(*) filter (where third_party) as third_party_calls,
    count(*) filter (where actor = 'owner') as owner_calls,
    min(event_time) filter (where third_party) as first_seen,
    max(event_time) filter (where third_party) as last_seen,
    list(distinct credential_id order by credential_id) filter (where third_party)
        as credentials
from event_actions
where event_time is not null
group by source_ip_address, user_agent
