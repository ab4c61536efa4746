-- title: Where instances' credentials were used
-- question: From which addresses was each key of an instance role used, and since when?
-- grain: one row per key of a machine's session, address and user agent
-- reads: [event_rows, identities]
-- params: {machines: "varchar[]", keys: "varchar[]"}
-- notes: >
--   Of machines and keys that are asked for. A machine's session is named after the instance (i-...), so one
--   key has one machine; a machine has a new key every few hours.
with sessions as (
    -- one row per identity of a machine
    select
        identity_no,
        access_key_id,
        user_arn
    from identities
    where
        user_arn like '%:assumed-role/%/i-%'
        and access_key_id is not null
        and (list_contains($machines, split_part(user_arn, '/', -1)) or list_contains($keys, access_key_id))
)

select
    sessions.access_key_id,
    sessions.user_arn as machine,
    event_rows.source_ip_address as address,
    event_rows.user_agent as agent,
    min(event_rows.event_time) as first_seen
from event_rows
inner join sessions on event_rows.identity_no = sessions.identity_no
where event_rows.superseded_by is null
group by sessions.access_key_id, sessions.user_arn, event_rows.source_ip_address, event_rows.user_agent
order by sessions.access_key_id, first_seen, address, agent
