-- title: Coverage
-- question: For which hours, accounts and Regions does the evidence speak, and where has it gaps?
-- grain: one row per account, Region and hour
-- reads: [events, files, event_records, event_copies, digest_files, integrity_hours]
-- params:
--   start: {type: timestamp, default: null}
--   until: {type: timestamp, default: null}
--   account_id: {type: varchar, default: null}
-- notes: >
--   Regions are those that events or delivered files name; hours run from the first to the last evidence of
--   the account, or as asked. A trail that stopped or was narrowed counts for all Regions of its account,
--   unless Event history (LookupEvents) was collected for the hour: that does not depend on a trail. Silence
--   is measured against the Region's own habit: hours without events count as silent where nine in ten have
--   some. Pages that the kit asked for itself say which span they answer; what was asked with a filter is not
--   taken for the whole; a file of it that says nothing reaches from its first to its last event, and the
--   reason says that a filter cannot be excluded. A trail is narrowed by event selectors that leave
--   management events out and by an update that leaves Regions or global services out or moves the log; an
--   expiry set on the log bucket leaves hours without events in doubt. The last 20 minutes before the
--   account's collection are not settled. `integrity` says what CloudTrail's digests prove of the hour; one
--   with altered or missing log files is partial, unless Event history was collected for it.
with placed as (
    select
        file_id,
        fetched_at,
        coalesce(format, '') as format,
        rejected,
        regexp_extract(origin, '^s3://([^/]+)/', 1) as bucket,
        regexp_extract(
            origin, 'AWSLogs/(?:o-[^/]+/)?(\d{12})/CloudTrail/([a-z0-9-]+)/', ['account', 'region']
        ) as place,
        meta ->> '$.account' as asked_account,
        meta ->> '$.region' as asked_region,
        coalesce(meta ->> '$.attribute', '') as asked_attribute,
        try_cast(coalesce(meta ->> '$.claims_from', meta ->> '$.start') as timestamp) as asked_from,
        try_cast(coalesce(meta ->> '$.claims_until', meta ->> '$.end') as timestamp) as asked_until
    from files
    where status in ('loaded', 'duplicate', 'skipped')
),

per_file as (
    select
        e.recipient_account_id as account_id,
        e.aws_region,
        date_trunc('hour', e.event_time) as hour,
        e.file_id,
        count(*) as events,
        count(*) filter (where e.fidelity = 'columns') as columns_only,
        count(*) filter (where e.event_category = 'Data' or e.management_event = false) as data_events
    from events as e
    where
        e.event_time is not null
        and e.recipient_account_id is not null
        and e.aws_region is not null
        and ($account_id is null or e.recipient_account_id = $account_id)
    group by all
),

per_hour as (
    select
        h.account_id,
        h.aws_region,
        h.hour,
        count(*) as files,
        cast(sum(h.events) as bigint) as events,
        cast(sum(h.columns_only) as bigint) as columns_only,
        cast(sum(h.data_events) as bigint) as data_events,
        count(*) filter (where p.rejected > 0) as damaged_files,
        max(p.fetched_at) as fetched_at,
        count(*) filter (where p.format = 'lookup_events') as lookup_files,
        count(*) filter (where p.format = 'lookup_events' and p.asked_from is not null) as asked_lookup_files
    from per_file as h
    left join placed as p on h.file_id = p.file_id
    group by all
),

collected as (
    select
        account_id,
        max(fetched_at) as collected_at
    from (
        select
            account_id,
            fetched_at
        from per_hour
        union all
        select
            asked_account,
            fetched_at
        from placed
        where asked_from is not null
    ) as deliveries_and_answers
    group by account_id
),

delivered as (
    select distinct
        place['account'] as account_id,
        place['region'] as aws_region
    from placed
    where place['account'] <> '' and ($account_id is null or place['account'] = $account_id)
),

pairs as (
    select
        account_id,
        aws_region
    from per_hour
    union
    select
        account_id,
        aws_region
    from delivered
    union
    select
        asked_account as account_id,
        asked_region as aws_region
    from placed
    where
        asked_from is not null
        and asked_region is not null
        and ($account_id is null or asked_account = $account_id)
),

spans as (
    select
        h.account_id,
        coalesce(cast($start as timestamp), min(h.hour)) as first_hour,
        coalesce(cast($until as timestamp) - interval 1 microsecond, max(h.hour)) as last_hour,
        any_value(c.collected_at) as collected_at
    from per_hour as h
    left join collected as c on h.account_id = c.account_id
    group by h.account_id
),

grid as (
    select
        p.account_id,
        p.aws_region,
        s.collected_at,
        unnest(
            generate_series(
                date_trunc('hour', s.first_hour), date_trunc('hour', s.last_hour), interval 1 hour
            )
        ) as hour
    from pairs as p
    inner join spans as s on p.account_id = s.account_id
),

habits as (
    select
        account_id,
        aws_region,
        min(hour) as first_hour,
        max(hour) as last_hour,
        count(*) / (date_diff('hour', min(hour), max(hour)) + 1) as share
    from per_hour
    where lookup_files < files
    group by all
),

-- One pass over the events for everything that is said of trails and of their buckets.
acts as materialized (
    select
        recipient_account_id,
        event_time,
        event_name,
        outcome,
        request_parameters
    from events
    where
        event_name in (
            'StopLogging', 'StartLogging', 'DeleteTrail', 'CreateTrail', 'UpdateTrail', 'PutEventSelectors',
            'PutBucketLifecycle', 'PutBucketLifecycleConfiguration', 'GetBucketAcl'
        )
        and (event_name <> 'GetBucketAcl' or source_ip_address = 'cloudtrail.amazonaws.com')
),

trail_acts as (
    select
        recipient_account_id as account_id,
        event_time,
        event_name,
        split_part(
            coalesce(request_parameters ->> '$.name', request_parameters ->> '$.trailName', ''), '/', -1
        ) as trail,
        case
            when event_name in ('StopLogging', 'DeleteTrail') then 'stopped'
            when event_name in ('StartLogging', 'CreateTrail') then 'whole'
            when
                event_name = 'PutEventSelectors'
                and request_parameters ->> '$.eventSelectors' is not null
                and not regexp_matches(
                    request_parameters,
                    '"includeManagementEvents"\s*:\s*"?false|"readWriteType"\s*:\s*"(Read|Write)Only"'
                    || '|"excludeManagementEventSources"\s*:\s*\[\s*"'
                )
                then 'whole'
            when
                event_name = 'UpdateTrail'
                and not regexp_matches(
                    request_parameters,
                    '"(isMultiRegionTrail|includeGlobalServiceEvents)"\s*:\s*"?false'
                    || '|"(s3BucketName|s3KeyPrefix|kmsKeyId)"'
                )
                then 'as before'
            else 'narrowed'
        end as effect
    from acts
    where
        outcome = 'succeeded'
        and event_name in (
            'StopLogging', 'StartLogging', 'DeleteTrail', 'CreateTrail', 'UpdateTrail', 'PutEventSelectors'
        )
),

log_buckets as (
    select bucket
    from placed
    where place['account'] <> '' and bucket <> ''
    union
    select s3_bucket
    from digest_files
    where s3_bucket is not null
    union
    select request_parameters ->> '$.s3BucketName'
    from acts
    where event_name in ('CreateTrail', 'UpdateTrail')
    union
    select request_parameters ->> '$.bucketName'
    from acts
    where event_name = 'GetBucketAcl'
),

expiry as (
    select count(*) > 0 as is_set
    from acts
    where
        event_name in ('PutBucketLifecycle', 'PutBucketLifecycleConfiguration')
        and outcome = 'succeeded'
        and request_parameters like '%Expiration%'
        and request_parameters ->> '$.bucketName' in (select bucket from log_buckets)
),

gaps as (
    select
        a.account_id,
        a.effect,
        a.event_time as gap_from,
        (
            select min(b.event_time)
            from trail_acts as b
            where
                b.account_id = a.account_id
                and b.trail = a.trail
                and b.event_time > a.event_time
                and case
                    when a.event_name = 'StopLogging' then b.event_name in ('StartLogging', 'CreateTrail')
                    when a.event_name = 'DeleteTrail' then b.event_name = 'CreateTrail'
                    else
                        b.event_name in ('PutEventSelectors', 'UpdateTrail', 'CreateTrail')
                        and b.effect <> 'as before'
                end
        ) as gap_until
    from trail_acts as a
    where a.effect in ('stopped', 'narrowed')
),

gap_hours as (
    select
        g.account_id,
        g.aws_region,
        g.hour,
        bool_or(x.effect = 'stopped') as stopped,
        bool_or(x.effect = 'narrowed') as narrowed,
        bool_or(
            x.effect = 'stopped'
            and x.gap_from <= g.hour
            and coalesce(x.gap_until, timestamp '9999-01-01') >= g.hour + interval 1 hour
        ) as stopped_all_hour
    from grid as g
    inner join gaps as x
        on
            g.account_id = x.account_id
            and x.gap_from < g.hour + interval 1 hour
            and coalesce(x.gap_until, timestamp '9999-01-01') > g.hour
    group by all
),

dumps as (
    select file_id
    from placed
    where format in ('lookup_events', 'event_history_csv', 'event_history_json') and asked_from is null
),

looked_up as (
    select coalesce(copy_of, event_no) as event_no
    from event_records
    where file_id in (select file_id from dumps)
    union all
    select event_no
    from event_copies
    where file_id in (select file_id from dumps)
),

history as (
    select
        e.recipient_account_id as account_id,
        e.aws_region,
        date_trunc('hour', min(e.event_time)) as first_hour,
        date_trunc('hour', max(e.event_time)) as last_hour
    from event_records as e
    where e.event_no in (select event_no from looked_up)
    group by all
),

-- What the kit asked Event history for, page by page: each speaks for a span, of all or of write events.
asked_spans as (
    select
        asked_account as account_id,
        asked_region as aws_region,
        asked_attribute = 'ReadOnly=false' as writes_only,
        asked_from,
        asked_until,
        max(asked_until) over (
            partition by asked_account, asked_region, asked_attribute
            order by asked_from, asked_until
            rows between unbounded preceding and 1 preceding
        ) as reached
    from placed
    where
        asked_from is not null
        and asked_until is not null
        and asked_attribute in ('', 'ReadOnly=false')
),

asked_islands as (
    select
        *,
        count(*) filter (where reached is null or asked_from > reached) over (
            partition by account_id, aws_region, writes_only
            order by asked_from, asked_until
        ) as island
    from asked_spans
),

asked_history as (
    select
        account_id,
        aws_region,
        writes_only,
        min(asked_from) as asked_from,
        max(asked_until) as asked_until
    from asked_islands
    group by account_id, aws_region, writes_only, island
),

asked_hours as (
    select
        g.account_id,
        g.aws_region,
        g.hour,
        bool_or(not a.writes_only) as of_all,
        bool_or(a.writes_only) as of_writes
    from grid as g
    inner join asked_history as a
        on
            g.account_id = a.account_id
            and g.aws_region = a.aws_region
            and g.hour >= a.asked_from
            and g.hour + interval 1 hour <= a.asked_until
    group by all
),

joined as (
    select
        g.account_id,
        g.aws_region,
        g.hour,
        g.collected_at,
        coalesce(h.files, 0) as files,
        coalesce(h.events, 0) as events,
        coalesce(h.columns_only, 0) as columns_only,
        coalesce(h.data_events, 0) as data_events,
        coalesce(h.damaged_files, 0) as damaged_files,
        coalesce(h.asked_lookup_files, 0) as asked_lookup_files,
        t.share,
        t.account_id is not null and g.hour between t.first_hour and t.last_hour as trail_reaches,
        coalesce(x.stopped, false) as stopped,
        coalesce(x.narrowed, false) as narrowed,
        coalesce(x.stopped_all_hour, false) as stopped_all_hour,
        coalesce(a.of_all, false) as asked_for_all,
        coalesce(g.hour between e.first_hour and e.last_hour, false) as in_history_file,
        coalesce(a.of_writes, false) as writes_in_history,
        coalesce(v.state, 'unprovable') as integrity,
        z.is_set as expires
    from grid as g
    left join per_hour as h on g.account_id = h.account_id and g.aws_region = h.aws_region and g.hour = h.hour
    left join habits as t on g.account_id = t.account_id and g.aws_region = t.aws_region
    left join
        gap_hours as x
        on g.account_id = x.account_id and g.aws_region = x.aws_region and g.hour = x.hour
    left join history as e on g.account_id = e.account_id and g.aws_region = e.aws_region
    left join
        asked_hours as a
        on g.account_id = a.account_id and g.aws_region = a.aws_region and g.hour = a.hour
    left join
        integrity_hours as v
        on g.account_id = v.account_id and g.aws_region = v.aws_region and g.hour = v.hour
    cross join expiry as z
),

judged as (
    select
        *,
        case
            when hour + interval 1 hour > collected_at - interval 20 minute
                then { 'state': 'not_settled', 'reason': 'later than 20 minutes before the collection' }
            when events > 0 and columns_only = events
                then { 'state': 'partial', 'reason': 'known from columns only' }
            when asked_for_all
                then
                    {
                        'state': 'full',
                        'reason': 'Event history: management events; it never holds data events'
                    }
            when in_history_file
                then
                    {
                        'state': 'full',
                        'reason': 'a file of Event history, whole unless it was filtered; never data events'
                    }
            when
                integrity = 'missing'
                then { 'state': 'partial', 'reason': 'a log file or digest is missing from the chain' }
            when
                integrity = 'altered'
                then { 'state': 'partial', 'reason': 'a log file or digest was altered' }
            when writes_in_history and (stopped or not trail_reaches)
                then { 'state': 'partial', 'reason': 'Event history, write events only' }
            when events > 0 and asked_lookup_files = files
                then { 'state': 'partial', 'reason': 'Event history, asked for a part of it only' }
            when stopped_all_hour and events = 0 then { 'state': 'stopped', 'reason': 'trail stopped' }
            when
                stopped
                then { 'state': 'partial', 'reason': 'trail stopped for a part, or another one went on' }
            when narrowed then { 'state': 'partial', 'reason': 'a trail was narrowed' }
            when damaged_files > 0 then { 'state': 'partial', 'reason': 'a file is damaged' }
            when events > 0 and data_events > 0
                then { 'state': 'full', 'reason': 'management events and data events' }
            when events > 0 then { 'state': 'full', 'reason': 'management events; no data event seen' }
            when
                expires
                then { 'state': 'partial', 'reason': 'an expiry on the log bucket may have removed files' }
            when not trail_reaches and hour < collected_at - interval 90 day
                then
                    {
                        'state': 'not_collected',
                        'reason': 'no file of this Region, and older than Event history (90 days)'
                    }
            when
                not trail_reaches
                then { 'state': 'not_collected', 'reason': 'no file of this Region for this time' }
            when
                share >= 0.9
                then { 'state': 'silent', 'reason': 'no event where nine hours in ten have some' }
            else { 'state': 'full', 'reason': 'no event, which is usual for this Region' }
        end as verdict
    from joined
)

select
    account_id,
    aws_region,
    hour,
    files,
    events,
    verdict['state'] as state,
    verdict['reason'] as reason,
    data_events,
    integrity
from judged
where
    (cast($start as timestamp) is null or hour + interval 1 hour > cast($start as timestamp))
    and (cast($until as timestamp) is null or hour < cast($until as timestamp))
order by account_id, aws_region, hour
