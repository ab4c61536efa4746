-- title: What an engine did not bring
-- question: How many events does the case have from an engine alone, how many of them from Security Lake, how
--   many from a slim index, what was too much, what was not read?
-- grain: one row
-- reads: [events, files]
with asked as (
    -- one row per item of an engine, or line about one
    select
        file_id,
        kind = 'engine' as is_answer,
        kind = 'engine' and coalesce(meta ->> '$.shape', '') = 'security_lake' as is_lake,
        kind = 'engine' and coalesce(meta ->> '$.shape', '') = 'index' as is_index,
        case
            when kind = 'source' and status = 'failed'
                then nullif(regexp_extract(origin, '#left-out-[a-z]+:(.+)$', 1), '')
        end as left_out,
        case when kind = 'engine_file' and status = 'failed' then origin end as unread
    from files
)

select
    count(distinct events.event_no) as events,
    count(distinct events.event_no) filter (where asked.is_lake) as of_lake,
    count(distinct events.event_no) filter (where asked.is_index and events.fidelity = 'columns') as of_index,
    list_sort(list(distinct asked.left_out) filter (where asked.left_out is not null)) as left_out,
    list_sort(list(distinct asked.unread) filter (where asked.unread is not null)) as unread
from asked
left join events on asked.file_id = events.file_id and asked.is_answer
