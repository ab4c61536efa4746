-- title: Prices from the Price List API
-- question: Which on-demand prices of instance types does the case hold as AWS's own answer?
-- grain: one row per instance type and Region
-- reads: [price_list]
-- notes: The newest answer counts; Linux (or no system named), by the hour.
select
    instance_type,
    aws_region,
    arg_max(usd, coalesce(effective_on, timestamp '1970-01-01')) as usd
from price_list
where
    instance_type is not null
    and aws_region is not null
    and coalesce(operating_system, 'Linux') = 'Linux'
    and lower(unit) like 'hr%'
group by instance_type, aws_region
order by instance_type, aws_region
