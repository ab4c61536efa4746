-- title: Ledger
-- question: What was asked for, and what became of it?
-- grain: one row per item asked for, archive members included
-- reads: [files]
-- notes: records = loaded + copies + set_apart + rejected.
select
    file_id,
    origin,
    bytes,
    sha256,
    fetched_at,
    case status when 'pending' then 'failed' else status end as status,
    case status
        when 'pending' then 'loading was interrupted at record ' || resume_at || '; run kit collect again'
        else reason
    end as reason,
    records,
    loaded,
    copies,
    rejected,
    set_apart,
    format,
    kind,
    parent_file_id,
    same_as
from files
