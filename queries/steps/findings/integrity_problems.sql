-- title: What was altered or is missing
-- question: Which digests and log files are not as CloudTrail delivered them, and which events stand in them?
-- grain: one row per digest, log file or gap that is altered or missing
-- reads: [integrity_checks, event_records]
-- notes: A log file that CloudTrail can no longer be asked for may still hold true events; they are told with
--   it.
with wrong as (
    select *
    from integrity_checks
    where state in ('altered', 'missing')
),

inside as (
    select
        file_id,
        list(coalesce(cast(event_id as varchar), event_id_text) order by event_no)[:20] as event_ids
    from event_records
    where
        file_id in (select file_id from wrong)
        and coalesce(cast(event_id as varchar), event_id_text) is not null
    group by file_id
)

select
    w.kind,
    w.account_id,
    w.aws_region,
    w.place,
    w.from_time,
    w.until_time,
    w.state,
    w.reason,
    w.detail,
    w.checked_at,
    coalesce(i.event_ids, []) as event_ids
from wrong as w
left join inside as i on w.file_id = i.file_id
order by w.state, w.from_time, w.account_id, w.aws_region, w.kind, w.place
