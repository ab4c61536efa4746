-- title: Days that a bill speaks of
-- question: Which days of which account does a bill cover, with or without a charge?
-- grain: one row per account and day
-- reads: [spend_coverage]
select
    account_id,
    day
from spend_coverage
where counted and source <> 'estimate' and not monthly
order by account_id, day
