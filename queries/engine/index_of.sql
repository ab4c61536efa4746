-- title: What an index holds
-- question: Of what was this index made, and how many records has it?
-- grain: one row per making
-- reads: [calls]
-- params: {}
select
    made_of,
    count(*) as records,
    min(event_time) as first_event,
    max(event_time) as last_event
from calls
group by made_of
