-- title: Who else in the account calls from an address
-- question: From which addresses do principals outside the tree call, and over which time?
-- grain: one row per address
-- reads: [events, tree_calls]
-- notes: Calls of AWS's own services are left out, and calls without a time.
select
    events.source_ip_address as address,
    min(events.event_time) as first_seen,
    max(events.event_time) as last_seen
from events
anti join tree_calls on events.event_no = tree_calls.event_no
where
    events.superseded_by is null
    and events.invoked_by is null
    and events.access_key_id is not null
    and events.event_time is not null
    and events.source_ip_address not like '%.amazonaws.com'
group by events.source_ip_address
order by address
