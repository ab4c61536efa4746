-- title: VPC endpoints of the others' calls
-- question: Through which VPC endpoints do others than the third party use the leaked credentials?
-- grain: one row per endpoint
-- reads: [activity, events]
select
    events.vpc_endpoint_id as endpoint,
    count(*) as calls
from activity
inner join events on activity.event_no = events.event_no
where
    not activity.third_party
    and starts_with(coalesce(events.vpc_endpoint_id, ''), 'vpce-')
group by events.vpc_endpoint_id
order by endpoint
