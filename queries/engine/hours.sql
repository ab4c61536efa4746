-- title: Hours of the logs
-- question: How many records and files has each hour of each account and Region, of which kind, from where?
-- grain: one row per account, Region and hour
-- reads: [calls]
-- params: {}
-- notes: >
--   A record that was delivered more than once counts once, in the file whose name comes first. log_bucket is
--   the bucket of CloudTrail's own files, by their names.
select
    recipient_account_id,
    aws_region,
    hour_text,
    count(event_id) as events,
    count(distinct source_file) as files,
    sum(is_data) as data_events,
    min(first_event) as first_event,
    max(last_event) as last_event,
    max(regexp_extract(source_file, '^s3[an]?://([^/]+)/.*_CloudTrail_[^/]*$', 1)) as log_bucket
from (
    select
        recipient_account_id,
        aws_region,
        substr(event_time, 1, 13) as hour_text,
        event_id,
        min(source_file) as source_file,
        max(case when event_category = 'Data' and event_id is not null then 1 else 0 end) as is_data,
        min(event_time) as first_event,
        max(event_time) as last_event
    from calls
    where
        recipient_account_id is not null
        and aws_region is not null
    group by recipient_account_id, aws_region, substr(event_time, 1, 13), event_id
) as records
group by recipient_account_id, aws_region, hour_text
