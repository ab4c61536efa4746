-- title: What was asked of the account
-- question: Which calls were answered, and when?
-- grain: one row per answer of AWS in the ledger
-- reads: [ledger]
select
    origin,
    fetched_at
from ledger
where starts_with(origin, 'api://') and status <> 'failed'
order by fetched_at, origin
