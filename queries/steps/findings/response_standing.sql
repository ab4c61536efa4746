-- title: Where the evidence ends and the intruder begins
-- question: Up to when do the logs reach, and when did the intruder start?
-- grain: one row
-- reads: [tree_actions, activity, first_act, horizon]
with reach as materialized (
    select
        min(first_event) as first_event,
        max(last_event) as last_event
    from horizon
)

select
    (select reach.last_event from reach) as as_of,
    (select first_act.event_time from first_act) as first_intruder,
    max(calls.event_time) filter (where activity.third_party) as last_intruder,
    count(*) filter (where activity.third_party) as intruder_calls,
    count(*) filter (where activity.third_party and activity.certainty = 'likely') as likely_calls,
    count(*) filter (where activity.actor = 'owner') as owner_calls,
    count(*) filter (where activity.actor = 'unclear') as unclear_calls,
    count(*) filter (where activity.third_party and calls.outcome = 'failed') as intruder_failed,
    count(distinct calls.source_ip_address) filter (where activity.third_party) as intruder_addresses,
    count(distinct calls.aws_region) filter (where activity.third_party) as intruder_regions,
    (select first_act.event_id from first_act) as first_event_id,
    arg_max(calls.event_id, (calls.event_time, calls.event_id)) filter (where activity.third_party)
        as last_event_id,
    min(calls.event_time) as first_of_key,
    (select reach.first_event from reach) as first_event
from tree_actions as calls
inner join activity on calls.event_no = activity.event_no
