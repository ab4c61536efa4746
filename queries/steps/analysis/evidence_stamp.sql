-- title: Stamp of the evidence
-- question: Which state of the evidence is loaded?
-- grain: one row
-- reads: [ledger]
select
    count(*) as items,
    count(*) filter (where status = 'loaded') as loaded,
    sum(records) as records,
    max(fetched_at) as newest
from ledger
