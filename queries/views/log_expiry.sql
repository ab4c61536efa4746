-- title: Expiry of log files
-- question: Did somebody let log files expire, so that hours without events prove nothing?
-- grain: one row
-- reads: [events, call_marks, file_places, digest_files, engine_hours]
-- notes: >
--   A bucket holds logs where a delivered file or a digest comes from it, where an engine read such files,
--   where a trail was pointed at it, or where CloudTrail itself looked at it.
with acts as materialized (
    -- one row per call that tells of a log bucket or sets an expiry; one pass over the events
    select
        marks.mark,
        events.outcome,
        events.request_parameters
    from events
    inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
    where
        marks.mark in ('makes_trail', 'updates_trail', 'sets_expiry')
        or (marks.mark = 'looks_at_bucket' and events.source_ip_address = 'cloudtrail.amazonaws.com')
),

log_buckets as (
    -- one row per bucket that holds logs
    select bucket
    from file_places
    where account_id is not null and bucket is not null
    union
    select s3_bucket as bucket
    from digest_files
    where s3_bucket is not null
    union
    select log_bucket as bucket
    from engine_hours
    where log_bucket is not null
    union
    select request_parameters ->> '$.s3BucketName' as bucket
    from acts
    where mark in ('makes_trail', 'updates_trail')
    union
    select request_parameters ->> '$.bucketName' as bucket
    from acts
    where mark = 'looks_at_bucket'
)

select count(*) > 0 as is_set
from acts
where
    mark = 'sets_expiry'
    and outcome = 'succeeded'
    and request_parameters like '%Expiration%'
    and request_parameters ->> '$.bucketName' in (select bucket from log_buckets)
