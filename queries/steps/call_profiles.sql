-- title: Profiles of calls
-- question: From where, with what and for what was each credential of the tree used?
-- grain: one row per credential, address, user agent, Region, call and whether a service made it on its behalf
-- reads: [tree_calls, event_rows, identities]
select
    cast(hash(
        tree_calls.credential_id, coalesce(event_rows.source_ip_address, ''), coalesce(event_rows.user_agent, ''),
        coalesce(event_rows.aws_region, ''), coalesce(event_rows.event_source, ''),
        coalesce(event_rows.event_name, ''), coalesce(identities.invoked_by, 'AWS Internal') <> 'AWS Internal'
    ) >> 1 as bigint) as profile,
    tree_calls.credential_id,
    any_value(coalesce(event_rows.source_ip_address, '')) as address,
    any_value(coalesce(event_rows.user_agent, '')) as agent,
    any_value(coalesce(event_rows.aws_region, '')) as aws_region,
    any_value(coalesce(event_rows.event_source, '')) as event_source,
    any_value(coalesce(event_rows.event_name, '')) as event_name,
    any_value(coalesce(identities.invoked_by, 'AWS Internal')) as invoked_by,
    any_value(coalesce(identities.user_arn, '')) as user_arn,
    min(event_rows.event_time) as first_seen,
    max(event_rows.event_time) as last_seen,
    count(*) as calls,
    count(*) filter (where event_rows.outcome = 'failed') as failed,
    bool_and(coalesce(event_rows.read_only, false)) as read_only,
    list_sort(list(distinct cast(event_rows.event_time as date))) as days,
    bit_or(1 << hour(event_rows.event_time)) as hours
from tree_calls
inner join event_rows on tree_calls.event_no = event_rows.event_no
inner join identities on event_rows.identity_no = identities.identity_no
group by profile, tree_calls.credential_id
order by first_seen, profile
