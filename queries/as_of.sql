-- title: As of
-- question: From when to when does the evidence reach, and is anything still to come?
-- grain: one row per account
-- reads: [horizon, ledger]
-- notes: The open_items are items of the whole case that failed or are not loaded yet; collecting again
--   fetches them.
select
    account_id,
    first_event,
    last_event,
    collected_at,
    (
        select count(*)
        from ledger
        where status = 'failed'
    ) as open_items
from horizon
order by account_id
