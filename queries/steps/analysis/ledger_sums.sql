-- title: Sums of the ledger
-- question: How many items and records ended how?
-- grain: one row per status
-- reads: [ledger]
select
    status,
    count(*) as items,
    coalesce(sum(bytes), 0)::bigint as bytes,
    coalesce(sum(records), 0)::bigint as records,
    coalesce(sum(loaded), 0)::bigint as loaded,
    coalesce(sum(copies), 0)::bigint as copies,
    coalesce(sum(rejected), 0)::bigint as rejected
from ledger
group by status
order by status
