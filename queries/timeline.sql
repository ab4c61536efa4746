-- title: Timeline
-- question: How many calls of which kind did each hand make, along time?
-- grain: one row per minute (the owner's and the kit's calls per hour), actor, tactic, call and outcome
-- reads: [event_actions]
-- notes: The rows of key_activity, summed so that a million calls draw in a second; event_id is the first of
--   them.
select
    case
        when actor in ('owner', 'kit') then date_trunc('hour', event_time)
        else date_trunc('minute', event_time)
    end as event_time,
    actor,
    case when weight > 0 then tactic end as tactic,
    event_name,
    outcome,
    count(*) as calls,
    max(weight) as weight,
    arg_min(event_id, (event_time, event_key)) as event_id
from event_actions
where event_time is not null
group by all
order by all
