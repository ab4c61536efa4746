-- title: Calls of the tree
-- question: Which events were made with a credential of the tree?
-- grain: one row per event
-- reads: [event_rows, identities, credential_keys, credential_acts, credential_tree]
-- notes: >
--   Calls by key, sign-ins (which have none), refused sign-ins of a user whose password is in the tree, and a
--   quarantine policy put on the leaked user by somebody without a key.
select
    event_rows.event_no,
    credential_keys.credential_id
from event_rows
inner join identities on event_rows.identity_no = identities.identity_no
inner join credential_keys on identities.access_key_id = credential_keys.access_key_id
where event_rows.superseded_by is null
union all
select
    credential_acts.event_no,
    credential_acts.credential_id
from credential_acts
union all
select
    event_rows.event_no,
    min_by(credential_tree.credential_id, credential_tree.credential_no) as credential_id
from event_rows
inner join identities on event_rows.identity_no = identities.identity_no
inner join credential_tree
    on split_part(credential_tree.principal_arn, '/', -1) = event_rows.request_parameters ->> '$.userName'
        and event_rows.recipient_account_id = credential_tree.account_id
        and credential_tree.depth = 0
where event_rows.event_name in ('AttachUserPolicy', 'PutUserPolicy')
    and event_rows.superseded_by is null
    and identities.access_key_id is null
    and regexp_matches(
        split_part(
            coalesce(
                event_rows.request_parameters ->> '$.policyArn', event_rows.request_parameters ->> '$.policyName'
            ),
            '/',
            -1
        ),
        '^AWS(CompromisedKeyQuarantine(V\d+)?|ExposedCredentialPolicy_DO_NOT_REMOVE)$'
    )
group by event_rows.event_no
