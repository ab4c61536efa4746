-- title: Buckets that strangers listed or read before the leak showed
-- question: Which buckets were listed or read by nobody known or by another account, and from where?
-- grain: one row per bucket and kind of stranger
-- reads: [events, call_marks]
-- params:
--   until: {type: timestamp, default: null}
-- notes: Reads of objects are only in the logs where data events are recorded.
select
    events.request_parameters ->> '$.bucketName' as bucket,
    coalesce(upper(events.user_account_id) in ('ANONYMOUS_PRINCIPAL', 'ANONYMOUS'), false) as anonymous,
    count(*) as calls,
    min(events.event_time) as first_seen,
    max(events.event_time) as last_seen,
    list_sort(list(distinct events.source_ip_address))[:5] as addresses,
    list(events.event_id order by events.event_time, events.event_id)[:5] as event_ids
from events
inner join call_marks as marks on events.event_source = marks.source and events.event_name = marks.event
where
    marks.mark = 'reads_bucket'
    and events.outcome = 'succeeded'
    and events.invoked_by is null
    and events.user_type <> 'AWSService'
    and events.user_account_id <> events.recipient_account_id
    and ($until is null or events.event_time <= $until)
group by all
order by calls desc, bucket asc, anonymous asc
limit 50
