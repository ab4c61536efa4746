-- title: Expiry of log files
-- question: Did somebody let log files expire, so that hours without events prove nothing?
-- grain: one row
-- reads: [events, file_places, digest_files]
-- notes: >
--   A bucket holds logs where a delivered file or a digest comes from it, where a trail was pointed at it, or
--   where CloudTrail itself looked at it.
with acts as materialized (
    -- one row per call that tells of a log bucket or sets an expiry; one pass over the events
    select
        event_name,
        outcome,
        request_parameters
    from events
    where
        event_name in ('CreateTrail', 'UpdateTrail', 'PutBucketLifecycle', 'PutBucketLifecycleConfiguration')
        or (event_name = 'GetBucketAcl' and source_ip_address = 'cloudtrail.amazonaws.com')
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
    select request_parameters ->> '$.s3BucketName' as bucket
    from acts
    where event_name in ('CreateTrail', 'UpdateTrail')
    union
    select request_parameters ->> '$.bucketName' as bucket
    from acts
    where event_name = 'GetBucketAcl'
)

select count(*) > 0 as is_set
from acts
where
    event_name in ('PutBucketLifecycle', 'PutBucketLifecycleConfiguration')
    and outcome = 'succeeded'
    and request_parameters like '%Expiration%'
    and request_parameters ->> '$.bucketName' in (select bucket from log_buckets)
