-- title: Days of these calls
-- question: On which days were these calls made, and whose were they?
-- grain: one row per day (UTC) and actor
-- reads: [event_rows, activity]
-- params: {event_nos: "bigint[]"}
select
    cast(event_rows.event_time as date) as day,
    activity.actor,
    count(*) as calls
from event_rows
left join activity on event_rows.event_no = activity.event_no
where event_rows.event_no in (select unnest($event_nos))
group by all
order by day asc, calls desc, activity.actor asc
