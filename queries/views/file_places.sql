-- title: Where each file is from
-- question: Which account, Region and log bucket does a file's path name, and for which span was it asked?
-- grain: one row per item that was read
-- reads: [files]
-- notes: >
--   asked_* are of pages that the kit asked Event history for: whose, with which filter (empty for none), and
--   the span that the page speaks for. All of them are NULL for everything else.
with paths as (
    -- one row per item
    select
        *,
        regexp_extract(
            origin, 'AWSLogs/(?:o-[^/]+/)?(\d{12})/CloudTrail/([a-z0-9-]+)/', ['account', 'region']
        ) as place
    from files
    where status in ('loaded', 'duplicate', 'skipped')
)

select
    file_id,
    fetched_at,
    coalesce(format, '') as format,
    rejected,
    nullif(regexp_extract(origin, '^s3://([^/]+)/', 1), '') as bucket,
    nullif(place['account'], '') as account_id,
    nullif(place['region'], '') as aws_region,
    meta ->> '$.account' as asked_account,
    meta ->> '$.region' as asked_region,
    coalesce(meta ->> '$.attribute', '') as asked_attribute,
    try_cast(coalesce(meta ->> '$.claims_from', meta ->> '$.start') as timestamp) as asked_from,
    try_cast(coalesce(meta ->> '$.claims_until', meta ->> '$.end') as timestamp) as asked_until
from paths
