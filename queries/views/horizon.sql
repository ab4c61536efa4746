-- title: Horizon
-- question: From when to when does the evidence reach?
-- grain: one row per account
-- reads: [event_rows, files, engine_hours]
with per_file as (
    -- one row per account and file
    select
        recipient_account_id as account_id,
        file_id,
        min(event_time) as first_event,
        max(event_time) as last_event
    from event_rows
    where recipient_account_id is not null
    group by recipient_account_id, file_id
    union all
    -- and one per account and count of an engine
    select
        account_id,
        file_id,
        min(first_event) as first_event,
        max(last_event) as last_event
    from engine_hours
    group by account_id, file_id
)

select
    e.account_id,
    min(e.first_event) as first_event,
    max(e.last_event) as last_event,
    max(f.fetched_at) as collected_at
from per_file as e
inner join files as f on e.file_id = f.file_id
group by e.account_id
