-- title: Files of the rows that count
-- question: In which objects do the records lie of which the case has only an engine's columns?
-- grain: one row per object
-- reads: [events, files]
-- notes: An engine names the file of each row; one that reads Parquet names that, which is no original.
select distinct events.extra ->> '$.source_file' as place
from events
inner join files on events.file_id = files.file_id
where
    events.fidelity = 'columns'
    and files.kind = 'engine'
    and events.extra ->> '$.source_file' like 's3://%.json.gz'
order by place
