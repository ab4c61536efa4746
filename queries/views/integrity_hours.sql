-- title: Hours of the digest chain
-- question: What do the digests prove of each hour?
-- grain: one row per account, Region and hour that a digest, a gap or a log file of theirs touches
-- reads: [integrity_checks]
-- notes: >
--   Digests speak of the time of delivery, which follows a call by 5 to 15 minutes; log files of the time of
--   their events. An hour is altered or missing when anything in it is; proved when the digests of one trail
--   that are proved cover all of it and every log file in it is proved; else unprovable. next_proved: the
--   hour after it is proved too, so that what was delivered late is proved with it. What lies beside the
--   proved chain speaks for no hour. key_by: by whose word the keys are CloudTrail's.
with touched as (
    select
        c.*,
        unnest(
            generate_series(
                date_trunc('hour', c.from_time),
                greatest(c.until_time - interval 1 microsecond, c.from_time),
                interval 1 hour
            )
        ) as hour
    from integrity_checks as c
    where c.reason <> 'beside_chain'
),

covered as (
    select
        account_id,
        aws_region,
        hour,
        max(seconds) as seconds
    from (
        select
            account_id,
            aws_region,
            trail,
            hour,
            sum(date_diff('second', greatest(from_time, hour), least(until_time, hour + interval 1 hour)))
                as seconds
        from touched
        where kind = 'digest' and state = 'proved'
        group by all
    ) as by_trail
    group by all
),

summed as (
    select
        account_id,
        aws_region,
        hour,
        count(distinct place) filter (where kind = 'digest') as digests,
        count(distinct place) filter (where kind = 'log') as log_files,
        count(distinct place) filter (where kind = 'log' and state = 'proved') as proved_files,
        count(*) filter (where state = 'altered') as altered,
        count(*) filter (where state = 'missing') as missing,
        count(*) filter (where state = 'unprovable') as unprovable,
        -- The worst of an hour is what its reason tells.
        arg_min(
            reason, case state when 'altered' then 1 when 'missing' then 2 when 'unprovable' then 3 else 4 end
        )
            as worst_reason,
        string_agg(distinct key_by, ', ' order by key_by) filter (where state = 'proved') as key_by,
        max(checked_at) as checked_at
    from touched
    group by all
),

judged as (
    select
        s.*,
        case
            when s.altered > 0 then 'altered'
            when s.missing > 0 then 'missing'
            when s.unprovable = 0 and coalesce(c.seconds, 0) >= 3600 then 'proved'
            else 'unprovable'
        end as state,
        coalesce(c.seconds, 0) as seconds
    from summed as s
    left join covered as c on s.account_id = c.account_id and s.aws_region = c.aws_region and s.hour = c.hour
)

select
    account_id,
    aws_region,
    hour,
    state,
    case
        when state = 'unprovable' and unprovable = 0 then 'part_of_hour'
        else worst_reason
    end as reason,
    digests,
    log_files,
    proved_files,
    altered,
    missing,
    unprovable,
    state = 'proved' and coalesce(
        lead(state) over hours = 'proved' and lead(hour) over hours = hour + interval 1 hour,
        false
    ) as next_proved,
    case when state = 'proved' then key_by end as key_by,
    checked_at
from judged
window hours as (partition by account_id, aws_region order by hour)
