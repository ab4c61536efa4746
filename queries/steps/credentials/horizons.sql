-- title: Horizons
-- question: Up to when does the evidence of each account reach?
-- grain: one row per account
-- reads: [horizon]
select
    account_id,
    last_event
from horizon
order by account_id
