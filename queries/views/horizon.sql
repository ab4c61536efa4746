-- title: Horizon
-- question: From when to when does the evidence reach?
-- grain: one row per account
-- reads: [event_rows, files]
select
    e.recipient_account_id as account_id,
    min(e.event_time) as first_event,
    max(e.event_time) as last_event,
    max(f.fetched_at) as collected_at
from event_rows as e
inner join files as f on e.file_id = f.file_id
where e.recipient_account_id is not null
group by e.recipient_account_id
