-- title: What did not go in
-- question: Which reasons kept items or records out, and how often?
-- grain: one row per status and reason
-- reads: [ledger, ledger_rejects]
-- notes: Rejected records of items that were loaded otherwise have rows of their own, status `record
--   rejected`.
select
    status,
    reason,
    count(*) as items,
    min(origin) as example
from ledger
where status in ('rejected', 'failed', 'skipped', 'set_apart')
group by status, reason
union all
select
    'record rejected' as status,
    r.reason,
    count(*) as items,
    min(l.origin || ' record ' || r.position) as example
from ledger_rejects as r
inner join ledger as l on r.file_id = l.file_id
where l.status = 'loaded'
group by r.reason
order by items desc, status asc, reason asc
