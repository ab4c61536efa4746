-- title: What they left in IAM
-- question: Which users, keys, roles, policies and other grants did the intruder make or change, and which
--   still stand?
-- grain: one row per principal, credential or grant made or changed by a credential of the tree
-- reads: [principal_ledger]
-- notes: >
--   A refused call made nothing and is not here; see key_activity and denied. `alive` means that no end was
--   seen up to state_at. What the owner or AWS did with the same key is not here. For an attachment `name` is
--   the policy or group and `arn` the principal that got it.
select
    account_id,
    kind,
    name,
    arn,
    change,
    before,
    after,
    changed_at,
    event_id,
    credential_id,
    actor,
    outcome,
    detail,
    state,
    state_basis,
    state_at,
    ended_at,
    ended_event_id,
    ended_by,
    aws_region,
    parent_id,
    third_party,
    maybe_third_party,
    may_stand
from principal_ledger
order by changed_at, event_id, kind, name, ledger_no
