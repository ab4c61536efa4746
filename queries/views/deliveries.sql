-- title: Deliveries
-- question: Where does each event stand in the evidence?
-- grain: one row per event and place in a file
-- reads: [event_records, event_copies]
with places as (
    select
        coalesce(copy_of, event_no) as event_no,
        file_id,
        position
    from event_records
    union all
    select
        event_no,
        file_id,
        position
    from event_copies
)

select
    coalesce(e.content_key, cast(e.event_id as varchar), e.event_id_text)
    || case when e.variant > 1 then '#' || e.variant else '' end as event_key,
    p.file_id,
    p.position,
    p.event_no
from places as p
inner join event_records as e on p.event_no = e.event_no
