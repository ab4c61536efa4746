-- title: What did not go in
-- question: Which reasons kept items or records out, and how often?
-- grain: one row per status and reason
-- reads: [ledger, ledger_rejects, ledger_notes]
-- notes: Rejected records of items that were loaded otherwise have rows of their own, status `record
--   rejected`; so have members that were set aside of records that were loaded, status `loaded with a note`.
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
union all
select
    'loaded with a note' as status,
    concat_ws(': ', nullif(n.member, ''), n.reason) as reason,
    count(*) as items,
    min(l.origin || coalesce(' record ' || n.position, '')) as example
from ledger_notes as n
inner join ledger as l on n.file_id = l.file_id
group by n.member, n.reason
order by items desc, status asc, reason asc
