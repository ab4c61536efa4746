-- title: Hours of the logs
-- question: How many records and files has each hour of each account and Region, and of which kind?
-- grain: one row per account, Region and hour
-- reads: [calls]
-- params: {}
select
    recipient_account_id,
    aws_region,
    substr(event_time, 1, 13) as hour_text,
    count(distinct event_id) as events,
    count(distinct source_file) as files,
    count(distinct case when event_category = 'Data' then event_id end) as data_events,
    min(event_time) as first_event,
    max(event_time) as last_event
from calls
where
    recipient_account_id is not null
    and aws_region is not null
group by recipient_account_id, aws_region, substr(event_time, 1, 13)
