-- title: What others did from such addresses
-- question: Which callers outside the tree used one of these addresses or agents, and what did each do from
--   where?
-- grain: one row per caller, address, agent, call and whether it was refused
-- reads: [event_rows, identities, activity, call_weights]
-- params: {addresses: "varchar[]", agents: "varchar[]"}
-- notes: All calls of such a caller come, so that its earlier places are known. Weights are those of the call
--   whatever its parameters.
with callers as (
    -- one row per identity that may be somebody's
    select
        identity_no,
        user_type,
        user_name,
        case
            when session_issuer_arn like 'arn:%:role/%' then session_issuer_arn
            else user_arn
        end as principal_arn,
        case when access_key_id like 'AKIA%' then access_key_id end as credential_id,
        access_key_id
    from identities
    where
        user_type in (
            'IAMUser',
            'Root',
            'AssumedRole',
            'FederatedUser',
            'IdentityCenterUser',
            'SAMLUser',
            'WebIdentityUser'
        )
        and (invoked_by is null or invoked_by = 'AWS Internal')
        and coalesce(user_arn, '') not like '%AWSServiceRoleFor%'
),

near as (
    -- one row per caller that was there
    select distinct
        callers.user_type,
        callers.user_name,
        callers.principal_arn,
        callers.credential_id
    from event_rows
    inner join callers on event_rows.identity_no = callers.identity_no
    left join activity on event_rows.event_no = activity.event_no
    where
        activity.event_no is null
        and (
            list_contains($addresses, event_rows.source_ip_address)
            or list_contains($agents, event_rows.user_agent)
        )
)

select
    callers.user_type,
    callers.user_name,
    callers.principal_arn,
    callers.credential_id,
    event_rows.source_ip_address as address,
    event_rows.user_agent as agent,
    event_rows.event_source,
    event_rows.event_name,
    event_rows.outcome = 'failed' as failed,
    coalesce(any_value(call_weights.weight), 0) as weight,
    any_value(event_rows.recipient_account_id) as account_id,
    count(*) as calls,
    count(distinct cast(event_rows.event_time as date)) as days,
    min(event_rows.event_time) as first_seen,
    max(event_rows.event_time) as last_seen,
    list_sort(list(distinct callers.access_key_id) filter (where callers.access_key_id is not null))[:2]
        as keys,
    arg_min(
        coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar)),
        (event_rows.event_time, coalesce(event_rows.event_id_text, cast(event_rows.event_id as varchar))),
        5
    ) as event_ids
from event_rows
inner join callers on event_rows.identity_no = callers.identity_no
inner join near
    on
        callers.user_type = near.user_type
        and callers.user_name is not distinct from near.user_name
        and callers.principal_arn is not distinct from near.principal_arn
        and callers.credential_id is not distinct from near.credential_id
left join activity on event_rows.event_no = activity.event_no
left join call_weights
    on event_rows.event_source = call_weights.source and event_rows.event_name = call_weights.event
where
    activity.event_no is null
    and event_rows.event_time is not null
    and event_rows.superseded_by is null
group by
    callers.user_type, callers.user_name, callers.principal_arn, callers.credential_id,
    event_rows.source_ip_address,
    event_rows.user_agent,
    event_rows.event_source,
    event_rows.event_name,
    failed
order by first_seen, principal_arn, callers.credential_id, address, agent, event_name
