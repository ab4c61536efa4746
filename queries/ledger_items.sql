-- title: Ledger
-- question: What was asked for, and what became of it?
-- grain: one row per item asked for, archive members included
-- reads: [ledger]
-- params:
--   status: {type: varchar, default: null}
-- notes: |
--   Nothing is dropped in silence. `rejected` and `failed` name the reason; rejected records have rows of
--     their own
--   in view ledger_rejects, with their position in the file.
select
    file_id,
    origin,
    bytes,
    sha256,
    fetched_at,
    status,
    reason,
    records,
    loaded,
    copies,
    rejected
from ledger
where $status is null or status = $status
order by file_id
