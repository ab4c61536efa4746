-- title: Ledger
-- question: What was asked for, and what became of it?
-- grain: one row per item asked for, archive members included
-- reads: [files, intake_notes]
-- notes: >
--   records = loaded + copies + set_apart + rejected. `reason` says what was noted of loaded records, too.
with noted as (
    -- one row per file, member and reason
    select
        file_id,
        concat_ws(': ', nullif(member, ''), reason)
        || case when count(position) > 0 then ' (' || count(position) || ' records)' else '' end as said
    from intake_notes
    group by file_id, member, reason
),

noted_files as (
    -- one row per file of which something was noted
    select
        file_id,
        string_agg(said, '; ' order by said) as said
    from noted
    group by file_id
)

select
    f.file_id,
    f.origin,
    f.bytes,
    f.sha256,
    f.fetched_at,
    case f.status when 'pending' then 'failed' else f.status end as status,
    case f.status
        when 'pending' then 'loading was interrupted at record ' || f.resume_at || '; run kit collect again'
        else nullif(concat_ws('; ', f.reason, n.said), '')
    end as reason,
    f.records,
    f.loaded,
    f.copies,
    f.rejected,
    f.set_apart,
    f.format,
    f.kind,
    f.parent_file_id,
    f.same_as
from files as f
left join noted_files as n on f.file_id = n.file_id
