-- title: Which source of a day counts
-- question: Which sources speak of each account and day, how good are they, and which one counts?
-- grain: one row per account, day, source and view
-- reads: [spend_hours, estimate_runs]
-- notes: >
--   A source covers every day between its first and its last line of a billing period, also those without a
--   charge. Order: CUR 2.0, CUR legacy, FOCUS, Cost Explorer, the console's CSV, the estimate; days that are
--   settled before days that still grow. A day grows while it is among the last two of the source and its
--   month is not over, or while Cost Explorer calls it estimated. On a day that still grows, or that no bill
--   covers, an estimate whose lower end is above the bill counts instead.
with spans as (
    select
        source,
        view,
        account_id,
        billing_period,
        bool_or(grain = 'month') and bool_and(grain = 'month') as monthly,
        cast(date_trunc('day', min(period_start)) as date) as first_day,
        cast(date_trunc('day', max(period_end) - interval 1 second) as date) as last_day,
        max(period_end) as through,
        max(fetched_at) as fetched_at,
        bool_or(aws_region <> 'global') as has_region,
        count(distinct service) as services,
        bool_or(grain = 'hour') as hourly
    from spend_hours
    group by source, view, account_id, billing_period
),

bills as (
    select
        s.source,
        s.view,
        s.account_id,
        d.day,
        s.monthly,
        s.hourly,
        s.through,
        s.fetched_at,
        case s.source
            when 'cur2' then 1 when 'cur_legacy' then 2 when 'focus' then 3 when 'cost_explorer' then 4 else 5
        end
        + case when s.monthly then 10 else 0 end as rank,
        case
            when s.view like '% without cost%' then 90
            when s.source not in ('cost_explorer', 'console_csv') then 0
            when s.has_region and s.view like '%SERVICE%' then 0
            when s.has_region then 2
            else 4
        end
        + case when s.view like '%of one record type%' or s.view like '%RECORD_TYPE%' then 0 else 1 end
            as view_rank,
        d.day < cast(s.through as date) - 2
        or (s.through >= s.billing_period + interval 1 month and s.fetched_at >= s.through + interval 2 day)
            as settled
    from spans as s
    cross join lateral (
        select cast(unnest(generate_series(
            cast(s.first_day as timestamp),
            cast(case when s.monthly then s.first_day else s.last_day end as timestamp),
            interval 1 day
        )) as date) as day
    ) as d
),

billed as (
    select
        account_id,
        source,
        view,
        cast(period_start as date) as day,
        bool_or(estimated) as estimated,
        sum(cost) filter (where charge_type = 'usage') as usage_cost
    from spend_hours
    group by account_id, source, view, cast(period_start as date)
),

estimated as (
    select
        r.account_id,
        d.day,
        sum(
            r.usd_per_hour_low * greatest(0, least(
                r.hours_low,
                date_diff('second', greatest(r.started_at, d.day), least(r.until, d.day + interval 1 day))
                / 3600.0
            ))
        ) as usd_low,
        max(r.until) as through
    from estimate_runs as r
    cross join
        lateral (
            select
                cast(unnest(
                    generate_series(date_trunc('day', r.started_at), r.until, interval 1 day)
                ) as date) as day
        ) as d
    where r.priced
    group by r.account_id, d.day
),

candidates as (
    select
        b.account_id,
        b.day,
        b.source,
        b.view,
        b.monthly,
        b.hourly,
        b.rank,
        b.view_rank,
        b.settled and (b.source <> 'cost_explorer' or not coalesce(l.estimated, false))
        or (b.source = 'cost_explorer' and l.estimated = false) as settled,
        coalesce(l.usage_cost, 0) as usage_cost,
        coalesce(l.estimated, false) as estimated,
        b.fetched_at as as_of
    from bills as b
    left join billed as l
        on b.account_id = l.account_id and b.source = l.source and b.view = l.view and b.day = l.day
    union all by name
    select
        account_id,
        day,
        'estimate' as source,
        '' as view,
        false as monthly,
        true as hourly,
        90 as rank,
        0 as view_rank,
        false as settled,
        usd_low as usage_cost,
        true as estimated,
        through as as_of
    from estimated
),

ordered as (
    select
        *,
        max(case when source <> 'estimate' and rank < 10 then usage_cost end) over whole as most_billed,
        bool_or(settled and source <> 'estimate') over whole as any_settled,
        max(case when source = 'estimate' then usage_cost end) over whole as estimate_low
    from candidates
    window whole as (partition by account_id, day)
)

select
    account_id,
    day,
    source,
    view,
    monthly,
    hourly,
    settled,
    estimated,
    usage_cost,
    as_of,
    row_number() over (
        partition by account_id, day
        order by
            case
                when
                    source = 'estimate'
                    and not coalesce(any_settled, false)
                    and estimate_low > coalesce(most_billed, 0)
                    then 0
                else 1
            end,
            case when settled then 0 else 1 end,
            rank, view_rank, view
    ) = 1
    -- An answer that names no account may be the sum of the accounts beside it.
    and not (
        account_id = 'unknown' and count(*) filter (where account_id <> 'unknown') over (partition by day) > 0
    )
        as counted
from ordered
