-- title: What is known of the time before the intruder
-- question: Since when does the evidence of each Region reach back, and which Regions does a past bill
--   charge?
-- grain: one row per Region, and one without Region for all
-- reads: [activity, engine_hours, events, event_rows, first_act, files, spend_lines_counted]
-- params: {}
-- notes: >
--   Only the accounts in which the leaked credentials acted count. Evidence of a Region reaches back to its
--   first event, its first delivered file or digest, the time that Event history was asked for, or the first
--   hour that an engine counted, whichever is earliest: it was asked for all calls of these credentials.
with accounts as (
    select distinct events.recipient_account_id as account_id
    from activity
    inner join events on activity.event_no = events.event_no
),

seen as (
    select
        event_rows.aws_region,
        min(event_rows.event_time) as evidence_from
    from event_rows
    inner join accounts on event_rows.recipient_account_id = accounts.account_id
    group by event_rows.aws_region
),

placed as (
    select
        regexp_extract(
            files.origin,
            'AWSLogs/(?:o-[^/]+/)?(\d{12})/CloudTrail(?:-Digest)?/([a-z0-9-]+)/(\d{4}/\d{2}/\d{2})/',
            ['account', 'aws_region', 'day']
        ) as place
    from files
    where files.status in ('loaded', 'duplicate', 'set_apart')
),

delivered as (
    select
        placed.place.aws_region,
        min(try_strptime(placed.place.day, '%Y/%m/%d')) as evidence_from
    from placed
    inner join accounts on placed.place.account = accounts.account_id
    group by placed.place.aws_region
),

asked as (
    select
        files.meta ->> '$.region' as aws_region,
        min(try_cast(files.meta ->> '$.start' as timestamp)) as evidence_from
    from files
    where files.status in ('loaded', 'duplicate')
    group by files.meta ->> '$.region'
),

counted as (
    select
        engine_hours.aws_region,
        min(engine_hours.first_event) as evidence_from
    from engine_hours
    inner join accounts on engine_hours.account_id = accounts.account_id
    group by engine_hours.aws_region
),

evidence as (
    select
        aws_region,
        min(evidence_from) as evidence_from
    from (
        select * from seen
        union all
        select * from delivered
        union all
        select * from asked
        union all
        select * from counted
    ) as sources
    where evidence_from is not null
    group by rollup (aws_region)
),

billed as (
    select distinct
        lines.aws_region,
        true as billed_before
    from spend_lines_counted as lines
    inner join accounts on lines.account = accounts.account_id
    cross join first_act
    where
        lines.period_end <= first_act.event_time
        and lines.cost > 0
        and lines.charge_type = 'usage'
)

select
    coalesce(evidence.aws_region, billed.aws_region) as aws_region,
    evidence.evidence_from,
    coalesce(billed.billed_before, false) as billed_before,
    first_act.event_time as first_intruder
from evidence
full join billed on evidence.aws_region = billed.aws_region
cross join first_act
order by aws_region nulls first, evidence.evidence_from
