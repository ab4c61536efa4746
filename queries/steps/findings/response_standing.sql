-- title: Where the evidence ends and the intruder begins
-- question: Up to when do the logs reach, and when did the intruder start?
-- grain: one row
-- reads: [event_actions, first_act, horizon]
select
    (select max(last_event) from horizon) as as_of,
    (select first_act.event_time from first_act) as first_intruder,
    max(event_time) filter (where third_party) as last_intruder,
    count(*) filter (where third_party) as intruder_calls,
    count(*) filter (where third_party and certainty = 'likely') as likely_calls,
    count(*) filter (where actor = 'owner') as owner_calls,
    count(*) filter (where actor = 'unclear') as unclear_calls,
    count(*) filter (where third_party and outcome = 'failed') as intruder_failed,
    count(distinct source_ip_address) filter (where third_party) as intruder_addresses,
    count(distinct aws_region) filter (where third_party) as intruder_regions,
    (select first_act.event_id from first_act) as first_event_id,
    arg_max(event_id, (event_time, event_id)) filter (where third_party)
        as last_event_id,
    min(event_time) as first_of_key,
    (select min(first_event) from horizon) as first_event
from event_actions
