-- title: What did not go in
-- question: Which reasons kept items or records out, and how often?
-- grain: one row per status and reason
-- reads: [ledger]
select status, reason, count(*) as items, min(origin) as example
from ledger
where status in ('rejected', 'failed', 'skipped', 'set_apart')
group by status, reason
order by items desc, status, reason
