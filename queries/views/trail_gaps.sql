-- title: Times in which a trail was off
-- question: From when to when was which trail stopped or narrowed?
-- grain: one row per call that stopped, deleted or narrowed a trail
-- reads: [trail_switches]
-- notes: >
--   The home of "the trail was off". A trail of many Regions is off in all of them, and the call does not
--   say which kind it is, so a gap counts for every Region of its account. gap_until is NULL where nobody
--   switched the trail on again; what Event history holds of the time is not taken out (blind_spans does).
select
    off.account_id,
    off.home_region,
    off.trail,
    off.named_as,
    case when off.effect = 'narrowed' then 'narrowed' else 'stopped' end as kind,
    off.event_no,
    off.event_id,
    off.event_name,
    off.event_time as gap_from,
    min(back.event_time) as gap_until,
    arg_min(back.event_id, (back.event_time, back.event_id)) as ended_event_id
from trail_switches as off
left join trail_switches as back
    on
        off.account_id = back.account_id
        and off.home_region is not distinct from back.home_region
        and off.trail = back.trail
        and off.event_time <= back.event_time
        and off.event_no <> back.event_no
        and case off.effect
            when 'stopped' then back.effect in ('started', 'made')
            when 'deleted' then back.effect = 'made'
            else back.effect in ('narrowed', 'widened', 'made') and off.event_time < back.event_time
        end
where off.effect in ('stopped', 'deleted', 'narrowed')
group by all
