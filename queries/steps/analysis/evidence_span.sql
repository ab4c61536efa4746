-- title: Span of the evidence
-- question: From when to when do the events of each account reach?
-- grain: one row per account
-- reads: [horizon]
select
    account_id,
    first_event,
    last_event,
    collected_at
from horizon
order by account_id
