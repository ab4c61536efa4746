-- title: What outlives the leaked key
-- question: What keeps working for the intruder when the leaked key is switched off, and why?
-- grain: one row per credential, grant or resource of theirs that was still there at the end of the logs
-- reads: [principal_ledger, resource_ledger, credential_tree]
-- notes: >
--   Switching off the key stops new calls with it and nothing else. `reason` says what the thing still lets
--   them do; `until` is when it ends by itself, where it does. Things whose end the logs show are not here.
-- answer: credentials.outlives:outlives
select
    'principal' as what,
    kind,
    name,
    arn,
    account_id,
    aws_region,
    change,
    lasts,
    changed_at as since,
    null::timestamp as until,
    event_id,
    credential_id,
    actor,
    state,
    state_basis,
    state_at
from principal_ledger
where lasts is not null and state <> 'gone'
union all
select
    'resource' as what,
    resource_type as kind,
    resource_id as name,
    arn,
    account_id,
    aws_region,
    change,
    coalesce(lasts, 'machine') as lasts,
    created_at as since,
    null::timestamp as until,
    event_id,
    credential_id,
    actor,
    state,
    state_basis,
    state_at
from resource_ledger
where
    state <> 'gone'
    and (lasts is not null or resource_type in ('instance', 'service', 'task', 'notebook_instance'))
union all
select
    'credential' as what,
    tree.kind,
    tree.credential_id as name,
    tree.principal_arn as arn,
    tree.account_id,
    null as aws_region,
    'created' as change,
    'session' as lasts,
    tree.issued_at as since,
    tree.expires_at as until,
    tree.link_event_id as event_id,
    tree.parent_id as credential_id,
    'intruder' as actor,
    tree.state,
    'trail' as state_basis,
    null::timestamp as state_at
from credential_tree as tree
where
    tree.depth > 0
    and tree.outlives_key
    and tree.state <> 'gone'
    and tree.kind not in ('access_key', 'login_profile', 'service_credential')
order by since, event_id, kind, name
