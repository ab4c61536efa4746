-- title: Calls that only the third party makes
-- question: Which calls did the third party make or try, and the owner never?
-- grain: one row per call
-- reads: [activity, events]
select
    split_part(events.event_source, '.', 1) as source,
    regexp_replace(events.event_name, '20\d{2}_?\d{2}_?\d{2}(v\d)?$', '') as event_name,
    count(*) as calls
from activity
inner join events on activity.event_no = events.event_no
where activity.maybe_third_party or activity.actor = 'owner'
group by all
having bool_or(activity.third_party) and bool_and(activity.third_party)
order by source, event_name
