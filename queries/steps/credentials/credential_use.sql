-- title: Use of each credential
-- question: When, how often and from where was each credential of the tree used?
-- grain: one row per credential that made a call
-- reads: [event_rows, identities, credential_keys, credential_acts]
-- notes: Calls that a service made on the credential's behalf (invokedBy) are not its own and do not count.
with own as (
    select
        credential_keys.credential_id,
        event_rows.event_time,
        event_rows.outcome,
        event_rows.source_ip_address,
        event_rows.aws_region
    from event_rows
    inner join identities on event_rows.identity_no = identities.identity_no
    inner join credential_keys on identities.access_key_id = credential_keys.access_key_id
    where
        event_rows.superseded_by is null
        and coalesce(identities.invoked_by, 'AWS Internal') = 'AWS Internal'
    union all
    select
        credential_acts.credential_id,
        event_rows.event_time,
        event_rows.outcome,
        event_rows.source_ip_address,
        event_rows.aws_region
    from event_rows
    inner join credential_acts on event_rows.event_no = credential_acts.event_no
    where event_rows.superseded_by is null
)

select
    credential_id,
    min(event_time) as first_seen,
    max(event_time) as last_seen,
    count(*) as events,
    count(*) filter (where outcome = 'failed') as failed,
    list_sort(list(distinct source_ip_address)) as source_ips,
    list_sort(list(distinct aws_region)) as regions
from own
group by credential_id
