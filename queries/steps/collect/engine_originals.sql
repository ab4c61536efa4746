-- title: Files of the rows that count
-- question: In which objects do the records lie that the case has only as an engine's columns, or not at all?
-- grain: one row per object
-- reads: [events, files]
-- notes: >
--   An engine names the file of each row; one that reads Parquet names that, which is no original. Unread are
--   objects that the engine could not read.
with places as (
    -- one row per row of an engine, and per file that an engine could not read
    select
        events.extra ->> '$.source_file' as place,
        false as is_unread
    from events
    inner join files on events.file_id = files.file_id
    where events.fidelity = 'columns' and files.kind = 'engine'
    union all
    select
        origin as place,
        true as is_unread
    from files
    where kind = 'engine_file' and status = 'failed'
)

select
    regexp_replace(place, '^s3[an]://', 's3://') as place,
    bool_or(is_unread) as is_unread
from places
where regexp_matches(place, '^s3[an]?://.*[.]json[.]gz$')
group by regexp_replace(place, '^s3[an]://', 's3://')
order by place
