-- title: Buckets that strangers listed or read before the leak showed
-- question: Which buckets were listed or read by nobody known or by another account, and from where?
-- grain: one row per bucket and kind of stranger
-- reads: [events, call_marks, engine_readers]
-- params:
--   until: {type: timestamp, default: null}
-- notes: >
--   Reads of objects are only in the logs where data events are recorded. Where an engine counted up to the
--   same time, its counts stand: the case holds the first calls of each.
with picked as materialized (
    -- one row per such call, found before any request is read
    select events.event_no
    from events
    inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
    where
        marks.mark = 'reads_bucket'
        and events.outcome = 'succeeded'
        and events.invoked_by is null
        and events.user_type <> 'AWSService'
        and events.user_account_id <> events.recipient_account_id
        and ($until is null or events.event_time <= $until)
),

held as (
    -- one row per bucket and kind of stranger that the case holds calls of
    select
        events.request_parameters ->> '$.bucketName' as bucket,
        coalesce(upper(events.user_account_id) in ('ANONYMOUS_PRINCIPAL', 'ANONYMOUS'), false) as anonymous,
        count(*) as calls,
        min(events.event_time) as first_seen,
        max(events.event_time) as last_seen,
        list(distinct events.source_ip_address) filter (where events.source_ip_address is not null)
            as addresses,
        list(events.event_id order by events.event_time, events.event_id)[:5] as event_ids
    from events
    where events.event_no in (select picked.event_no from picked)
    group by all
),

counted as (
    -- one row per bucket and kind of stranger that an engine counted calls of, by its last count
    select
        bucket,
        stranger = 'anonymous' as anonymous,
        cast(sum(events) as bigint) as calls,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        list(distinct address) filter (where address is not null) as addresses
    from engine_readers
    where
        stranger is not null
        and file_id = (
            select max(newest.file_id) from engine_readers as newest
            where newest.until is not distinct from $until
        )
    group by bucket, stranger
)

select
    coalesce(held.bucket, counted.bucket) as bucket,
    coalesce(held.anonymous, counted.anonymous) as anonymous,
    greatest(held.calls, counted.calls) as calls,
    least(held.first_seen, counted.first_seen) as first_seen,
    greatest(held.last_seen, counted.last_seen) as last_seen,
    list_sort(list_distinct(list_concat(held.addresses, counted.addresses)))[:5] as addresses,
    coalesce(held.event_ids, []) as event_ids
from held
full outer join counted
    on held.bucket is not distinct from counted.bucket and held.anonymous = counted.anonymous
order by calls desc, bucket asc, anonymous asc
limit 50
