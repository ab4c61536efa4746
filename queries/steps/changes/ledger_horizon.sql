-- title: Where the evidence of each account ends
-- question: Up to when do the logs of each account reach?
-- grain: one row per account
-- reads: [horizon]
select
    account_id,
    last_event
from horizon
