-- title: Where instances' credentials were used
-- question: From which addresses was each key of an instance role used, and since when?
-- grain: one row per key of a machine's session, address and user agent
-- reads: [event_rows, identities]
-- notes: >
--   A machine's session is named after the instance (i-...), so one key has one machine; a machine has a new
--   key every few hours.
select
    identities.access_key_id,
    identities.user_arn as machine,
    event_rows.source_ip_address as address,
    event_rows.user_agent as agent,
    min(event_rows.event_time) as first_seen
from event_rows
inner join identities on event_rows.identity_no = identities.identity_no
where
    identities.user_arn like '%:assumed-role/%/i-%'
    and identities.access_key_id is not null
    and event_rows.superseded_by is null
group by identities.access_key_id, identities.user_arn, event_rows.source_ip_address, event_rows.user_agent
order by identities.access_key_id, first_seen, address, agent
