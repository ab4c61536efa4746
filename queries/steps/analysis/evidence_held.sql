-- title: What there is to judge by
-- question: How many events are there, of the account, of what leaked, and with a key at all?
-- grain: one row
-- reads: [case_facts, case_keys, case_principals, engine_callers, engine_hours, events]
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

held as (
    -- one row per event
    select
        true as of_event,
        access_key_id,
        recipient_account_id in (from own_account) as of_account,
        access_key_id in (from leaked)
        or user_arn in (from leaked)
        or session_issuer_arn in (from leaked) as of_leaked
    from events
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
    count(held.of_event) as events,
    count(*) filter (where of_account) as account_events,
    count(*) filter (where of_leaked) as credential_events,
    count(access_key_id) as keyed_events,
    coalesce(list(distinct access_key_id) filter (where of_leaked and access_key_id is not null), [])
        as keys_seen
from counted
left join held on true
