-- title: What each source says of each period
-- question: What does each bill, and the estimate, say by hour or day, in USD?
-- grain: one row per source, view, period, account, Region, service, charge type and currency
-- reads: [spend_hours, estimate_runs, service_names, case_facts]
-- notes: >
--   Money in another currency is turned into USD by the rate of case.toml, else usd is NULL and `amount`
--   tells. Hours of the estimate are clock hours of UTC with the part of each in which the thing ran.
with rate as (
    select
        max(value) filter (where name = 'currency') as currency,
        try_cast(max(value) filter (where name = 'rate') as double) as rate
    from case_facts
),

hours as (
    select
        r.*,
        h.hour,
        date_diff('second', greatest(r.started_at, h.hour), least(r.until, h.hour + interval 1 hour))
        / 3600.0 as share
    from estimate_runs as r
    cross join
        lateral (
            select unnest(generate_series(date_trunc('hour', r.started_at), r.until, interval 1 hour)) as hour
        ) as h
    where r.priced
),

names as (
    select
        event_source,
        min(service) as service
    from service_names
    where event_source <> ''
    group by event_source
)

select
    s.source,
    s.view,
    s.grain,
    s.period_start,
    s.account_id,
    s.aws_region,
    s.service,
    s.charge_type,
    s.cost as amount,
    s.currency,
    case
        when s.currency = 'USD' then s.cost
        when s.currency = rate.currency and rate.rate > 0 then s.cost / rate.rate
    end as usd,
    cast(null as double) as usd_low,
    cast(null as double) as usd_high,
    case when s.currency = 'USD' then s.amortised end as usd_amortised,
    false as is_estimate,
    s.estimated
from spend_hours as s
cross join rate
union all by name
select
    'estimate' as source,
    '' as view,
    'hour' as grain,
    h.hour as period_start,
    h.account_id,
    h.aws_region,
    case
        when h.service = 'ec2' and h.resource_type in ('volume', 'nat_gateway', 'snapshot') then 'EC2 - Other'
        when h.service = 'ec2' and h.resource_type = 'elastic_ip' then 'Amazon Virtual Private Cloud'
        else coalesce(n.service, h.service)
    end as service,
    'usage' as charge_type,
    sum(h.usd_per_hour * h.share) as amount,
    'USD' as currency,
    sum(h.usd_per_hour * h.share) as usd,
    sum(h.usd_per_hour_low * h.share * least(1.0, h.hours_low / nullif(h.hours, 0))) as usd_low,
    sum(h.usd_per_hour_high * h.share) as usd_high,
    sum(h.usd_per_hour * h.share) as usd_amortised,
    true as is_estimate,
    true as estimated
from hours as h
left join names as n on h.service || '.amazonaws.com' = n.event_source
where h.share > 0
group by
    h.hour, h.account_id, h.aws_region,
    case
        when h.service = 'ec2' and h.resource_type in ('volume', 'nat_gateway', 'snapshot') then 'EC2 - Other'
        when h.service = 'ec2' and h.resource_type = 'elastic_ip' then 'Amazon Virtual Private Cloud'
        else coalesce(n.service, h.service)
    end
