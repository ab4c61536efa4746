-- title: What there is to judge by
-- question: How many events are there, of the account, of what leaked, and with a key at all?
-- grain: one row
-- reads: [case_facts, case_keys, case_principals, events]
with own_account as (
    -- one row: the account that the case is about
    select value as account_id
    from case_facts
    where name = 'account'
),

leaked as (
    -- one row per leaked key or principal
    select credential_id as name
    from case_keys
    union all
    select arn as name
    from case_principals
),

held as (
    -- one row per event
    select
        access_key_id,
        recipient_account_id in (from own_account) as of_account,
        access_key_id in (from leaked)
        or user_arn in (from leaked)
        or session_issuer_arn in (from leaked) as of_leaked
    from events
)

select
    count(*) as events,
    count(*) filter (where of_account) as account_events,
    count(*) filter (where of_leaked) as credential_events,
    count(access_key_id) as keyed_events,
    coalesce(list(distinct access_key_id) filter (where of_leaked and access_key_id is not null), [])
        as keys_seen
from held
