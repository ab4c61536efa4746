-- title: What stands behind a Region's bill
-- question: Which things of the intruder's are billed under which service of which Region?
-- grain: one row per Region and service
-- reads: [estimate_runs, resource_ledger, service_names]
with names as (
    select
        event_source,
        min(service) as service
    from service_names
    where event_source <> ''
    group by event_source
),

things as (
    select
        r.aws_region,
        r.resource_id,
        r.started_at,
        l.event_id,
        unnest(
            case
                when r.service = 'ec2' and r.resource_type = 'instance'
                    then ['Amazon Elastic Compute Cloud - Compute', 'EC2 - Other']
                when
                    r.service = 'ec2' and r.resource_type = 'elastic_ip'
                    then ['Amazon Virtual Private Cloud']
                when r.service = 'ec2' then ['EC2 - Other']
                else [coalesce(n.service, r.service)]
            end
        ) as service
    from estimate_runs as r
    left join names as n on r.service || '.amazonaws.com' = n.event_source
    left join resource_ledger as l
        on
            r.account_id = l.account_id
            and r.aws_region = l.aws_region
            and r.resource_type = l.resource_type
            and r.resource_id = l.resource_id
)

select
    aws_region,
    service,
    list(distinct resource_id order by resource_id) as resource_ids,
    arg_min(event_id, (started_at, event_id)) as first_event_id
from things
group by aws_region, service
order by aws_region, service
