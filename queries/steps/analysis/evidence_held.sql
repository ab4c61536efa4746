-- title: What there is to judge by
-- question: How many events are there, of the account, of what leaked, and with a key at all?
-- grain: one row
-- reads: [case_facts, case_keys, case_principals, engine_callers, engine_hours, event_rows, identities]
-- notes: counted speaks of what an engine counted over logs that stay with it, whether it is here or not.
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

calls as (
    -- one row per identity and account: of a million events a few thousand
    select
        identity_no,
        recipient_account_id,
        count(*) as events
    from event_rows
    group by identity_no, recipient_account_id
),

held as (
    -- the same rows
    select
        calls.events,
        who.access_key_id,
        calls.recipient_account_id in (from own_account) as of_account,
        who.access_key_id in (from leaked)
        or who.user_arn in (from leaked)
        or who.session_issuer_arn in (from leaked) as of_leaked
    from calls
    left join identities as who on calls.identity_no = who.identity_no
),

counted as (
    -- one row: what an engine counted of everybody
    select
        coalesce(sum(events), 0) as events,
        coalesce(sum(events) filter (where account_id in (from own_account)), 0) as account_events,
        (
            select count(*)
            from engine_callers
            where credential_id is not null
        ) as keyed
    from engine_hours
)

select
    any_value(counted.events) as counted_events,
    any_value(counted.account_events) as counted_account_events,
    any_value(counted.keyed) as counted_keyed,
    coalesce(sum(held.events), 0) as events,
    coalesce(sum(held.events) filter (where of_account), 0) as account_events,
    coalesce(sum(held.events) filter (where of_leaked), 0) as credential_events,
    coalesce(sum(held.events) filter (where access_key_id is not null), 0) as keyed_events,
    coalesce(list(distinct access_key_id) filter (where of_leaked and access_key_id is not null), [])
        as keys_seen
from counted
left join held on true
