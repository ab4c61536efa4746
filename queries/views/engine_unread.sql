-- title: Files that an engine could not read
-- question: Of which hours do the files speak that an engine over the logs could not read?
-- grain: one row per account, Region and hour that such a file may hold records of
-- reads: [files]
-- notes: >
--   By the name that CloudTrail gives its files (account, Region, time of delivery); a delivery holds records
--   of some 15 minutes before it. A file of another name speaks of no hour; `cannot_say` names every file.
with named as (
    -- one row per file
    select
        fetched_at,
        regexp_extract(
            origin,
            '(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{8}T\d{4})Z_[^/]*$',
            ['account_id', 'aws_region', 'delivered']
        ) as name
    from files
    where kind = 'engine_file' and status = 'failed'
),

spans as (
    -- one row per file whose name tells its time, with the hours that it may speak of
    select
        fetched_at,
        name['account_id'] as account_id,
        name['aws_region'] as aws_region,
        try_strptime(name['delivered'], '%Y%m%dT%H%M') as delivered
    from named
),

hours as (
    -- one row per file and hour
    select
        fetched_at,
        account_id,
        aws_region,
        unnest(
            generate_series(
                date_trunc('hour', delivered - interval 20 minute),
                date_trunc('hour', delivered),
                interval 1 hour
            )
        ) as hour
    from spans
    where delivered is not null
)

select
    account_id,
    aws_region,
    hour,
    count(*) as files,
    max(fetched_at) as fetched_at
from hours
group by account_id, aws_region, hour
