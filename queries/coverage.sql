-- title: Coverage
-- question: For which hours, accounts and Regions does the evidence speak, and where has it gaps?
-- grain: one row per account, Region and hour
-- reads: [coverage_reasons, evidence_hours, history_hours, integrity_hours, log_expiry, region_reach,
--   trail_gap_hours]
-- params:
--   start: {type: timestamp, default: null}
--   until: {type: timestamp, default: null}
--   account_id: {type: varchar, default: null}
-- notes: >
--   Regions are those that events, delivered files and questions name; hours run from the first to the last
--   evidence of the account, or as asked; of more than 2,000,000 hours in all, the newest of each Region. A
--   stopped or narrowed trail (view trail_gaps) counts for all Regions of its account, unless Event history
--   (view history_spans) was collected for the hour: that depends on no trail, and never holds data events.
--   Hours without events are silent where nine in ten have some. An expiry on the log bucket leaves them in
--   doubt. The last 20 minutes before the collection are not settled. `integrity` says what CloudTrail's
--   digests prove of the hour. `reason_code` is the reason's stable name.
-- answer: coverage:coverage
with reach as (
    -- one row per account and Region, with the hours that are asked for
    select
        *,
        date_trunc('hour', coalesce(cast($start as timestamp), first_hour)) as from_hour,
        coalesce(cast($until as timestamp) - interval 1 microsecond, last_hour) as to_hour
    from region_reach
    where $account_id is null or account_id = $account_id
),

bounded as (
    -- the same rows; where one record of long ago would ask for millions of hours, the newest of each
    select
        *,
        case
            when sum(date_diff('hour', from_hour, to_hour) + 1) over () <= 2000000 then from_hour
            else greatest(from_hour, date_trunc('hour', to_hour) - to_hours(2000000 // count(*) over ()))
        end as since
    from reach
),

grid as (
    -- one row per account, Region and hour
    select
        *,
        unnest(generate_series(since, to_hour, interval 1 hour)) as hour
    from bounded
),

joined as (
    -- one row per account, Region and hour, with all that is known of it
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
        g.share,
        coalesce(g.hour between g.trail_first_hour and g.trail_last_hour, false) as trail_reaches,
        coalesce(x.stopped, false) as stopped,
        coalesce(x.narrowed, false) as narrowed,
        coalesce(x.stopped_all_hour, false) as stopped_all_hour,
        coalesce(a.asked, false) as history_asked,
        coalesce(a.in_file, false) as history_file,
        coalesce(a.writes, false) as history_writes,
        coalesce(v.state, 'unprovable') as integrity
    from grid as g
    left join evidence_hours as h
        on g.account_id = h.account_id and g.aws_region = h.aws_region and g.hour = h.hour
    left join trail_gap_hours as x on g.account_id = x.account_id and g.hour = x.hour
    left join history_hours as a
        on g.account_id = a.account_id and g.aws_region = a.aws_region and g.hour = a.hour
    left join integrity_hours as v
        on g.account_id = v.account_id and g.aws_region = v.aws_region and g.hour = v.hour
),

judged as (
    -- the same rows, each with the first reason that holds
    select
        j.*,
        case
            when j.hour + interval 1 hour > j.collected_at - interval 20 minute then 'not_settled'
            when j.damaged_files > 0 and j.columns_only = j.events then 'file_damaged'
            when j.events > 0 and j.columns_only = j.events then 'columns_only'
            when j.history_asked then 'history_asked'
            when j.history_file then 'history_file'
            when j.integrity = 'missing' then 'log_missing'
            when j.integrity = 'altered' then 'log_altered'
            when j.history_writes and (j.stopped or not j.trail_reaches) then 'history_writes'
            when j.events > 0 and j.asked_lookup_files = j.files then 'history_part'
            when j.stopped_all_hour and j.events = 0 then 'trail_stopped'
            when j.stopped then 'trail_stopped_part'
            when j.narrowed then 'trail_narrowed'
            when j.damaged_files > 0 then 'file_damaged'
            when j.events > 0 and j.data_events > 0 then 'data_events'
            when j.events > 0 then 'management_events'
            when z.is_set then 'log_expiry'
            when not j.trail_reaches and j.hour < j.collected_at - interval 90 day then 'too_old'
            when not j.trail_reaches then 'no_file'
            when j.share >= 0.9 then 'unusual_silence'
            else 'usual_silence'
        end as reason_code
    from joined as j
    cross join log_expiry as z
)

select
    account_id,
    aws_region,
    hour,
    files,
    events,
    reasons.state,
    judged.reason_code,
    data_events,
    integrity
from judged
inner join coverage_reasons as reasons on judged.reason_code = reasons.reason_code
where
    (cast($start as timestamp) is null or hour + interval 1 hour > cast($start as timestamp))
    and (cast($until as timestamp) is null or hour < cast($until as timestamp))
order by account_id, aws_region, hour
