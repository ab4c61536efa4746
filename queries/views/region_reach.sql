-- title: How far the evidence of a Region reaches
-- question: From when to when does the evidence of each account and Region reach, when was it collected, and
--   how many hours of a Region have events?
-- grain: one row per account and Region, of accounts with events
-- reads: [evidence_hours, file_places, account_regions]
-- notes: >
--   first_hour, last_hour and collected_at are the account's; collected_at is when the newest file with
--   events of it arrived, or the newest answer about it. trail_* are the Region's, without hours that Event
--   history alone tells; share is how many of the hours
--   between them have events, of the last 400 days: one record of long ago hides no silence.
with hours as materialized (
    -- one row per account, Region and hour with events; one pass over them
    select
        account_id,
        aws_region,
        hour,
        fetched_at,
        lookup_files < files as of_trail
    from evidence_hours
),

asked as (
    -- one row per account that Event history was asked for
    select
        asked_account as account_id,
        max(fetched_at) as fetched_at
    from file_places
    where asked_from is not null
    group by asked_account
),

accounts as (
    -- one row per account
    select
        hours.account_id,
        min(hours.hour) as first_hour,
        max(hours.hour) as last_hour,
        greatest(max(hours.fetched_at), max(asked.fetched_at)) as collected_at
    from hours
    left join asked on hours.account_id = asked.account_id
    group by hours.account_id
),

trails as (
    -- one row per account and Region with events of a trail
    select
        account_id,
        aws_region,
        min(hour) as first_hour,
        max(hour) as last_hour,
        count(*) filter (where recent)
        / (date_diff('hour', min(hour) filter (where recent), max(hour)) + 1) as share
    from (
        select
            *,
            hour > max(hour) over (partition by account_id, aws_region) - interval 400 day as recent
        from hours
        where of_trail
    ) as delivered
    group by account_id, aws_region
)

select
    r.account_id,
    r.aws_region,
    a.first_hour,
    a.last_hour,
    a.collected_at,
    t.first_hour as trail_first_hour,
    t.last_hour as trail_last_hour,
    t.share
from account_regions as r
inner join accounts as a on r.account_id = a.account_id
left join trails as t on r.account_id = t.account_id and r.aws_region = t.aws_region
