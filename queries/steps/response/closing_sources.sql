-- title: Where calls came from
-- question: From which addresses did the third party, the owner and anybody since the response call?
-- grain: one row per address
-- reads: [activity, events]
-- params: {since: timestamp}
select
    events.source_ip_address as address,
    coalesce(bool_or(activity.third_party), false) as third_party,
    coalesce(bool_or(activity.actor = 'owner'), false) as owner,
    count(*) filter (where events.event_time > $since) as calls_since
from events
left join activity on events.event_no = activity.event_no
where events.source_ip_address is not null
group by events.source_ip_address
order by address
