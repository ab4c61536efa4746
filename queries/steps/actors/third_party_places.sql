-- title: Where the third party called from
-- question: From which addresses and with which agents did the third party call, and did the owner too?
-- grain: one row per source address and user agent of calls of the tree
-- reads: [activity, event_rows]
select
    event_rows.source_ip_address as address,
    event_rows.user_agent as agent,
    count(*) filter (where activity.third_party) as third_party_calls,
    count(*) filter (where activity.actor = 'owner') as owner_calls,
    min(event_rows.event_time) filter (where activity.third_party) as first_seen,
    max(event_rows.event_time) filter (where activity.third_party) as last_seen,
    list(distinct activity.credential_id order by activity.credential_id) filter (where activity.third_party)
        as credentials
from activity
inner join event_rows on activity.event_no = event_rows.event_no
where event_rows.event_time is not null
group by event_rows.source_ip_address, event_rows.user_agent
