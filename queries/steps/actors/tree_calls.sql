-- title: Calls of the tree
-- question: Which events were made with a credential of the tree, and in which way of calling?
-- grain: one row per event
-- reads: [events, event_rows, identities, credential_keys, credential_acts, credential_tree]
-- params: {marked: "bigint[]"}
-- notes: >
--   `marked` are those of user_policy_calls.
--   Calls by key; sign-ins, which have none; and a quarantine policy put on the leaked user by somebody
--   without a key. `profile` numbers the ways of calling: credential, address, agent, Region, call, and
--   whether a service made it on the credential's behalf.
with marked as materialized (
    -- one row per call of somebody without a key that puts a policy on a user
    select
        event_no,
        recipient_account_id,
        request_parameters
    from event_rows
    where event_no in (select unnest($marked))
),

others as (
    select
        credential_acts.event_no,
        credential_acts.credential_id
    from credential_acts
    union all
    select
        marked.event_no,
        min_by(credential_tree.credential_id, credential_tree.credential_no) as credential_id
    from marked
    inner join credential_tree
        on
            split_part(credential_tree.principal_arn, '/', -1) = marked.request_parameters ->> '$.userName'
            and marked.recipient_account_id = credential_tree.account_id
            and credential_tree.depth = 0
    where
        regexp_matches(
            coalesce(
                marked.request_parameters ->> '$.policyArn', marked.request_parameters ->> '$.policyName'
            ),
            '^(arn:aws[a-z-]*:iam::aws:policy/AWSCompromisedKeyQuarantine(V\d+)?'
            || '|(arn:aws[a-z-]*:iam::aws:policy/)?AWSExposedCredentialPolicy_DO_NOT_REMOVE)$'
        )
    group by marked.event_no
),

callers as materialized (
    -- one row per identity of a credential, picked before any call is read
    select
        identities.identity_no,
        credential_keys.credential_id
    from identities
    inner join credential_keys on identities.access_key_id = credential_keys.access_key_id
),

picked as materialized (
    -- one row per call, by narrow columns alone
    select
        event_rows.event_no,
        callers.credential_id
    from event_rows
    inner join callers on event_rows.identity_no = callers.identity_no
    where event_rows.superseded_by is null
    union all
    select
        event_no,
        credential_id
    from others
)

select
    picked.event_no,
    events.event_key,
    picked.credential_id,
    events.event_time,
    events.outcome = 'failed' as failed,
    coalesce(events.read_only, false) as read_only,
    coalesce(events.invoked_by, 'AWS Internal') as invoked_by,
    cast(
        hash(
            picked.credential_id,
            coalesce(events.source_ip_address, ''),
            coalesce(events.user_agent, ''),
            coalesce(events.aws_region, ''),
            coalesce(events.event_source, ''), coalesce(events.event_name, ''),
            coalesce(events.invoked_by, 'AWS Internal') <> 'AWS Internal'
        ) >> 1 as bigint
    ) as profile
from picked
inner join events on picked.event_no = events.event_no
