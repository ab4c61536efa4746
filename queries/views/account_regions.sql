-- title: Regions of the evidence
-- question: Of which Regions of which account does the evidence say anything, and up to when has the account
--   events?
-- grain: one row per account and Region
-- reads: [event_rows, file_places, engine_hours]
-- notes: >
--   Regions of events, of the paths of delivered files and of what was asked of Event history. last_event is
--   the account's, of whichever Region.
with logged as materialized (
    -- one row per account and Region with events
    select
        recipient_account_id as account_id,
        aws_region,
        max(event_time) as last_event
    from event_rows
    where recipient_account_id is not null
    group by recipient_account_id, aws_region
    union all
    select
        account_id,
        aws_region,
        max(last_event) as last_event
    from engine_hours
    group by account_id, aws_region
),

places as materialized (
    -- one row per account and Region of paths, and of what was asked; each path is taken apart once
    select distinct
        account_id,
        aws_region,
        asked_account,
        asked_region,
        asked_from is not null as asked
    from file_places
),

named as (
    -- one row per account and Region
    select
        account_id,
        aws_region
    from logged
    union
    select
        account_id,
        aws_region
    from places
    where account_id is not null
    union
    select
        asked_account as account_id,
        asked_region as aws_region
    from places
    where asked and asked_account is not null
),

accounts as (
    -- one row per account with events
    select
        account_id,
        max(last_event) as last_event
    from logged
    group by account_id
)

select
    named.account_id,
    named.aws_region,
    accounts.last_event
from named
left join accounts on named.account_id = accounts.account_id
where named.aws_region is not null
