-- title: Estimate by resource
-- question: What did each resource cost by the trail, at least, likely and at most?
-- grain: one row per account, Region, resource type and resource
-- reads: [estimate_runs]
-- notes: Money is NULL where a run has no price; usd_per_hour is what an hour of it costs while it runs.
select
    account_id,
    aws_region,
    service,
    resource_type,
    resource_id,
    case when service in ('bedrock', 'ses') then null else arg_max(usd_per_hour, started_at) end
        as usd_per_hour,
    sum(usd_per_hour_low * hours_low) as usd_low,
    sum(usd_per_hour * hours) as estimated_usd,
    sum(usd_per_hour_high * hours) as usd_high,
    bool_and(priced) as priced,
    sum(hours) as hours,
    bool_or(open) as open,
    min(started_at) as started_at,
    max(until) as until,
    arg_max(size, started_at) as size,
    arg_max(purchase, started_at) as purchase,
    arg_max(basis, started_at) as basis,
    arg_max(assumed, started_at) as assumed
from estimate_runs
group by account_id, aws_region, service, resource_type, resource_id
order by account_id, aws_region, service, resource_type, resource_id
