-- title: Horizons
-- question: Up to when does the evidence of each account reach?
-- grain: one row per account
-- reads: [event_rows, engine_hours]
-- notes: As view horizon has it, which counts by file too, to tell when each was collected.
select
    account_id,
    max(last_event) as last_event
from (
    select
        recipient_account_id as account_id,
        max(event_time) as last_event
    from event_rows
    where recipient_account_id is not null
    group by recipient_account_id
    union all
    select
        account_id,
        max(last_event) as last_event
    from engine_hours
    group by account_id
) as ends
group by account_id
order by account_id
