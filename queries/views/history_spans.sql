-- title: Spans for which Event history speaks
-- question: For which time of which Region does Event history tell the management events, whether a trail ran
--   or not?
-- grain: one row per account, Region, span and what is known of it
-- reads: [file_places, event_records, event_copies]
-- notes: >
--   The home of "Event history speaks for this hour". `holds` is management (all management events) or writes
--   (at least those that change something); no span holds data events. `basis` is asked (pages that the kit
--   asked for say which span they answer, also where it holds no event; what was asked with another filter
--   speaks for no span) or file (a file that does not say what was asked reaches from the hour of its first
--   to that of its last event, and a filter cannot be excluded).
with asked as (
    -- one row per page and what it holds
    select
        asked_account as account_id,
        asked_region as aws_region,
        unnest(case when asked_attribute = '' then ['management', 'writes'] else ['writes'] end) as holds,
        asked_from,
        asked_until
    from file_places
    where asked_from is not null and asked_until is not null and asked_attribute in ('', 'ReadOnly=false')
),

reached as (
    -- one row per page, with the time up to which the pages before it reach
    select
        *,
        max(asked_until) over (
            partition by account_id, aws_region, holds
            order by asked_from, asked_until
            rows between unbounded preceding and 1 preceding
        ) as reached
    from asked
),

islands as (
    -- one row per page, with the number of the unbroken stretch of pages that it is in
    select
        *,
        count(*) filter (where reached is null or asked_from > reached) over (
            partition by account_id, aws_region, holds
            order by asked_from, asked_until
        ) as island
    from reached
),

dumps as (
    -- one row per file that does not say what was asked
    select file_id
    from file_places
    where format in ('lookup_events', 'event_history_csv', 'event_history_json') and asked_from is null
),

dumped as (
    -- one row per event of such a file, which another file may have brought first
    select coalesce(copy_of, event_no) as event_no
    from event_records
    where file_id in (select file_id from dumps)
    union all
    select event_no
    from event_copies
    where file_id in (select file_id from dumps)
),

files as (
    -- one row per account and Region of such files
    select
        recipient_account_id as account_id,
        aws_region,
        date_trunc('hour', min(event_time)) as span_from,
        date_trunc('hour', max(event_time)) + interval 1 hour as span_until
    from event_records
    where
        event_no in (select event_no from dumped)
        and event_time is not null
        and recipient_account_id is not null
    group by all
)

select
    account_id,
    aws_region,
    holds,
    'asked' as basis,
    min(asked_from) as span_from,
    max(asked_until) as span_until
from islands
group by account_id, aws_region, holds, island
union all by name
select
    account_id,
    aws_region,
    unnest(['management', 'writes']) as holds,
    'file' as basis,
    span_from,
    span_until
from files
