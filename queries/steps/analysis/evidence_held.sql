-- title: What there is to judge by
-- question: How many events are there, of the account, of the leaked keys and principals, and with a key at all?
-- grain: one row
-- reads: [case_facts, case_keys, case_principals, events]
select
    count(*) as events,
    count(*) filter (where recipient_account_id = (
        select value
        from case_facts
        where name = 'account'
    )) as account_events,
    count(*) filter (where
        access_key_id in (
            select credential_id
            from case_keys
        )
        or user_arn in (
            select arn
            from case_principals
        )
        or session_issuer_arn in (
            select arn
            from case_principals
        )
    ) as credential_events,
    count(access_key_id) as keyed_events
from events
